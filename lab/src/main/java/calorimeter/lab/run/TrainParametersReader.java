// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.engine.data.ImageTask;
import calorimeter.engine.data.Operation;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.SequenceTask;
import calorimeter.engine.data.Split;
import calorimeter.engine.data.TaskSettings;
import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.data.image.ImageSource;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.GradientFilterSettings.Grokfast;
import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.optimizer.OptimizerSettings.Adam;
import calorimeter.engine.optimizer.OptimizerSettings.AdamW;
import calorimeter.engine.optimizer.OptimizerSettings.Sgd;
import calorimeter.engine.training.FilterSettings;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.training.WeightSettings;
import calorimeter.engine.training.WeightSettings.Clamp;
import calorimeter.lab.constraint.Constraint;
import calorimeter.lab.constraint.ConstraintSettings;
import calorimeter.lab.control.ControlLaw;
import calorimeter.lab.control.ControlLaw.Discrete;
import calorimeter.lab.control.ControlLaw.Threshold;
import calorimeter.lab.control.ControlLaw.ZScore;
import calorimeter.lab.control.WeightDecayControl;
import calorimeter.lab.run.TrainParameters.Recording;
import calorimeter.lab.run.TrainParameters.Stopping;
import calorimeter.physics.constraint.DualRule;
import java.util.List;
import java.util.Optional;

/// Makes the records of a training run from values of settings. Constants of rules that are not chosen are not read.
final class TrainParametersReader {

    private final SettingValues values;

    TrainParametersReader(SettingValues values) {
        this.values = values;
    }

    TrainParameters read(String preset) {
        TaskSettings task = task();
        TrainingSettings training = new TrainingSettings(
                task,
                new ModelReader(values).model(task),
                optimizer(),
                values.integer(Setting.BATCH_SIZE),
                values.number(Setting.GRADIENT_CLIP),
                values.longInteger(Setting.SEED),
                gradientFilter(),
                values.flag(Setting.ORTHOGONAL_GRADIENT),
                learningRateDrops(),
                new FilterSettings(values.number(Setting.FILTER_SCALE), values.flag(Setting.FROZEN_NORM)),
                new WeightSettings(values.flag(Setting.DECAY_BIASES), clamp()));
        return new TrainParameters(
                preset,
                training,
                new Recording(
                        values.integer(Setting.LOG_EVERY),
                        values.integer(Setting.LOG_SPACED),
                        values.integer(Setting.PROBE_SIZE),
                        values.flag(Setting.CHARGES),
                        values.flag(Setting.LOGITS),
                        new KeptCheckpoints(values.text(Setting.KEEP_CHECKPOINTS))),
                new Stopping(
                        values.integer(Setting.MAX_STEPS),
                        values.choice(Setting.STOP, StopRule.class) == StopRule.SUSTAINED,
                        values.integer(Setting.SUSTAIN)),
                control(),
                values.text(Setting.INITIAL_WEIGHTS),
                constraints());
    }

    private TaskSettings task() {
        return values.isNone(Setting.TASK) ? data() : new SequenceTasks(values).task();
    }

    private TaskSettings data() {
        DataKind kind = values.choice(Setting.DATA, DataKind.class);
        return kind == DataKind.OPERATION
                ? operation()
                : new ImageTask(
                        kind.source(), values.integer(Setting.TRAIN_IMAGES), values.integer(Setting.TEST_IMAGES));
    }

    private OperationTask operation() {
        return new OperationTask(
                values.choice(Setting.OPERATION, Operation.class),
                values.integer(Setting.P),
                values.choice(Setting.TOKENS, TokenLayout.class),
                values.choice(Setting.SPLIT, Split.class),
                values.number(Setting.TRAIN_FRACTION),
                values.flag(Setting.RANDOM_LABELS));
    }

    private OptimizerSettings optimizer() {
        double rate = values.number(Setting.LEARNING_RATE);
        double decay = values.number(Setting.WEIGHT_DECAY);
        return switch (values.choice(Setting.OPTIMIZER, LearningRule.class)) {
            case ADAMW -> new AdamW(rate, beta1(), beta2(), epsilon(), decay);
            case ADAM -> new Adam(rate, beta1(), beta2(), epsilon(), decay);
            case SGD -> new Sgd(rate, values.number(Setting.MOMENTUM), values.number(Setting.DAMPENING), decay);
        };
    }

    private LearningRateDrops learningRateDrops() {
        List<Integer> steps = values.integers(Setting.LEARNING_RATE_DROPS);
        return steps.isEmpty()
                ? LearningRateDrops.NONE
                : new LearningRateDrops(steps, values.number(Setting.LEARNING_RATE_DROP_FACTOR));
    }

    /// Text of another form has a ratio of NaN, which the clamp refuses.
    private Optional<Clamp> clamp() {
        if (values.isNone(Setting.NORM_CLAMP)) {
            return Optional.empty();
        }
        String[] parts = values.text(Setting.NORM_CLAMP).split(":", -1);
        boolean pair = parts.length == 2;
        return Optional.of(new Clamp(
                pair ? SettingValues.number(parts[0]) : Double.NaN,
                pair ? SettingValues.integer(parts[1]) : 1,
                values.number(Setting.REFERENCE_NORM)));
    }

    /// Value of [Setting#NORM_CLAMP].
    static String text(Clamp clamp) {
        return clamp.ratio() + ":" + clamp.from();
    }

