// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.lab.store.Failures;
import calorimeter.scan.source.ModelException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// JSON files of a model folder.
final class ConfigJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ConfigJson() {}

    /// @throws ModelException when there is none, or it is no JSON object
    static JsonNode read(Path file) {
        try {
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new ModelException(
                    file + " is missing: a model folder has config.json, weights as safetensors, and"
                            + " tokenizer.json",
                    e);
        } catch (IOException e) {
            throw new ModelException("cannot read " + file + ": " + Failures.ofReading(e), e);
        }
    }

    static JsonNode parse(String place, byte[] text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || !node.isObject()) {
                throw new ModelException(place + " is not a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new ModelException(place + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ModelException(place + " is not text: " + e.getMessage(), e);
        }
    }
}
