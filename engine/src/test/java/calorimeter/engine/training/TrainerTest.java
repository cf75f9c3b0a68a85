// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.data.Operation;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.Split;
import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Evaluation;
import calorimeter.engine.model.Initial;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.training.TrainingStep.Diverged;
import calorimeter.engine.training.TrainingStep.Ready;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a run does as a whole: it learns, it memorises, it says when it has diverged.
class TrainerTest {

    private static final OptimizerSettings ADAM = new OptimizerSettings.AdamW(3e-3, 0.9, 0.98, 1e-8, 0);

    private static TrainingSettings settings(
            int p, boolean randomLabels, OptimizerSettings rule, int batchSize, double clip) {
        OperationTask task =
                new OperationTask(Operation.ADD, p, TokenLayout.OPERANDS_EQUALS, Split.ORDERED, 0.6, randomLabels);
        TransformerSettings model = new TransformerSettings(
                task.vocabulary(),
                task.classes(),
                3,
                1,
                32,
                4,
                64,
                Activation.RELU,
                Normalization.NONE,
                Positions.LEARNED,
                1e4,
                Mask.CAUSAL,
                Biases.MLP,
                Readout.LAST,
                false,
                Initialization.NANDA,
                LossFunction.SOFTMAX,
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO);
        return PlainSettings.of(task, model, rule, batchSize, clip, 5);
    }

    private static Trainer trainer(TrainingSettings settings, Workers workers) {
        return new Trainer(settings, Kernels.vector(), workers);
    }

    private static Evaluation evaluate(Trainer trainer, int[] examples) {
        trainer.model().load(trainer.parameters());
        return trainer.model().evaluate(examples);
    }

    @Test
    void memorisesATinyTask() {
        try (Workers workers = new Workers(1)) {
            Trainer trainer = trainer(settings(7, false, ADAM, 0, 0), workers);
            double start = evaluate(trainer, trainer.dataset().train()).loss();
            assertThat(start).isCloseTo(Math.log(7), within(1.0));
            Steps.advance(trainer, 300);
            Evaluation end = evaluate(trainer, trainer.dataset().train());
            assertThat(trainer.step()).isEqualTo(300);
            assertThat(end.accuracy()).isEqualTo(1);
            assertThat(end.loss()).isLessThan(0.01);
        }
    }

    /// There is nothing to generalise: test accuracy stays at 1/p, z = 5.
    @Test
    void randomLabelsAreMemorisedButNotPredicted() {
        int p = 13;
        try (Workers workers = new Workers(1)) {
            Trainer trainer = trainer(settings(p, true, ADAM, 0, 0), workers);
            Steps.advance(trainer, 400);
            assertThat(evaluate(trainer, trainer.dataset().train()).accuracy()).isEqualTo(1);
            Evaluation test = evaluate(trainer, trainer.dataset().test());
            double chance = 1.0 / p;
            double deviation = Math.sqrt(chance * (1 - chance) / test.count());
            assertThat(test.accuracy()).isCloseTo(chance, within(5 * deviation));
            assertThat(test.loss()).isGreaterThan(Math.log(p));
        }
    }

    /// Orders and temperatures of attention are no weights.
    @Test
    void weightDecayActsOnAllTensorsButConstants() {
        try (Workers workers = new Workers(1)) {
            List<Trainer> trainers = List.of(
                    trainer(SmallIntervention.TSALLIS.settings(), workers),
                    trainer(SmallIntervention.TSALLIS.settings(), workers));
            for (Trainer trainer : trainers) {
                trainer.gradient();
                trainer.update(trainer == trainers.getFirst() ? 0 : 5);
            }
            ParameterLayout layout = trainers.getFirst().layout();
            int constants = 0;
            for (Tensor tensor : layout.tensors()) {
                float[] plain = layout.extract(tensor, trainers.getFirst().parameters());
                float[] decayed = layout.extract(tensor, trainers.getLast().parameters());
                boolean constant = tensor.name().matches(".*attention.(deformation|log-temperature)");
                boolean nothing = tensor.initial().equals(Initial.ZEROS);
                assertThat(Arrays.equals(plain, decayed)).as(tensor.name()).isEqualTo(constant || nothing);
                constants += constant ? 1 : 0;
            }
            assertThat(constants).isEqualTo(8);
        }
    }

