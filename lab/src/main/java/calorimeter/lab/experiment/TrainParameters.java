package calorimeter.lab.experiment;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Biases;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.Mask;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.Positions;
import calorimeter.engine.model.Readout;
import calorimeter.engine.model.TransformerSettings;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.task.Operation;
import calorimeter.engine.task.Split;
import calorimeter.engine.task.TaskSettings;
import calorimeter.engine.task.TokenLayout;
import calorimeter.engine.training.TrainingSettings;

/// All that decides the bits of a recorded training run.
///
/// @param preset the name it started from
/// @param recording what is measured when
/// @param stopping when it ends
public record TrainParameters(
        String preset, TrainingSettings training, Recording recording, Stopping stopping) {

    /// @param every log every so many steps
    /// @param spaced and at this many log-spaced steps
    /// @param probeSize examples on which attention is measured
    public record Recording(int every, int spaced, int probeSize) {}

    /// @param maxSteps step budget
    /// @param whenSustained end early when test accuracy ≥ 0.99 was kept for `sustain` steps
    /// @param sustain steps that a level must be kept
    public record Stopping(int maxSteps, boolean whenSustained, int sustain) {}

    private enum Rule {
        ADAMW,
        ADAM,
        SGD
    }

    private enum Stop {
        SUSTAINED,
        BUDGET
    }


    /// Reads typed settings from text.
    ///
    /// @throws SettingException naming the setting, its value, where it was given and what is allowed
    /// @throws IllegalArgumentException when settings do not fit one another
    public static TrainParameters of(String preset, SettingValues values) {
        TaskSettings task = task(values);
        TrainingSettings training = new TrainingSettings(
                task,
                model(values, task),
                optimizer(values),
                values.integer(Setting.BATCH_SIZE, 0),
                values.number(Setting.GRADIENT_CLIP, 0, Double.MAX_VALUE, "0 (none) or a positive number"),
                values.longInteger(Setting.SEED));
        return new TrainParameters(
                preset,
                training,
                new Recording(
                        values.integer(Setting.LOG_EVERY, 1),
                        values.integer(Setting.LOG_SPACED, 0),
                        values.integer(Setting.PROBE_SIZE, 1)),
                new Stopping(
                        values.integer(Setting.MAX_STEPS, 1),
                        values.choice(Setting.STOP, Stop.class) == Stop.SUSTAINED,
                        values.integer(Setting.SUSTAIN, 0)));
    }

    private static TaskSettings task(SettingValues values) {
        Operation operation = values.choice(Setting.OPERATION, Operation.class);
        Split split = values.choice(Setting.SPLIT, Split.class);
        if (split == Split.UNORDERED && !operation.commutative()) {
            throw values.conflict(Setting.SPLIT, "ordered: " + SettingValues.text(operation)
                    + " is not commutative, so (a, b) and (b, a) are different problems");
        }
        double fraction = values.number(Setting.TRAIN_FRACTION, 0, 1, "strictly between 0 and 1");
        if (fraction == 0 || fraction == 1) {
            throw values.conflict(Setting.TRAIN_FRACTION, "strictly between 0 and 1");
        }
        return new TaskSettings(
                operation,
                values.integer(Setting.P, 3),
                values.choice(Setting.TOKENS, TokenLayout.class),
                split,
                fraction,
                values.flag(Setting.RANDOM_LABELS));
    }

    private static TransformerSettings model(SettingValues values, TaskSettings task) {
        int width = values.integer(Setting.WIDTH, 1);
        int heads = values.integer(Setting.HEADS, 1);
        if (width % heads != 0) {
            throw values.conflict(Setting.HEADS, "a divisor of the width " + width);
        }
        return new TransformerSettings(
                task.vocabulary(),
                task.classes(),
                task.layout().sequence(),
                values.integer(Setting.LAYERS, 1),
                width,
                heads,
                values.integer(Setting.MLP_WIDTH, 1),
                values.choice(Setting.ACTIVATION, Activation.class),
                values.choice(Setting.NORM, Normalization.class),
                values.choice(Setting.POSITIONS, Positions.class),
                values.number(Setting.ROTARY_BASE, Math.nextUp(1.0), Double.MAX_VALUE, "a number above 1"),
                values.choice(Setting.MASK, Mask.class),
                values.choice(Setting.BIASES, Biases.class),
                values.choice(Setting.READOUT, Readout.class),
                values.flag(Setting.TIED),
                values.choice(Setting.INITIALIZATION, Initialization.class));
    }

    private static OptimizerSettings optimizer(SettingValues values) {
        double learningRate =
                values.number(Setting.LEARNING_RATE, Double.MIN_VALUE, Double.MAX_VALUE, "a positive number");
        double weightDecay = values.number(Setting.WEIGHT_DECAY, 0, Double.MAX_VALUE, "0 or a positive number");
        double beta1 = values.number(Setting.BETA1, 0, Math.nextDown(1.0), "in [0, 1)");
        double beta2 = values.number(Setting.BETA2, 0, Math.nextDown(1.0), "in [0, 1)");
        double epsilon = values.number(Setting.EPSILON, Double.MIN_VALUE, Double.MAX_VALUE, "a positive number");
        return switch (values.choice(Setting.OPTIMIZER, Rule.class)) {
            case ADAMW -> new OptimizerSettings.AdamW(learningRate, beta1, beta2, epsilon, weightDecay);
            case ADAM -> new OptimizerSettings.Adam(learningRate, beta1, beta2, epsilon, weightDecay);
            case SGD ->
                new OptimizerSettings.Sgd(
                        learningRate,
                        values.number(Setting.MOMENTUM, 0, Math.nextDown(1.0), "in [0, 1)"),
                        values.number(Setting.DAMPENING, 0, 1, "in [0, 1]"),
                        weightDecay);
        };
    }
}
