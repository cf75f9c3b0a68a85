// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import calorimeter.engine.data.Operation;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.Split;
import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.network.MlpInput;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;

/// The published settings, small, and two more: what is special about each stays, sizes shrink to seconds.
/// Widths fall between the lane counts; a batch has several shards, and each of them several blocks, so that
/// what is summed over either is summed here too. A shard has at most 128 examples; a block 96 of `nanda`, 84
/// of `verma`, 64 of the others at three positions and 48 at four. Where a batch is not the whole training set,
/// the last one of an epoch is shorter.
enum SmallPreset {
    /// arXiv:2301.05217: one layer, ReLU, no norm, learned positions, causal, full batch.
    NANDA {
        @Override
        TrainingSettings settings() {
            OperationTask task = task(23, TokenLayout.OPERANDS_EQUALS, 0.8);
            TransformerSettings model =
                    folded(task, 24, 40, Activation.RELU, Positions.LEARNED, Biases.MLP, false, Initialization.NANDA);
            return PlainSettings.of(task, model, adamW(1e-3, 0.98, 1), 0, 0, 1);
        }
    },
    /// arXiv:2607.20552: two layers, GELU, rotary positions, no mask, minibatches; and a gradient clip.
    PANDEY {
        @Override
        TrainingSettings settings() {
            OperationTask task = task(23, TokenLayout.OPERANDS_OPERATOR_EQUALS, 0.5);
            TransformerSettings model = normalized(task, 2, 32, 4, 64, Positions.ROTARY, Mask.FULL, Readout.LAST);
            return PlainSettings.of(task, model, adamW(3e-4, 0.999, 0.1), 200, 0.5, 2);
        }
    },
    /// arXiv:2605.20441: four layers, eight heads, causal, minibatches.
    VERMA {
        @Override
        TrainingSettings settings() {
            OperationTask task = task(23, TokenLayout.OPERANDS_EQUALS, 0.5);
            TransformerSettings model = normalized(task, 4, 40, 8, 40, Positions.LEARNED, Mask.CAUSAL, Readout.LAST);
            return PlainSettings.of(task, model, adamW(1e-3, 0.999, 1), 200, 0, 3);
        }
    },
    /// arXiv:2603.24746: two layers, mean pooling, minibatches.
    BI {
        @Override
        TrainingSettings settings() {
            OperationTask task = task(23, TokenLayout.OPERANDS_EQUALS, 0.5);
            TransformerSettings model = normalized(task, 2, 24, 3, 40, Positions.LEARNED, Mask.FULL, Readout.MEAN);
            return PlainSettings.of(task, model, adamW(5e-4, 0.999, 1), 150, 0, 4);
        }
    },
    /// No source's: folded like `nanda`, with a tied unembedding, biases everywhere and rotary positions; more
    /// rows at the input and wider than one task of what is shared among threads, and several chunks of
    /// parameters.
    TIED {
        @Override
        TrainingSettings settings() {
            OperationTask task = task(37, TokenLayout.OPERANDS_EQUALS, 0.4);
            TransformerSettings model =
                    folded(task, 72, 80, Activation.GELU, Positions.ROTARY, Biases.ALL, true, Initialization.PYTORCH);
            return PlainSettings.of(task, model, adamW(1e-3, 0.98, 1), 0, 0, 5);
        }
    },
    /// No source's: as `pandey`, with more rows at the input than one task takes.
    ROTARY {
        @Override
        TrainingSettings settings() {
            OperationTask task = task(37, TokenLayout.OPERANDS_OPERATOR_EQUALS, 0.3);
            TransformerSettings model = normalized(task, 2, 40, 4, 48, Positions.ROTARY, Mask.FULL, Readout.LAST);
            return PlainSettings.of(task, model, adamW(3e-4, 0.999, 0.1), 200, 0, 6);
        }
    },
    /// No source's: a multilayer perceptron of one hidden layer, ReLU, full batch, heavy ball.
    PERCEPTRON {
        @Override
        TrainingSettings settings() {
            OperationTask task = task(37, TokenLayout.OPERANDS_EQUALS, 0.6);
            MlpSettings model = perceptron(task, 1, 24, 72, Activation.RELU, Normalization.NONE, Initialization.FAN_IN);
            OptimizerSettings rule = new OptimizerSettings.Sgd(0.05, 0.9, 0.1, 0.01);
            return PlainSettings.of(task, model, rule, 0, 0, 7);
        }
    },
    /// No source's: a multilayer perceptron of two hidden layers, GELU, batch norm, minibatches of several blocks.
    NORMALIZED_PERCEPTRON {
        @Override
        TrainingSettings settings() {
            OperationTask task = task(23, TokenLayout.OPERANDS_OPERATOR_EQUALS, 0.5);
            MlpSettings model =
                    perceptron(task, 2, 20, 40, Activation.GELU, Normalization.BATCH_NORM, Initialization.PYTORCH);
            return PlainSettings.of(task, model, adamW(1e-3, 0.999, 0.1), 150, 0.5, 8);
        }
    };

    abstract TrainingSettings settings();

    private static OperationTask task(int p, TokenLayout layout, double trainFraction) {
        return new OperationTask(Operation.ADD, p, layout, Split.ORDERED, trainFraction, false);
    }

    /// One layer of three heads without norm, causal.
    private static TransformerSettings folded(
            OperationTask task,
            int width,
            int mlpWidth,
            Activation activation,
            Positions positions,
            Biases biases,
            boolean tied,
            Initialization initialization) {
        return new TransformerSettings(
                task.vocabulary(),
                task.classes(),
                task.layout().sequence(),
                1,
                width,
                3,
                mlpWidth,
                activation,
                Normalization.NONE,
                positions,
                1e4,
                Mask.CAUSAL,
                biases,
                Readout.LAST,
                tied,
                initialization,
                LossFunction.SOFTMAX,
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO);
    }

    private static TransformerSettings normalized(
            OperationTask task,
            int layers,
            int width,
            int heads,
            int mlpWidth,
            Positions positions,
            Mask mask,
            Readout readout) {
        return new TransformerSettings(
                task.vocabulary(),
                task.classes(),
                task.layout().sequence(),
                layers,
                width,
                heads,
                mlpWidth,
                Activation.GELU,
                Normalization.PRE_LAYER_NORM,
                positions,
                1e4,
                mask,
                Biases.ALL,
                readout,
                false,
                Initialization.PYTORCH,
                LossFunction.SOFTMAX,
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO);
    }

    private static MlpSettings perceptron(
            OperationTask task,
            int layers,
            int width,
            int hidden,
            Activation activation,
            Normalization normalization,
            Initialization initialization) {
        return new MlpSettings(
                new MlpInput.Tokens(task.vocabulary(), task.layout().sequence(), width),
                task.classes(),
                layers,
                hidden,
                activation,
                normalization,
                initialization,
                LossFunction.SOFTMAX);
    }

    private static OptimizerSettings adamW(double learningRate, double beta2, double weightDecay) {
        return new OptimizerSettings.AdamW(learningRate, 0.9, beta2, 1e-8, weightDecay);
    }
}
