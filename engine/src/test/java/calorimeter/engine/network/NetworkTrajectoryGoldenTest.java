// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.golden.GoldenFile;
import calorimeter.engine.golden.GoldenRule;
import calorimeter.engine.golden.GoldenTrajectory;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.optimizer.Optimizer;
import calorimeter.engine.optimizer.OptimizerSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Twenty full-batch steps against PyTorch in float64 (make_network_goldens.py): losses in training and in evaluation,
/// and at the end the running averages and the norms of the tensors.
class NetworkTrajectoryGoldenTest {

    private static final double LOSS_TOLERANCE = 1e-4;

    /// Of the largest running mean or variance of a layer.
    private static final double BUFFER_TOLERANCE = 1e-4;

    private static final double NORM_TOLERANCE = 1.2e-4;

    static List<String> trajectories() {
        return GoldenFile.names("network/trajectories");
    }

    @ParameterizedTest
    @MethodSource("trajectories")
    void followsPyTorch(String name) {
        GoldenNetwork golden = GoldenNetwork.read(name);
        GoldenTrajectory expected = golden.file().trajectory("float64");
        List<Double> evaluations = golden.file().evaluations("float64");
        int[] batch = golden.batch();
        try (Workers workers = new Workers(2)) {
            Network model = golden.build(workers);
            float[] parameters = GoldenNetwork.start(model.layout(), expected.starts());
            float[] gradient = new float[parameters.length];
            OptimizerSettings rule = GoldenRule.of(golden.file());
            Optimizer optimizer =
                    Optimizer.of(rule, GoldenRule.drops(golden.file()), Kernels.active(), parameters.length);
            model.load(parameters);
            for (int step = 0; step < evaluations.size(); step++) {
                double loss = model.gradient(batch, gradient).loss();
                require(loss, expected.losses().get(step), LOSS_TOLERANCE, "loss before update " + (step + 1));
                optimizer.update(parameters, gradient, 1f, step + 1, rule.weightDecay(), 0, parameters.length);
                model.advance();
                model.load(parameters);
                double after = model.evaluate(batch).loss();
                require(after, evaluations.get(step), LOSS_TOLERANCE, "evaluation after update " + (step + 1));
            }
            double idle = idle(rule, evaluations.size());
            requireBuffers(model, golden.file().buffers("float64"), idle);
            expected.finalNorms().forEach((tensor, norm) -> {
                float[] values = model.layout().extract(model.layout().tensor(tensor), parameters);
                boolean idles = !model.buffers().isEmpty() && tensor.matches(".*(layer|convolution)\\d\\.bias");
                double moved = idles ? 2 * idle * Math.sqrt(values.length) : 0;
                assertThat(norm(values))
                        .as("final norm of " + tensor)
                        .isCloseTo(norm, within(NORM_TOLERANCE * norm + moved));
            });
        }
    }

    /// How far what has no gradient may have moved. Such is a bias in front of a batch norm: of the rounding that is
    /// left AdamW makes whole steps, and the running mean follows.
    private static double idle(OptimizerSettings rule, int steps) {
        return rule instanceof OptimizerSettings.AdamW adam ? adam.learningRate() * steps : 0;
    }

    private static void requireBuffers(Network model, Map<String, List<Double>> expected, double idle) {
        assertThat(model.buffers().keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, values) -> {
            float[] actual = Objects.requireNonNull(model.buffers().get(name));
            assertThat(actual).as(name).hasSameSizeAs(values);
            double scale = values.stream().mapToDouble(Math::abs).max().orElseThrow();
            for (int i = 0; i < actual.length; i++) {
                double moved = name.endsWith(".mean") ? 2 * idle : 0;
                assertThat((double) actual[i])
                        .as(name)
                        .isCloseTo(values.get(i), within(BUFFER_TOLERANCE * scale + moved));
            }
        });
    }

    private static void require(double actual, double expected, double tolerance, String what) {
        assertThat(actual).as(what).isCloseTo(expected, within(tolerance * expected));
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
