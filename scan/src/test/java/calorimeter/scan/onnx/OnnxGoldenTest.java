// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.scan.measure.HeadMeasures;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every form of attention beside numpy in float64, on tiny models that `onnx_models.py` has written.
class OnnxGoldenTest {

    private static final Path MODELS = Path.of("src/test/resources/golden/onnx");

    private static final Map<String, ToDoubleFunction<HeadMeasures>> MEASURES = Map.ofEntries(
            Map.entry("C", HeadMeasures::specificHeat),
            Map.entry("S", HeadMeasures::entropy),
            Map.entry("U", HeadMeasures::meanEnergy),
            Map.entry("F", HeadMeasures::freeEnergy),
            Map.entry("KL", HeadMeasures::selectivity),
            Map.entry("chi", HeadMeasures::susceptibility),
            Map.entry("keys", HeadMeasures::effectiveKeys),
            Map.entry("V", HeadMeasures::variance),
            Map.entry("first", HeadMeasures::first),
            Map.entry("previous", HeadMeasures::previous),
            Map.entry("own", HeadMeasures::own),
            Map.entry("rows", HeadMeasures::rows));

    static List<String> models() throws IOException {
        try (Stream<Path> files = Files.list(MODELS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".onnx"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyMeasureOfEveryHead(String name) throws IOException {
        JsonNode expected = new ObjectMapper()
                .readTree(MODELS.resolve(name.replace(".onnx", ".json")).toFile());
        List<int[]> prompts = StreamSupport.stream(expected.path("prompts").spliterator(), false)
                .map(prompt -> StreamSupport.stream(prompt.spliterator(), false)
                        .mapToInt(JsonNode::intValue)
                        .toArray())
                .toList();
        List<HeadMeasures> heads =
                Child.scan(MODELS.resolve(name), prompts, 2, 1 << 30).result().heads();
        assertThat(heads).hasSize(expected.path("heads").size());
        for (int i = 0; i < heads.size(); i++) {
            JsonNode golden = expected.path("heads").path(i);
            for (Map.Entry<String, ToDoubleFunction<HeadMeasures>> measure : MEASURES.entrySet()) {
                if (!golden.has(measure.getKey())) {
                    continue;
                }
                double value = golden.path(measure.getKey()).doubleValue();
                assertThat(measure.getValue().applyAsDouble(heads.get(i)))
                        .as("%s of layer %s, head %s", measure.getKey(), golden.path("layer"), golden.path("head"))
                        .isCloseTo(value, within(1e-5 * Math.abs(value)));
            }
        }
    }
}
