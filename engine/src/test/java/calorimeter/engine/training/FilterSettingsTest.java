// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.optimizer.OptimizerSettings.Sgd;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Filters in front of batch norms, of a perceptron with two of them.
class FilterSettingsTest {

    private static final Workers WORKERS = new Workers(2);
    private static final TrainingSettings PLAIN = SmallPreset.NORMALIZED_PERCEPTRON.settings();

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static Trainer trainer(OptimizerSettings rule, FilterSettings filters) {
        TrainingSettings settings = new TrainingSettings(
                PLAIN.task(),
                PLAIN.model(),
                rule,
                PLAIN.batchSize(),
                0,
                PLAIN.seed(),
                GradientFilterSettings.NONE,
                false,
                LearningRateDrops.NONE,
                filters,
                WeightSettings.FREE);
        return new Trainer(settings, Kernels.vector(), WORKERS);
    }

    private static List<Tensor> filters(Trainer trainer) {
        return trainer.model().settings().normalizedFilters().stream()
                .map(trainer.layout()::tensor)
                .toList();
    }

    /// Length of every column.
    private static double[] lengths(Trainer trainer, Tensor tensor) {
        float[] values = trainer.layout().extract(tensor, trainer.parameters());
        double[] lengths = new double[tensor.columns()];
        for (int i = 0; i < values.length; i++) {
            lengths[i % tensor.columns()] += (double) values[i] * values[i];
        }
        return Arrays.stream(lengths).map(Math::sqrt).toArray();
    }

    private static double loss(Trainer trainer) {
        return ((TrainingStep.Ready) trainer.gradient()).batch().loss();
    }

    @Test
    void allFiltersInFrontOfNormsAreNamed() {
        assertThat(PLAIN.model().normalizedFilters()).containsExactly("layer0.weight", "layer1.weight");
        assertThat(SmallPreset.PERCEPTRON.settings().model().normalizedFilters())
                .isEmpty();
        assertThat(SmallImageNetwork.all().getFirst().settings().normalizedFilters())
                .containsExactly(
                        "stage0.convolution0.weight",
                        "stage0.convolution1.weight",
                        "stage1.convolution0.weight",
                        "stage1.convolution1.weight");
    }

    /// With a rule that moves lengths by more than a tenth in the same time when they are free. Rounding of a filter's
    /// elements moves its length by less than one part in 2²³.
    @Test
    void frozenFiltersKeepTheirLengthAndTurn() {
        Sgd rule = new Sgd(0.5, 0.9, 0, 0.01);
        Trainer frozen = trainer(rule, new FilterSettings(1, true));
        Trainer free = trainer(rule, FilterSettings.FREE);
        float[] start = frozen.parameters().clone();
        double[][] first =
                filters(frozen).stream().map(tensor -> lengths(frozen, tensor)).toArray(double[][]::new);
        Steps.advance(frozen, 40);
        Steps.advance(free, 40);
        for (int i = 0; i < first.length; i++) {
            Tensor tensor = filters(frozen).get(i);
            double[] now = lengths(frozen, tensor);
            for (int column = 0; column < now.length; column++) {
                assertThat(now[column]).isCloseTo(first[i][column], within(1.2e-7 * first[i][column]));
                assertThat(lengths(free, tensor)[column] / first[i][column] - 1)
                        .matches(change -> Math.abs(change) > 0.1);
            }
            assertThat(frozen.layout().extract(tensor, frozen.parameters()))
                    .isNotEqualTo(frozen.layout().extract(tensor, start));
        }
        Tensor bias = frozen.layout().tensor("readout.bias");
        assertThat(frozen.layout().extract(bias, frozen.parameters()))
                .isNotEqualTo(frozen.layout().extract(bias, start));
    }

    /// One update by hand: q₀ − η g, stretched to |q₀|. What is no such filter moves as if nothing were frozen.
    @Test
    void anUpdateEndsWithTheOldLength() {
        Trainer frozen = trainer(new Sgd(0.5, 0, 0, 0), new FilterSettings(2, true));
        Trainer free = trainer(new Sgd(0.5, 0, 0, 0), new FilterSettings(2, false));
        Tensor tensor = filters(frozen).getLast();
        double[] old = lengths(frozen, tensor);
        Steps.advance(frozen, 1);
        Steps.advance(free, 1);
        double[] moved = lengths(free, tensor);
        float[] expected = free.layout().extract(tensor, free.parameters());
        float[] actual = frozen.layout().extract(tensor, frozen.parameters());
        for (int i = 0; i < expected.length; i++) {
            int column = i % tensor.columns();
            assertThat((double) actual[i]).isCloseTo(expected[i] * old[column] / moved[column], within(1e-7));
        }
        for (Tensor other : frozen.layout().tensors()) {
            if (!filters(frozen).contains(other)) {
                assertThat(frozen.layout().extract(other, frozen.parameters()))
                        .as(other.name())
                        .isEqualTo(free.layout().extract(other, free.parameters()));
            }
        }
    }

