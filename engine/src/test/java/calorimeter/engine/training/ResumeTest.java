// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Evaluation;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Parameters, moments, the model's buffers and the number of the step are all of a run's state: a new trainer that
/// gets them continues with the bits of one never interrupted.
class ResumeTest {

    private static final int STEPS = 24;

    private static final List<OptimizerSettings> RULES = List.of(
            new OptimizerSettings.AdamW(1e-3, 0.9, 0.98, 1e-8, 1),
            new OptimizerSettings.Adam(1e-3, 0.9, 0.999, 1e-8, 0.01),
            new OptimizerSettings.Sgd(0.05, 0.9, 0.1, 0.01),
            new OptimizerSettings.Sgd(0.05, 0, 0, 0.01));

    /// Every rule with a full batch, with minibatches, and with minibatches and a clipped gradient; and every
    /// intervention.
    static List<TrainingSettings> runs() {
        List<TrainingSettings> runs = new ArrayList<>();
        for (OptimizerSettings rule : RULES) {
            for (SmallPreset preset :
                    List.of(SmallPreset.NANDA, SmallPreset.BI, SmallPreset.PANDEY, SmallPreset.NORMALIZED_PERCEPTRON)) {
                TrainingSettings settings = preset.settings();
                runs.add(PlainSettings.of(
                        settings.task(),
                        settings.model(),
                        rule,
                        settings.batchSize(),
                        settings.gradientClip(),
                        settings.seed()));
            }
        }
        for (SmallIntervention intervention : SmallIntervention.values()) {
            runs.add(intervention.settings());
        }
        return runs;
    }

    @ParameterizedTest
    @MethodSource("runs")
    void continuesWithTheSameBits(TrainingSettings settings) {
        String expected = Steps.digestAfter(STEPS, settings, Kernels.vector(), 1);
        int cut = 1 + Seed.of(11).child(settings.toString()).stream().nextInt(STEPS - 1);
        try (Workers workers = new Workers(1)) {
            Trainer interrupted = trainer(settings, workers);
            Steps.advance(interrupted, cut);
            Trainer continued = trainer(settings, workers);
            copy(interrupted, continued);
            assertThat(continued.step()).isEqualTo(cut);
            Steps.advance(continued, STEPS - cut);
            assertThat(Steps.digest(continued)).as("resumed at step %d", cut).isEqualTo(expected);
            Steps.advance(interrupted, STEPS - cut);
            assertThat(evaluation(continued)).as("resumed at step %d", cut).isEqualTo(evaluation(interrupted));
        }
    }

    private static Evaluation evaluation(Trainer trainer) {
        trainer.model().load(trainer.parameters());
        return trainer.model().evaluate(trainer.dataset().test());
    }

    /// A gradient that was computed when the run was stopped is computed again.
    @ParameterizedTest
    @EnumSource(SmallPreset.class)
    void repeatedGradientsHaveTheSameBits(SmallPreset preset) {
        try (Workers workers = new Workers(2)) {
            Trainer trainer = trainer(preset.settings(), workers);
            Steps.advance(trainer, 3);
            List<float[]> buffers = trainer.model().buffers().values().stream()
                    .map(float[]::clone)
                    .toList();
            TrainingStep first = trainer.gradient();
            float[] gradient = trainer.lastGradient().clone();
            assertThat(trainer.gradient()).isEqualTo(first);
            assertThat(trainer.lastGradient()).isEqualTo(gradient);
            assertThat(trainer.model().buffers().values()).containsExactlyElementsOf(buffers);
            trainer.update();
            boolean moved = !buffers.isEmpty();
            assertThat(trainer.model().buffers().values())
                    .noneMatch(values -> moved && buffers.stream().anyMatch(old -> Arrays.equals(old, values)));
        }
    }

    @Test
    void negativeStepIsRefused() {
        try (Workers workers = new Workers(1)) {
            Trainer trainer = trainer(SmallPreset.BI.settings(), workers);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trainer.resumeAt(-1))
                    .withMessageContaining("step is -1");
        }
    }

    private static Trainer trainer(TrainingSettings settings, Workers workers) {
        return new Trainer(settings, Kernels.vector(), workers);
    }

    private static void copy(Trainer from, Trainer to) {
        System.arraycopy(from.parameters(), 0, to.parameters(), 0, to.parameters().length);
        copy(from.moments(), to.moments());
        copy(from.model().buffers(), to.model().buffers());
        to.resumeAt(from.step());
    }

    private static void copy(SortedMap<String, float[]> from, SortedMap<String, float[]> to) {
        from.forEach((name, values) -> System.arraycopy(values, 0, to.get(name), 0, values.length));
    }
}
