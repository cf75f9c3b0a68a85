// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.scan.measure.HeadMeasures;
import calorimeter.scan.measure.Measurement;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every family beside transformers in float64, on tiny random models that `tiny_models.py` has written.
class FamiliesGoldenTest {

    private static final Path MODELS = Path.of("src/test/resources/golden/models");

    private static final Map<String, ToDoubleFunction<HeadMeasures>> MEASURES = Map.of(
            "C", HeadMeasures::specificHeat,
            "S", HeadMeasures::entropy,
            "KL", HeadMeasures::selectivity,
            "chi", HeadMeasures::susceptibility,
            "keys", HeadMeasures::effectiveKeys,
            "first", HeadMeasures::first,
            "previous", HeadMeasures::previous,
            "own", HeadMeasures::own);

    static Stream<String> models() throws Exception {
        try (Stream<Path> folders = Files.list(MODELS)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyMeasureOfEveryHead(String name) {
        JsonNode expected = ConfigJson.read(MODELS.resolve(name).resolve("expected.json"));
        List<int[]> prompts = prompts(expected);
        try (ModelFolder model = ModelFolder.open(MODELS.resolve(name))) {
            List<HeadMeasures> heads =
                    Measurement.of(model.on(prompts, 2, 1 << 30), List.of()).heads();
            assertThat(heads).hasSize(expected.path("heads").size());
            for (int i = 0; i < heads.size(); i++) {
                JsonNode golden = expected.path("heads").path(i);
                for (Map.Entry<String, ToDoubleFunction<HeadMeasures>> measure : MEASURES.entrySet()) {
                    double value = golden.path(measure.getKey()).doubleValue();
                    assertThat(measure.getValue().applyAsDouble(heads.get(i)))
                            .as("%s of layer %s, head %s", measure.getKey(), golden.path("layer"), golden.path("head"))
                            .isCloseTo(value, org.assertj.core.data.Offset.offset(1e-5 * Math.abs(value)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void hiddenStates(String name) {
        JsonNode expected = ConfigJson.read(MODELS.resolve(name).resolve("expected.json"));
        List<int[]> prompts = prompts(expected);
        try (ModelFolder model = ModelFolder.open(MODELS.resolve(name))) {
            for (int i = 0; i < prompts.size(); i++) {
                JsonNode golden = expected.path("hidden").path(i);
                float[][] hidden = model.hidden(prompts.get(i));
                for (int j = 0; j < golden.size(); j++) {
                    assertThat((double) hidden[j / hidden[0].length][j % hidden[0].length])
                            .isCloseTo(golden.path(j).doubleValue(), org.assertj.core.data.Offset.offset(1e-5));
                }
            }
        }
    }

    private static List<int[]> prompts(JsonNode expected) {
        List<int[]> prompts = new ArrayList<>();
        for (JsonNode prompt : expected.path("prompts")) {
            int[] tokens = new int[prompt.size()];
            for (int i = 0; i < tokens.length; i++) {
                tokens[i] = prompt.path(i).intValue();
            }
            prompts.add(tokens);
        }
        return prompts;
    }
}
