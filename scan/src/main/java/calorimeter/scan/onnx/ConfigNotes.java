// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What config.json beside an ONNX file says and the graph does not.
final class ConfigNotes {

    private ConfigNotes() {}

    static List<String> of(Path file, AttentionGraph attention) {
        Path absolute = file.toAbsolutePath();
        // The hub keeps exports in a folder `onnx` below config.json.
        for (String place : List.of("config.json", "../config.json")) {
            Path config = absolute.resolveSibling(place).normalize();
            if (Files.isRegularFile(config)) {
                return softcap(config, attention);
            }
        }
        return List.of();
    }

    private static List<String> softcap(Path config, AttentionGraph attention) {
        try {
            JsonNode cap =
                    new ObjectMapper().readTree(Files.readAllBytes(config)).path("attn_logit_softcapping");
            return cap.isNumber() && !attention.capped()
                    ? List.of("config.json has attn_logit_softcapping " + cap + " but the graph has no softcap: the"
                            + " export has lost it. What is measured is the file, not the model that was trained;"
                            + " export it with attn_implementation=\"eager\"")
                    : List.of();
        } catch (IOException e) {
            return List.of("config.json cannot be read: " + e.getMessage());
        }
    }
}
