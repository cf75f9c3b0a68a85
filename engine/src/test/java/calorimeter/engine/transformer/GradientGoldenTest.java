// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.golden.GoldenFile;
import calorimeter.engine.golden.GoldenGradient;
import calorimeter.engine.golden.GoldenTensor;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Evaluation;
import calorimeter.engine.transformer.settings.ComputationPlan;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Loss, logits and the gradient of every tensor against PyTorch in float64 (make_engine_goldens.py), for the
/// folded and the plain plan: relative error ≤ 1e-5 of each tensor's norm.
class GradientGoldenTest {

    private static final double TOLERANCE = 1e-5;

    static Stream<String> cases() {
        return GoldenFile.names("gradients").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void foldedPlanAgreesWithPyTorch(String name) {
        check(name, ComputationPlan.FOLDED, 1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void plainPlanAgreesWithPyTorch(String name) {
        check(name, ComputationPlan.PLAIN, 2);
    }

    /// Otherwise the goldens would say nothing of rows that examples share: in the other batches no two
    /// neighbours have the same first operand.
    @Test
    void examplesOfOneGoldenBatchSharePrefixes() {
        GoldenModel golden = GoldenModel.read("gradients/small-prefixes");
        TokenSequences examples = golden.examples();
        long alike = IntStream.range(1, examples.count())
                .filter(i -> examples.token(i, 0) == examples.token(i - 1, 0))
                .count();
        assertThat(alike).isEqualTo(examples.count() - golden.file().integer("p"));
        try (Workers workers = new Workers(1)) {
            Transformer model = new Transformer(
                    golden.settings(), examples, examples.count(), Kernels.vector(), workers, ComputationPlan.FOLDED);
            assertThat(model.explanation()).anyMatch(statement -> statement.contains("begin alike"));
        }
    }

    private static void check(String name, ComputationPlan plan, int threads) {
        GoldenModel golden = GoldenModel.read(name);
        GoldenGradient expected = golden.file().gradient("float64");
        int[] batch = IntStream.range(0, golden.examples().count()).toArray();
        try (Workers workers = new Workers(threads)) {
            Transformer model = new Transformer(
                    golden.settings(), golden.examples(), golden.examples().count(), Kernels.vector(), workers, plan);
            float[] gradient = new float[model.layout().length()];
            model.load(golden.parameters(model.layout(), expected.tensors()));
            Evaluation evaluation = model.gradient(batch, gradient);
            assertThat(evaluation.loss()).isCloseTo(expected.loss(), within(TOLERANCE * expected.loss()));
            assertThat(evaluation.correct()).isEqualTo(expected.correct());
            for (GoldenTensor tensor : expected.tensors()) {
                float[] actual = model.layout().extract(model.layout().tensor(tensor.name()), gradient);
                double scale = tensor.vanishes() ? expected.norm() : tensor.norm();
                assertThat(tensor.distance(i -> actual[i]))
                        .as("%s, relative to %s", tensor.name(), scale)
                        .isLessThanOrEqualTo(TOLERANCE * scale);
            }
            assertThat(model.layout().tensors()).hasSameSizeAs(expected.tensors());
        }
    }
}
