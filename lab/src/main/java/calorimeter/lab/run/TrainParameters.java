package calorimeter.lab.run;

import calorimeter.engine.data.Operation;
import calorimeter.engine.data.Split;
import calorimeter.engine.data.TaskSettings;
import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Initialization;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.Normalization;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.control.WeightDecayControl;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// All that decides the bits of a recorded training run.
///
/// @param preset the name it started from
/// @param recording what is measured when
/// @param stopping when it ends
/// @param control how the weight decay follows what is measured
public record TrainParameters(
        String preset, TrainingSettings training, Recording recording, Stopping stopping, WeightDecayControl control) {

    /// @param every log every so many steps
    /// @param spaced and at this many log-spaced steps
    /// @param probeSize examples on which attention is measured
    public record Recording(int every, int spaced, int probeSize) {

        /// More than there are distinct steps in a run of ten million.
        private static final int MOST_SPACED = 1_000_000;

        public Recording {
            requireAtLeast(Setting.LOG_EVERY, every, 1);
            requireAtLeast(Setting.LOG_SPACED, spaced, 0);
            requireAtLeast(Setting.PROBE_SIZE, probeSize, 1);
            if (spaced > MOST_SPACED) {
                throw new IllegalArgumentException(
                        Setting.LOG_SPACED.key() + " is " + spaced + " but must be at most " + MOST_SPACED);
            }
        }
    }

    /// @param maxSteps step budget
    /// @param whenSustained end early when test accuracy ≥ 0.99 was kept for `sustain` steps
    /// @param sustain steps that a level must be kept
    public record Stopping(int maxSteps, boolean whenSustained, int sustain) {

        public Stopping {
            requireAtLeast(Setting.MAX_STEPS, maxSteps, 1);
            requireAtLeast(Setting.SUSTAIN, sustain, 0);
        }
    }

    private static void requireAtLeast(Setting setting, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(setting.key() + " is " + value + " but must be at least " + least);
        }
    }

    private enum Rule {
        ADAMW,
        ADAM,
        SGD
    }

    private enum Filter {
        NONE,
        GROKFAST
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
                values.longInteger(Setting.SEED),
                gradientFilter(values),
                values.flag(Setting.ORTHOGONAL_GRADIENT));
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
                        values.integer(Setting.SUSTAIN, 0)),
                ControllerSettings.read(values));
    }

    private static TaskSettings task(SettingValues values) {
        Operation operation = values.choice(Setting.OPERATION, Operation.class);
        Split split = values.choice(Setting.SPLIT, Split.class);
        if (split == Split.UNORDERED && !operation.commutative()) {
            throw values.conflict(
                    Setting.SPLIT,
                    "ordered: " + SettingValues.text(operation)
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
                values.choice(Setting.INITIALIZATION, Initialization.class),
                values.choice(Setting.LOSS, LossFunction.class));
    }

    private static OptimizerSettings optimizer(SettingValues values) {
        double learningRate =
                values.number(Setting.LEARNING_RATE, Double.MIN_VALUE, Double.MAX_VALUE, "a positive number");
        double weightDecay = values.number(Setting.WEIGHT_DECAY, 0, Double.MAX_VALUE, "0 or a positive number");
        return switch (values.choice(Setting.OPTIMIZER, Rule.class)) {
            case ADAMW ->
                new OptimizerSettings.AdamW(
                        learningRate,
                        beta(values, Setting.BETA1),
                        beta(values, Setting.BETA2),
                        epsilon(values),
                        weightDecay);
            case ADAM ->
                new OptimizerSettings.Adam(
                        learningRate,
                        beta(values, Setting.BETA1),
                        beta(values, Setting.BETA2),
                        epsilon(values),
                        weightDecay);
            case SGD ->
                new OptimizerSettings.Sgd(
                        learningRate,
                        beta(values, Setting.MOMENTUM),
                        values.number(Setting.DAMPENING, 0, 1, "in [0, 1]"),
                        weightDecay);
        };
    }

    private static GradientFilterSettings gradientFilter(SettingValues values) {
        return switch (values.choice(Setting.GRADIENT_FILTER, Filter.class)) {
            case NONE -> GradientFilterSettings.NONE;
            case GROKFAST ->
                new GradientFilterSettings.Grokfast(
                        beta(values, Setting.GROKFAST_ALPHA),
                        values.number(Setting.GROKFAST_LAMBDA, 0, 1e6, "in [0, 1e6]"));
        };
    }

    private static double beta(SettingValues values, Setting setting) {
        return values.number(setting, 0, Math.nextDown(1.0), "in [0, 1)");
    }

    private static double epsilon(SettingValues values) {
        return values.number(Setting.EPSILON, Double.MIN_VALUE, Double.MAX_VALUE, "a positive number");
    }

    /// Every setting with its value as text, in the order of [Setting]: what is echoed into the run and read
    /// back by [#of]. Numbers are written canonically, so `0.30` and `0.3` are the same run.
    public Map<String, String> values() {
        EnumMap<Setting, String> values = new EnumMap<>(Setting.class);
        TaskSettings task = training.task();
        TransformerSettings model = training.transformer();
        values.put(Setting.OPERATION, SettingValues.text(task.operation()));
        values.put(Setting.P, Integer.toString(task.modulus()));
        values.put(Setting.TOKENS, SettingValues.text(task.layout()));
        values.put(Setting.SPLIT, SettingValues.text(task.split()));
        values.put(Setting.TRAIN_FRACTION, Double.toString(task.trainFraction()));
        values.put(Setting.RANDOM_LABELS, Boolean.toString(task.randomLabels()));
        values.put(Setting.LAYERS, Integer.toString(model.layers()));
        values.put(Setting.WIDTH, Integer.toString(model.width()));
        values.put(Setting.HEADS, Integer.toString(model.heads()));
        values.put(Setting.MLP_WIDTH, Integer.toString(model.mlpWidth()));
        values.put(Setting.ACTIVATION, SettingValues.text(model.activation()));
        values.put(Setting.NORM, SettingValues.text(model.normalization()));
        values.put(Setting.POSITIONS, SettingValues.text(model.positions()));
        values.put(Setting.ROTARY_BASE, Double.toString(model.rotaryBase()));
        values.put(Setting.MASK, SettingValues.text(model.mask()));
        values.put(Setting.BIASES, SettingValues.text(model.biases()));
        values.put(Setting.READOUT, SettingValues.text(model.readout()));
        values.put(Setting.TIED, Boolean.toString(model.tied()));
        values.put(Setting.INITIALIZATION, SettingValues.text(model.initialization()));
        putOptimizer(values, training.optimizer());
        values.put(Setting.BATCH_SIZE, Integer.toString(training.batchSize()));
        values.put(Setting.GRADIENT_CLIP, Double.toString(training.gradientClip()));
        putGradientFilter(values, training.gradientFilter());
        values.put(Setting.ORTHOGONAL_GRADIENT, Boolean.toString(training.orthogonalGradient()));
        values.put(Setting.LOSS, SettingValues.text(model.loss()));
        ControllerSettings.put(values, control);
        values.put(Setting.SEED, Long.toString(training.seed()));
        values.put(Setting.MAX_STEPS, Integer.toString(stopping.maxSteps()));
        values.put(Setting.STOP, SettingValues.text(stopping.whenSustained() ? Stop.SUSTAINED : Stop.BUDGET));
        values.put(Setting.SUSTAIN, Integer.toString(stopping.sustain()));
        values.put(Setting.LOG_EVERY, Integer.toString(recording.every()));
        values.put(Setting.LOG_SPACED, Integer.toString(recording.spaced()));
        values.put(Setting.PROBE_SIZE, Integer.toString(recording.probeSize()));
        Map<String, String> text = new LinkedHashMap<>();
        values.forEach((setting, value) -> text.put(setting.key(), value));
        return text;
    }

    /// The command that makes the same run: its preset and every setting that differs from it.
    ///
    /// @param program as it is called
    public String command(String program) {
        StringBuilder command = new StringBuilder(program + " train --preset " + preset);
        Map<String, String> standard =
                TrainParameters.of(preset, SettingValues.ofPreset(preset)).values();
        values().forEach((key, value) -> {
            if (!value.equals(standard.get(key))) {
                command.append(" --").append(key).append(' ').append(value);
            }
        });
        return command.toString();
    }

    /// Settings that a rule does not have are left out.
    private static void putOptimizer(Map<Setting, String> values, OptimizerSettings optimizer) {
        values.put(Setting.LEARNING_RATE, Double.toString(optimizer.learningRate()));
        values.put(Setting.WEIGHT_DECAY, Double.toString(optimizer.weightDecay()));
        switch (optimizer) {
            case OptimizerSettings.AdamW adamW -> {
                values.put(Setting.OPTIMIZER, SettingValues.text(Rule.ADAMW));
                putMoments(values, adamW.beta1(), adamW.beta2(), adamW.epsilon());
            }
            case OptimizerSettings.Adam adam -> {
                values.put(Setting.OPTIMIZER, SettingValues.text(Rule.ADAM));
                putMoments(values, adam.beta1(), adam.beta2(), adam.epsilon());
            }
            case OptimizerSettings.Sgd sgd -> {
                values.put(Setting.OPTIMIZER, SettingValues.text(Rule.SGD));
                values.put(Setting.MOMENTUM, Double.toString(sgd.momentum()));
                values.put(Setting.DAMPENING, Double.toString(sgd.dampening()));
            }
        }
    }

    private static void putGradientFilter(Map<Setting, String> values, GradientFilterSettings filter) {
        switch (filter) {
            case GradientFilterSettings.None none ->
                values.put(Setting.GRADIENT_FILTER, SettingValues.text(Filter.NONE));
            case GradientFilterSettings.Grokfast grokfast -> {
                values.put(Setting.GRADIENT_FILTER, SettingValues.text(Filter.GROKFAST));
                values.put(Setting.GROKFAST_ALPHA, Double.toString(grokfast.alpha()));
                values.put(Setting.GROKFAST_LAMBDA, Double.toString(grokfast.lambda()));
            }
        }
    }

    private static void putMoments(Map<Setting, String> values, double beta1, double beta2, double epsilon) {
        values.put(Setting.BETA1, Double.toString(beta1));
        values.put(Setting.BETA2, Double.toString(beta2));
        values.put(Setting.EPSILON, Double.toString(epsilon));
    }
}
