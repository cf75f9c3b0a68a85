// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.data.Operation;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.Split;
import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.training.FilterSettings;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.training.WeightSettings;
import calorimeter.engine.transformer.AttentionScores;
import calorimeter.engine.transformer.Transformer;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;

/// A small model on addition modulo 7 whose attention is worth measuring: steps large enough to move it.
final class SmallTraining implements AutoCloseable {

    static final int WIDTH = 12;

    private final Workers workers = new Workers(1);
    private final Trainer trainer;

    SmallTraining(int layers, int heads, Mask mask) {
        this(layers, heads, mask, AttentionSettings.SOFTMAX);
    }

    SmallTraining(int layers, int heads, Mask mask, AttentionSettings attention) {
        OperationTask task =
                new OperationTask(Operation.ADD, 7, TokenLayout.OPERANDS_EQUALS, Split.ORDERED, 0.5, false);
        TransformerSettings model = new TransformerSettings(
                task.vocabulary(),
                task.classes(),
                task.layout().sequence(),
                layers,
                WIDTH,
                heads,
                20,
                Activation.GELU,
                Normalization.PRE_LAYER_NORM,
                Positions.LEARNED,
                1e4,
                mask,
                Biases.ALL,
                Readout.LAST,
                false,
                Initialization.PYTORCH,
                LossFunction.SOFTMAX,
                attention,
                PlanChoice.AUTO);
        OptimizerSettings optimizer = new OptimizerSettings.AdamW(0.02, 0.9, 0.98, 1e-8, 0.1);
        trainer = new Trainer(
                new TrainingSettings(
                        task,
                        model,
                        optimizer,
                        0,
                        0,
                        5,
                        GradientFilterSettings.NONE,
                        false,
                        LearningRateDrops.NONE,
                        FilterSettings.FREE,
                        WeightSettings.FREE),
                Kernels.vector(),
                workers);
        trainer.gradient();
    }

    void steps(int count) {
        for (int i = 0; i < count; i++) {
            trainer.update();
            trainer.gradient();
        }
    }

    TransformerSettings settings() {
        return Transformer.of(trainer.model()).settings();
    }

    Trainer trainer() {
        return trainer;
    }

    /// Of eleven examples.
    AttentionScores scores() {
        return Transformer.of(trainer.model()).attentionScores(new int[] {0, 3, 5, 8, 13, 21, 26, 34, 40, 44, 48});
    }

    @Override
    public void close() {
        workers.close();
    }
}
