// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The reader, and the files against themselves: what they state twice must agree.
class GoldenFileTest {

    static List<String> gradients() {
        return GoldenFile.names("gradients");
    }

    static List<String> trajectories() {
        return GoldenFile.names("trajectories");
    }

    static List<String> batches() {
        return Stream.concat(gradients().stream(), trajectories().stream()).toList();
    }

    @Test
    void findsEveryCase() {
        assertThat(gradients())
                .hasSize(32)
                .contains("gradients/nanda", "gradients/pandey", "gradients/verma", "gradients/bi")
                .contains("gradients/small-stablemax", "gradients/small-stablemax-plain", "gradients/small-prefixes");
        assertThat(trajectories()).hasSize(25).contains("trajectories/nanda-adamw");
    }

    @Test
    void readsSettingsLossLogitsAndTensors() {
        GoldenFile file = GoldenFile.read("gradients/nanda");
        assertThat(file.settings()).containsEntry("positions", "LEARNED").containsEntry("tokens", "a b =");
        assertThat(file.integer("p")).isEqualTo(113);
        GoldenGradient gradient = file.gradient("float64");
        assertThat(gradient.loss()).isCloseTo(4.874227, within(1e-6));
        assertThat(gradient.logits())
                .hasSize(3)
                .allSatisfy(row -> assertThat(row).hasSize(113));
        assertThat(gradient.tensor("layer0.mlp.input.bias").size()).isEqualTo(512);
        assertThat(gradient.tensors().getLast().name()).isEqualTo("unembedding");
    }

    @ParameterizedTest
    @MethodSource("batches")
    void examplesByFormulaAreThoseOfTheScript(String name) {
        GoldenFile file = GoldenFile.read(name);
        List<GoldenExample> examples = GoldenExample.of(file);
        assertThat(examples).hasSize(file.integer("batchSize"));
        assertThat(file.sampledExamples())
                .hasSize(6)
                .allSatisfy((index, example) -> assertThat(examples.get(index)).isEqualTo(example));
    }

    @ParameterizedTest
    @MethodSource("gradients")
    void tensorsFollowOneAnotherWithoutGap(String name) {
        int start = 0;
        for (GoldenTensor tensor : GoldenFile.read(name).gradient("float64").tensors()) {
            assertThat(tensor.start()).as(tensor.name()).isEqualTo(start);
            assertThat(tensor.projections()).as(tensor.name()).hasSize(32);
            assertThat(tensor.samples()).as(tensor.name()).hasSize(Math.min(64, tensor.size()));
            start += tensor.size();
        }
    }

    /// Where the samples are the whole gradient, norm, maximum and projections follow from them.
    @ParameterizedTest
    @MethodSource("gradients")
    void summariesFollowFromWholeGradients(String name) {
        for (GoldenTensor tensor : GoldenFile.read(name).gradient("float64").tensors()) {
            if (tensor.size() == tensor.samples().size()) {
                double rounding = 1e-14 * tensor.norm();
                double[] g = tensor.samples().stream().mapToDouble(x -> x).toArray();
                double squares = 0;
                for (double x : g) {
                    squares += x * x;
                }
                assertThat(Math.sqrt(squares)).isCloseTo(tensor.norm(), within(rounding));
                assertThat(tensor.samples()).anyMatch(x -> Math.abs(x) == tensor.maximum());
                assertThat(tensor.distance(i -> g[i])).as(tensor.name()).isLessThanOrEqualTo(rounding);
            }
        }
    }

    /// One changed element changes every projection by its amount, so here the estimate is exact.
    @Test
    void distanceSeesASingleWrongElement() {
        GoldenTensor tensor =
                GoldenFile.read("gradients/small-12").gradient("float64").tensor("layer1.mlp.output.bias");
        assertThat(tensor.distance(i -> tensor.samples().get(i) + (i == 7 ? 1e-3 : 0)))
                .isCloseTo(1e-3, within(1e-14));
        assertThat(tensor.largestSampleError(i -> tensor.samples().get(i) + (i == 7 ? 1e-3 : 0)))
                .isCloseTo(1e-3, within(1e-14));
    }

    /// The reference's own float32 error, which bounds from below what may be asked of another engine. 3e-6 is
    /// twice the largest seen in these files, a query of `pandey`; 2e-5 is twice that of orders of attention,
    /// whose derivative is a sum of terms that nearly cancel.
    @ParameterizedTest
    @MethodSource("gradients")
    void precisionsAgreeToFloat32Rounding(String name) {
        GoldenGradient exact = GoldenFile.read(name).gradient("float64");
        GoldenGradient rounded = GoldenFile.read(name).gradient("float32");
        assertThat(rounded.loss()).isCloseTo(exact.loss(), within(1e-6 * exact.loss()));
        assertThat(rounded.correct()).isEqualTo(exact.correct());
        for (GoldenTensor tensor : exact.tensors()) {
            GoldenTensor twin = rounded.tensor(tensor.name());
            double scale = tensor.vanishes() ? exact.norm() : tensor.norm();
            double squares = 0;
            for (int k = 0; k < tensor.projections().size(); k++) {
                squares += Math.pow(
                        twin.projections().get(k) - tensor.projections().get(k), 2);
            }
            assertThat(Math.sqrt(squares / 32) / scale)
                    .as(tensor.name())
                    .isLessThan(tensor.name().endsWith(".deformation") ? 2e-5 : 3e-6);
        }
    }

    /// 3e-5 is four times the largest seen in these files: `nanda`, where AdamW magnifies the rounding of small
    /// gradients.
    @ParameterizedTest
    @MethodSource("trajectories")
    void trajectoriesDescendAlikeInBothPrecisions(String name) {
        GoldenFile file = GoldenFile.read(name);
        GoldenTrajectory exact = file.trajectory("float64");
        GoldenTrajectory rounded = file.trajectory("float32");
        int steps = file.integer("steps");
        assertThat(exact.losses()).hasSize(steps + 1);
        assertThat(exact.gradientNorms()).hasSize(steps);
        assertThat(exact.losses().getLast()).isLessThan(exact.losses().getFirst());
        assertThat(exact.finalNorms().keySet())
                .containsExactlyElementsOf(rounded.finalNorms().keySet());
        for (int step = 0; step <= steps; step++) {
            double loss = exact.losses().get(step);
            assertThat(rounded.losses().get(step)).as("step %d", step).isCloseTo(loss, within(3e-5 * loss));
        }
    }

    @Test
    void missingFilesSettingsAndPrecisionsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GoldenFile.read("gradients/nobody"))
                .withMessageContaining("gradients/nobody")
                .withMessageContaining("make_engine_goldens.py");
        GoldenFile file = GoldenFile.read("gradients/nanda");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file.integer("depth"))
                .withMessageContaining("'depth'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file.gradient("float16"))
                .withMessageContaining("[float32, float64]");
    }
}