    /// Scaling changes the parameters, and the loss only by what ε is against the variance of a feature.
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 3, 16})
    void theInitialLossDoesNotSeeTheScale(double scale) {
        Trainer plain = trainer(PLAIN.optimizer(), FilterSettings.FREE);
        Trainer scaled = trainer(PLAIN.optimizer(), new FilterSettings(scale, false));
        for (Tensor tensor : plain.layout().tensors()) {
            float[] before = plain.layout().extract(tensor, plain.parameters());
            float[] after = scaled.layout().extract(tensor, scaled.parameters());
            float factor = filters(plain).contains(tensor) ? (float) scale : 1f;
            for (int i = 0; i < before.length; i++) {
                assertThat(after[i]).as(tensor.name()).isEqualTo(before[i] * factor);
            }
        }
        double loss = loss(plain);
        assertThat(loss(scaled)).isCloseTo(loss, within(1e-3 * loss));
    }

    /// (w, v, η, k) → (c w, v/c, c² η, k/c²) leaves the directions of filters as they are (PHYSICS, Tanaka & Kunin
    /// §4). Only filters may move, so every step puts back what else there is.
    @Test
    void scaledFiltersWithScaledConstantsTurnAlike() {
        double c = 4;
        Trainer plain = trainer(new Sgd(0.2, 0.9, 0.1, 0.02), FilterSettings.FREE);
        Trainer scaled = trainer(new Sgd(c * c * 0.2, 0.9, 0.1, 0.02 / (c * c)), new FilterSettings(c, false));
        Trainer unchanged = trainer(new Sgd(0.2, 0.9, 0.1, 0.02), new FilterSettings(c, false));
        for (Trainer trainer : List.of(plain, scaled, unchanged)) {
            advanceFiltersAlone(trainer, 30);
        }
        for (Tensor tensor : filters(plain)) {
            double turned = distance(plain, scaled, tensor, c);
            assertThat(turned).as(tensor.name()).isLessThan(1e-3);
            assertThat(distance(plain, unchanged, tensor, c)).as("without").isGreaterThan(0.1);
        }
    }

    private static void advanceFiltersAlone(Trainer trainer, int steps) {
        for (int step = 0; step < steps; step++) {
            float[] before = trainer.parameters().clone();
            Steps.advance(trainer, 1);
            for (Tensor tensor : trainer.layout().tensors()) {
                if (!filters(trainer).contains(tensor)) {
                    trainer.layout().insert(tensor, trainer.layout().extract(tensor, before), trainer.parameters());
                }
            }
        }
    }

    /// |w − w′/c| / |w|
    private static double distance(Trainer plain, Trainer scaled, Tensor tensor, double c) {
        float[] w = plain.layout().extract(tensor, plain.parameters());
        float[] other = scaled.layout().extract(tensor, scaled.parameters());
        double squares = 0;
        double distances = 0;
        for (int i = 0; i < w.length; i++) {
            squares += w[i] * (double) w[i];
            distances += Math.pow(w[i] - other[i] / c, 2);
        }
        return Math.sqrt(distances / squares);
    }

    @Test
    void aFilterOfLengthZeroEndsTheRun() {
        Trainer trainer = trainer(PLAIN.optimizer(), new FilterSettings(1, true));
        Steps.advance(trainer, 2);
        Tensor tensor = filters(trainer).getLast();
        for (int row = 0; row < tensor.rows(); row++) {
            trainer.parameters()[tensor.row(row) + 17] = 0f;
        }
        assertThat(trainer.gradient())
                .isEqualTo(new TrainingStep.Diverged(2, "length of filter 17 of layer1.weight", "0"));
    }

    @Test
    void modelsWithoutSuchFiltersAreRefused() {
        TrainingSettings plain = SmallPreset.PERCEPTRON.settings();
        for (FilterSettings filters : List.of(new FilterSettings(1, true), new FilterSettings(2, false))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TrainingSettings(
                            plain.task(),
                            plain.model(),
                            plain.optimizer(),
                            0,
                            0,
                            1,
                            GradientFilterSettings.NONE,
                            false,
                            LearningRateDrops.NONE,
                            filters,
                            WeightSettings.FREE))
                    .withMessageMatching("(frozen norm is true but must be false|filter scale is 2.0 but must be 1),"
                            + " since no filter of the model feeds a batch norm, .*");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FilterSettings(-1, false))
                .withMessage("filter scale is -1.0 but must be between 1e-6 and 1e6");
    }
}
