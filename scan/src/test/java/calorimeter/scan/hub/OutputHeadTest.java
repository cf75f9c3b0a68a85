// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.scan.measure.Measurement;
import calorimeter.scan.measure.TextLoss;
import calorimeter.scan.source.AttentionSource;
import calorimeter.scan.source.ModelException;
import calorimeter.scan.source.RowVisitor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cross entropy beside transformers in float64, on language models that `tiny_models.py --heads` has written.
class OutputHeadTest {

    private static final Path MODELS = Path.of("src/test/resources/golden/heads");
    private static final long AMPLE = 1 << 30;

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "gpt2_untied", "gpt_neox", "gpt_neox_tied", "llama", "gemma2"})
    void lossOfNextTokens(String name) throws Exception {
        JsonNode expected = new ObjectMapper()
                .readTree(MODELS.resolve(name).resolve("expected.json").toFile());
        int[][] tokens = new ObjectMapper().treeToValue(expected.path("prompts"), int[][].class);
        List<int[]> prompts = List.of(tokens);
        double loss = expected.path("loss").doubleValue();
        TextLoss found = loss(MODELS.resolve(name), prompts, 1, AMPLE).orElseThrow();
        assertThat(found.mean()).isCloseTo(loss, within(1e-5 * loss));
        assertThat(found.interval()).isPresent();
        // Neither threads nor groups of prompts change a bit.
        assertThat(loss(MODELS.resolve(name), prompts, 4, AMPLE)).contains(found);
        assertThat(loss(MODELS.resolve(name), prompts, 1, 60_000)).contains(found);
    }

    /// Weighted by tokens: the mean of two prompts lies between theirs as their lengths say.
    @Test
    void everyTokenCountsAlike() {
        int[] one = {1, 2, 3};
        int[] other = {4, 5, 6, 7, 8, 9};
        double first = mean(List.of(one));
        double second = mean(List.of(other));
        assertThat(mean(Arrays.asList(one, other))).isCloseTo((2 * first + 5 * second) / 7, within(1e-12));
    }

    @Test
    void aSecondVisitReplacesTheLosses() {
        try (ModelFolder model = ModelFolder.open(MODELS.resolve("gpt2"))) {
            AttentionSource source = model.on(List.of(new int[] {1, 2, 3}), 1, AMPLE);
            source.visit(RowVisitor.NONE);
            List<Double> losses = source.losses();
            source.visit(RowVisitor.NONE);
            assertThat(source.losses()).hasSize(1).isEqualTo(losses);
        }
    }

    private static double mean(List<int[]> prompts) {
        return loss(MODELS.resolve("gpt2"), prompts, 1, AMPLE).orElseThrow().mean();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "gpt2", "llama"})
    void modelsWithoutAHeadHaveNoLoss(String name) {
        Path model = Path.of("src/test/resources/golden/models").resolve(name);
        assertThat(loss(model, List.of(new int[] {1, 2, 3}), 1, AMPLE)).isEmpty();
    }

    @Test
    void aHeadThatConfigPromisesIsMissing(@TempDir Path folder) throws Exception {
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(MODELS.resolve("gpt2").resolve(file), folder.resolve(file));
        }
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config).replace("\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false"));
        assertThatThrownBy(() -> ModelFolder.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has no tensor lm_head.weight");
    }

    private static Optional<TextLoss> loss(Path folder, List<int[]> prompts, int threads, long memory) {
        try (ModelFolder model = ModelFolder.open(folder)) {
            return Measurement.of(model.on(prompts, threads, memory), List.of()).loss();
        }
    }
}