    private double beta1() {
        return values.number(Setting.BETA1);
    }

    private double beta2() {
        return values.number(Setting.BETA2);
    }

    private double epsilon() {
        return values.number(Setting.EPSILON);
    }

    private GradientFilterSettings gradientFilter() {
        return switch (values.choice(Setting.GRADIENT_FILTER, FilterKind.class)) {
            case NONE -> GradientFilterSettings.NONE;
            case GROKFAST ->
                new Grokfast(values.number(Setting.GROKFAST_ALPHA), values.number(Setting.GROKFAST_LAMBDA));
        };
    }

    private WeightDecayControl control() {
        ControllerKind kind = values.choice(Setting.WEIGHT_DECAY_CONTROLLER, ControllerKind.class);
        return kind == ControllerKind.NONE
                ? WeightDecayControl.NONE
                : new WeightDecayControl(
                        law(kind), values.number(Setting.CONTROLLER_GATE), values.integer(Setting.CONTROLLER_PERIOD));
    }

    private ConstraintSettings constraints() {
        return values.isNone(Setting.CONSTRAINT)
                ? ConstraintSettings.NONE
                : new ConstraintSettings(
                        Constraint.parse(
                                values.text(Setting.CONSTRAINT), () -> values.number(Setting.CONSTRAINT_BOUND)),
                        dual(values.choice(Setting.DUAL_METHOD, DualMethod.class)));
    }

    private DualRule dual(DualMethod method) {
        double rate = method == DualMethod.PENALTY ? 0 : values.positive(Setting.DUAL_RATE);
        return switch (method) {
            case ASCENT -> new DualRule.Ascent(rate);
            case PI ->
                new DualRule.ProportionalIntegral(
                        rate, values.notNegative(Setting.DUAL_PROPORTIONAL), values.share(Setting.DUAL_SMOOTHING));
            case AUGMENTED -> new DualRule.AugmentedLagrangian(rate, values.positive(Setting.DUAL_PENALTY));
            case PENALTY -> new DualRule.QuadraticPenalty(values.positive(Setting.DUAL_PENALTY));
        };
    }

    private ControlLaw law(ControllerKind kind) {
        double smoothing = values.number(Setting.CONTROLLER_SMOOTHING);
        return switch (kind) {
            case NONE -> ControlLaw.CONSTANT;
            case THRESHOLD ->
                new Threshold(
                        values.number(Setting.CONTROLLER_GAIN), values.number(Setting.CONTROLLER_THRESHOLD), smoothing);
            case DISCRETE ->
                new Discrete(
                        values.number(Setting.CONTROLLER_STEP), values.number(Setting.CONTROLLER_THRESHOLD), smoothing);
            case ZSCORE_COLD_START, ZSCORE_CONTINUOUS ->
                new ZScore(values.number(Setting.CONTROLLER_Z), smoothing, kind == ControllerKind.ZSCORE_COLD_START);
        };
    }

    /// Value of [Setting#DATA].
    enum DataKind {
        OPERATION,
        FASHION_MNIST,
        MNIST,
        CIFAR10,
        CIFAR100,
        TINY_IMAGENET;

        static DataKind of(TaskSettings task) {
            return switch (task) {
                case OperationTask operation -> OPERATION;
                case ImageTask images -> valueOf(images.source().name());
                case SequenceTask sequences -> throw new IllegalArgumentException("of `task`, not of `data`");
            };
        }

        ImageSource source() {
            return ImageSource.valueOf(name());
        }
    }

    /// Value of [Setting#STOP].
    enum StopRule {
        SUSTAINED,
        BUDGET
    }

    /// Value of [Setting#OPTIMIZER].
    enum LearningRule {
        ADAMW,
        ADAM,
        SGD;

        static LearningRule of(OptimizerSettings optimizer) {
            return switch (optimizer) {
                case AdamW adamW -> ADAMW;
                case Adam adam -> ADAM;
                case Sgd sgd -> SGD;
            };
        }
    }

    /// Value of [Setting#GRADIENT_FILTER].
    enum FilterKind {
        NONE,
        GROKFAST;

        static FilterKind of(GradientFilterSettings filter) {
            return switch (filter) {
                case GradientFilterSettings.None none -> NONE;
                case Grokfast grokfast -> GROKFAST;
            };
        }
    }

    /// Value of [Setting#DUAL_METHOD].
    enum DualMethod {
        ASCENT,
        PI,
        AUGMENTED,
        PENALTY;

        static DualMethod of(DualRule rule) {
            return switch (rule) {
                case DualRule.Ascent ascent -> ASCENT;
                case DualRule.ProportionalIntegral pi -> PI;
                case DualRule.AugmentedLagrangian augmented -> AUGMENTED;
                case DualRule.QuadraticPenalty penalty -> PENALTY;
            };
        }
    }

    /// Value of [Setting#WEIGHT_DECAY_CONTROLLER].
    enum ControllerKind {
        NONE,
        THRESHOLD,
        ZSCORE_COLD_START,
        ZSCORE_CONTINUOUS,
        DISCRETE;

        static ControllerKind of(ControlLaw law) {
            return switch (law) {
                case ControlLaw.Constant constant -> NONE;
                case Threshold threshold -> THRESHOLD;
                case Discrete discrete -> DISCRETE;
                case ZScore score -> score.coldStart() ? ZSCORE_COLD_START : ZSCORE_CONTINUOUS;
            };
        }
    }
}
