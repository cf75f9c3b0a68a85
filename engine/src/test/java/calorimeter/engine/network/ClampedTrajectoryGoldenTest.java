// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.data.Dataset;
import calorimeter.engine.data.Operation;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.Split;
import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.golden.GoldenFile;
import calorimeter.engine.golden.GoldenRule;
import calorimeter.engine.golden.GoldenTrajectory;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.training.FilterSettings;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.training.TrainingStep;
import calorimeter.engine.training.WeightSettings;
import calorimeter.engine.training.WeightSettings.Clamp;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Fifty full-batch steps with output temperature, norm clamp and decay of matrices alone against PyTorch in float64
/// (make_network_goldens.py): losses, and all parameters at the end.
class ClampedTrajectoryGoldenTest {

    private static final double LOSS_TOLERANCE = 1e-5;

    /// Of the largest element of a tensor.
    private static final double PARAMETER_TOLERANCE = 1e-4;

    static List<String> trajectories() {
        return GoldenFile.names("network/clamped");
    }

    private static Trainer trainer(GoldenNetwork golden, Workers workers) {
        GoldenFile file = golden.file();
        MlpSettings plain = (MlpSettings) golden.settings();
        MlpSettings model = new MlpSettings(
                plain.input(),
                plain.classes(),
                plain.layers(),
                plain.hidden(),
                plain.activation(),
                plain.normalization(),
                plain.initialization(),
                new LossFunction(plain.loss().form(), file.number("temperature")));
        Clamp clamp = new Clamp(1, file.integer("clampFrom"), file.number("clampNorm"));
        TrainingSettings settings = new TrainingSettings(
                new OperationTask(
                        Operation.ADD, plain.classes(), TokenLayout.OPERANDS_EQUALS, Split.ORDERED, 0.5, false),
                model,
                GoldenRule.of(file),
                0,
                0,
                1,
                GradientFilterSettings.NONE,
                false,
                GoldenRule.drops(file),
                FilterSettings.FREE,
                new WeightSettings(false, Optional.of(clamp)));
        Dataset<TokenSequences> data = new Dataset<>((TokenSequences) golden.examples(), golden.batch(), new int[0]);
        return new Trainer(settings, data, Kernels.vector(), workers);
    }

    @ParameterizedTest
    @MethodSource("trajectories")
    void followsPyTorch(String name) {
        GoldenNetwork golden = GoldenNetwork.read(name);
        GoldenTrajectory expected = golden.file().trajectory("float64");
        try (Workers workers = new Workers(2)) {
            Trainer trainer = trainer(golden, workers);
            float[] start = GoldenNetwork.start(trainer.layout(), expected.starts());
            System.arraycopy(start, 0, trainer.parameters(), 0, start.length);
            for (double loss : expected.losses()) {
                assertThat(((TrainingStep.Ready) trainer.gradient()).batch().loss())
                        .as("loss before update " + (trainer.step() + 1))
                        .isCloseTo(loss, within(LOSS_TOLERANCE * loss));
                trainer.update();
            }
            golden.file().named("parameter", "float64").forEach((tensor, values) -> {
                float[] actual = trainer.layout().extract(trainer.layout().tensor(tensor), trainer.parameters());
                assertThat(actual).as(tensor).hasSameSizeAs(values);
                double scale = values.stream().mapToDouble(Math::abs).max().orElseThrow();
                for (int i = 0; i < actual.length; i++) {
                    assertThat((double) actual[i])
                            .as(tensor)
                            .isCloseTo(values.get(i), within(PARAMETER_TOLERANCE * scale));
                }
            });
        }
    }
}
