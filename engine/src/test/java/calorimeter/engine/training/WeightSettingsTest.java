// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.optimizer.OptimizerSettings.AdamW;
import calorimeter.engine.training.WeightSettings.Clamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/// A clamp on the norm of all matrices, and decay that leaves biases alone, on a small perceptron.
class WeightSettingsTest {

    private static final TrainingSettings PLAIN = SmallPreset.PERCEPTRON.settings();
    private static final AdamW RULE = new AdamW(1e-3, 0.9, 0.999, 1e-8, 1);
    private static final Clamp CLAMP = new Clamp(1.15, 6, 10);
    private static final WeightSettings CLAMPED = new WeightSettings(false, Optional.of(CLAMP));

    private static TrainingSettings settings(OptimizerSettings rule, WeightSettings weights) {
        return new TrainingSettings(
                PLAIN.task(),
                PLAIN.model(),
                rule,
                PLAIN.batchSize(),
                0,
                PLAIN.seed(),
                GradientFilterSettings.NONE,
                false,
                LearningRateDrops.NONE,
                FilterSettings.FREE,
                weights);
    }

    private static Trainer trainer(OptimizerSettings rule, WeightSettings weights, Kernel kernel, Workers workers) {
        return new Trainer(settings(rule, weights), kernel, workers);
    }

    private static double norm(Trainer trainer) {
        double squares = 0;
        for (Tensor tensor : trainer.layout().tensors()) {
            if (!tensor.vector()) {
                for (float value : trainer.layout().extract(tensor, trainer.parameters())) {
                    squares += (double) value * value;
                }
            }
        }
        return Math.sqrt(squares);
    }

    /// Rounding of elements moves the norm by less than one part in 2²³.
    @Test
    void theNormIsHeldFromTheFirstClampedUpdateOn() {
        try (Workers workers = new Workers(2)) {
            Trainer free = trainer(RULE, new WeightSettings(false, Optional.empty()), Kernels.vector(), workers);
            Trainer clamped = trainer(RULE, CLAMPED, Kernels.vector(), workers);
            Steps.advance(free, 5);
            Steps.advance(clamped, 5);
            assertThat(clamped.parameters()).isEqualTo(free.parameters());
            for (int step = 6; step <= 20; step++) {
                Steps.advance(clamped, 1);
                assertThat(norm(clamped)).isCloseTo(11.5, within(11.5 * 1.2e-7));
            }
        }
    }

    /// One update by hand: matrices share one factor, biases have none.
    @Test
    void oneFactorScalesAllMatrices() {
        try (Workers workers = new Workers(1)) {
            Trainer free = trainer(RULE, new WeightSettings(false, Optional.empty()), Kernels.vector(), workers);
            Trainer clamped = trainer(RULE, CLAMPED, Kernels.vector(), workers);
            Steps.advance(free, 6);
            Steps.advance(clamped, 6);
            double factor = 11.5 / norm(free);
            for (Tensor tensor : free.layout().tensors()) {
                float[] before = free.layout().extract(tensor, free.parameters());
                float[] after = clamped.layout().extract(tensor, clamped.parameters());
                for (int i = 0; i < before.length; i++) {
                    double expected = tensor.vector() ? before[i] : before[i] * factor;
                    assertThat((double) after[i])
                            .as(tensor.name())
                            .isCloseTo(expected, within(2e-7 * Math.abs(expected)));
                }
            }
        }
    }

    @Test
    void bitsDependNeitherOnThreadsNorOnTheKernel() {
        float[] expected = after(Kernels.vector(), 1);
        for (int threads : new int[] {2, 4}) {
            assertThat(after(Kernels.vector(), threads)).isEqualTo(expected);
        }
        assertThat(after(Kernels.scalar(), 1)).isEqualTo(expected);
    }

    private static float[] after(Kernel kernel, int threads) {
        try (Workers workers = new Workers(threads)) {
            Trainer trainer = trainer(RULE, CLAMPED, kernel, workers);
            Steps.advance(trainer, 15);
            return trainer.parameters().clone();
        }
    }

    @Test
    void aResumedRunIsClampedAlike() {
        float[] expected = after(Kernels.vector(), 1);
        try (Workers workers = new Workers(1)) {
            Trainer first = trainer(RULE, CLAMPED, Kernels.vector(), workers);
            Steps.advance(first, 8);
            Trainer second = trainer(RULE, CLAMPED, Kernels.vector(), workers);
            copy(first.parameters(), second.parameters());
            SortedMap<String, float[]> moments = second.moments();
            first.moments().forEach((name, values) -> copy(values, Objects.requireNonNull(moments.get(name))));
            second.resumeAt(8);
            Steps.advance(second, 7);
            assertThat(second.parameters()).isEqualTo(expected);
        }
    }

    private static void copy(float[] from, float[] to) {
        System.arraycopy(from, 0, to, 0, from.length);
    }

    /// Without a gradient to speak of, AdamW leaves w(1 − ηλ)ⁿ of what decays and all of what does not.
    @Test
    void decayActsOnMatricesAlone() {
        AdamW still = new AdamW(1e-3, 0.9, 0.999, 1e30, 50);
        try (Workers workers = new Workers(2)) {
            Trainer trainer = trainer(still, new WeightSettings(false, Optional.empty()), Kernels.vector(), workers);
            for (Tensor tensor : trainer.layout().tensors()) {
                if (tensor.vector()) {
                    for (int i = 0; i < tensor.columns(); i++) {
                        trainer.parameters()[tensor.offset() + i] = 0.25f + i;
                    }
                }
            }
            Map<Tensor, float[]> before = new LinkedHashMap<>();
            trainer.layout()
                    .tensors()
                    .forEach(tensor -> before.put(tensor, trainer.layout().extract(tensor, trainer.parameters())));
            Steps.advance(trainer, 3);
            before.forEach((tensor, values) -> {
                float[] after = trainer.layout().extract(tensor, trainer.parameters());
                double left = tensor.vector() ? 1 : Math.pow(0.95, 3);
                for (int i = 0; i < values.length; i++) {
                    assertThat((double) after[i])
                            .as(tensor.name())
                            .isCloseTo(left * values[i], within(1e-6 * Math.abs(values[i])));
                }
            });
        }
    }

    @Test
    void clampsWithoutANormAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Clamp(0, 500, 54))
                .withMessage(
                        "norm clamp is 0.0 but must be none, or RATIO:STEP with a positive ratio, such as 1.15:500");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Clamp(1.15, 0, 54))
                .withMessage(
                        "norm clamp is 0 but must be none, or RATIO:STEP with a step of at least 1, such as 1.15:500");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Clamp(1.15, 500, Double.NaN))
                .withMessage("reference norm is NaN but must be a positive number with a norm clamp: the norm of all"
                        + " matrices at ratio 1");
    }
}