    static List<OptimizerSettings> explosiveRules() {
        return List.of(
                new OptimizerSettings.AdamW(1e30, 0.9, 0.98, 1e-8, 0),
                new OptimizerSettings.Adam(1e30, 0.9, 0.98, 1e-8, 0),
                new OptimizerSettings.Sgd(1e30, 0.9, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("explosiveRules")
    void divergenceIsAValueThatNamesStepAndQuantity(OptimizerSettings rule) {
        try (Workers workers = new Workers(1)) {
            Trainer trainer = trainer(settings(7, false, rule, 0, 0), workers);
            assertThat(trainer.gradient()).isInstanceOf(Ready.class);
            trainer.update();
            float[] exploded = trainer.parameters().clone();
            assertThat(trainer.gradient()).isEqualTo(new Diverged(1, "training loss"));
            assertThat(trainer.step()).isEqualTo(1);
            assertThat(trainer.parameters()).isEqualTo(exploded);
        }
    }

    /// Plain gradient descent with η = 1 and no decay moves by exactly what the clip leaves of the gradient.
    @Test
    void clippingShortensTheGradientToTheLimit() {
        double clip = 0.01;
        OptimizerSettings descent = new OptimizerSettings.Sgd(1, 0, 0, 0);
        try (Workers workers = new Workers(1)) {
            Trainer trainer = trainer(settings(7, false, descent, 0, clip), workers);
            float[] before = trainer.parameters().clone();
            assertThat(trainer.gradient())
                    .isInstanceOfSatisfying(
                            Ready.class,
                            ready -> assertThat(ready.gradientNorm()).isGreaterThan(10 * clip));
            trainer.update();
            // Parameters of order 0.2 are rounded to 1e-8, the move of each is of order 2e-4.
            assertThat(distance(before, trainer.parameters())).isCloseTo(clip, within(1e-4 * clip));
        }
    }

    /// Plain gradient descent moves by η|g|; the new rate is that of the first update behind the drop, also when a run
    /// continues there.
    @Test
    void theLearningRateDropsBehindItsStep() {
        TrainingSettings plain = settings(7, false, new OptimizerSettings.Sgd(0.5, 0, 0, 0), 0, 0);
        TrainingSettings dropping = new TrainingSettings(
                plain.task(),
                plain.model(),
                plain.optimizer(),
                0,
                0,
                5,
                GradientFilterSettings.NONE,
                false,
                new LearningRateDrops(List.of(2, 3), 0.25),
                FilterSettings.FREE,
                WeightSettings.FREE);
        try (Workers workers = new Workers(1)) {
            Trainer trainer = trainer(dropping, workers);
            for (double rate : new double[] {0.5, 0.5, 0.125, 0.03125}) {
                assertThat(trainer.learningRate()).isEqualTo(rate);
                float[] before = trainer.parameters().clone();
                Steps.advance(trainer, 1);
                assertThat(distance(before, trainer.parameters()))
                        .isCloseTo(rate * trainer.gradientNorm(), within(1e-4 * rate));
            }
            trainer.resumeAt(2);
            assertThat(trainer.learningRate()).isEqualTo(0.125);
        }
    }

    private static double distance(float[] before, float[] after) {
        double squares = 0;
        for (int i = 0; i < before.length; i++) {
            squares += Math.pow((double) after[i] - before[i], 2);
        }
        return Math.sqrt(squares);
    }

    @Test
    void batchOfZeroOrOfMoreThanAllIsTheWholeTrainingSet() {
        try (Workers workers = new Workers(1)) {
            assertThat(trainer(settings(7, false, ADAM, 0, 0), workers).fullBatch())
                    .isTrue();
            assertThat(trainer(settings(7, false, ADAM, 1000, 0), workers).fullBatch())
                    .isTrue();
            assertThat(trainer(settings(7, false, ADAM, 5, 0), workers).fullBatch())
                    .isFalse();
        }
    }

    @Test
    void badSettingsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(7, false, ADAM, -1, 0))
                .withMessageContaining("batch size is -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(7, false, ADAM, 0, Double.NaN))
                .withMessageContaining("gradient clip is NaN");
        TrainingSettings fitting = settings(7, false, ADAM, 0, 0);
        OperationTask other = settings(11, false, ADAM, 0, 0).operation();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainSettings.of(other, fitting.model(), ADAM, 0, 0, 1))
                .withMessageContaining("vocabulary 8")
                .withMessageContaining("12");
    }
}
