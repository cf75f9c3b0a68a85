// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static calorimeter.lab.run.SettingPlace.attention;
import static calorimeter.lab.run.SettingPlace.controller;
import static calorimeter.lab.run.SettingPlace.dual;
import static calorimeter.lab.run.SettingPlace.grokfast;
import static calorimeter.lab.run.SettingPlace.images;
import static calorimeter.lab.run.SettingPlace.law;
import static calorimeter.lab.run.SettingPlace.loss;
import static calorimeter.lab.run.SettingPlace.model;
import static calorimeter.lab.run.SettingPlace.optimizer;
import static calorimeter.lab.run.SettingPlace.recording;
import static calorimeter.lab.run.SettingPlace.sequenceRule;
import static calorimeter.lab.run.SettingPlace.stopping;
import static calorimeter.lab.run.SettingPlace.task;
import static calorimeter.lab.run.SettingPlace.training;
import static calorimeter.lab.run.SettingPlace.transformer;

import calorimeter.engine.data.ImageTask;
import calorimeter.engine.data.Operation;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.SequenceTask;
import calorimeter.engine.data.sequence.SequenceRule;
import calorimeter.engine.data.sequence.SequenceRule.Induction;
import calorimeter.engine.data.sequence.SequenceRule.Lookup;
import calorimeter.engine.data.sequence.SequenceRule.Parity;
import calorimeter.engine.data.sequence.SequenceRule.Sum;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.network.MlpInput;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.network.VggSettings;
import calorimeter.engine.optimizer.GradientFilterSettings.Grokfast;
import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.optimizer.OptimizerSettings.Moments;
import calorimeter.engine.optimizer.OptimizerSettings.Sgd;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.training.WeightSettings.Clamp;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.control.ControlLaw.Acting;
import calorimeter.lab.control.ControlLaw.Discrete;
import calorimeter.lab.control.ControlLaw.Threshold;
import calorimeter.lab.control.ControlLaw.ZScore;
import calorimeter.lab.run.ModelReader.ModelFamily;
import calorimeter.lab.run.TrainParameters.Recording;
import calorimeter.lab.run.TrainParameters.Stopping;
import calorimeter.lab.run.TrainParametersReader.ControllerKind;
import calorimeter.lab.run.TrainParametersReader.DataKind;
import calorimeter.lab.run.TrainParametersReader.DualMethod;
import calorimeter.lab.run.TrainParametersReader.FilterKind;
import calorimeter.lab.run.TrainParametersReader.LearningRule;
import calorimeter.lab.run.TrainParametersReader.StopRule;
import calorimeter.physics.constraint.DualRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Table of the settings of a training run: flags (`--weight-decay`), keys of configuration files
/// (`weight-decay = 1.0`), axes of sweeps, stored configurations and identities are derived from it, in its order.
///
/// A row says what a preset has that does not name the setting (`""` if each does), the help, and where the value
/// stands in a run. [TrainParametersReader] puts it there; the record that it becomes part of says what is allowed.
public enum Setting {
    TASK(
            new AsBefore(SettingValues.NONE),
            "none: what `data` says; or rows of tokens: lookup (the operand at one place), induction (what followed the"
                    + " last token before), parity, sum (modulo p), or a file: CSV with a column label,"
                    + " or npz with arrays tokens and labels",
            training(settings -> SequenceTasks.text(settings.task()))
                    .deciding(run -> SequenceTasks.kind(run.training().task()))),
    TASK_CONTENT(
            SettingValues.NONE,
            "what the file of a task holds, for runs that are read back: SHA-256, rows, tokens a row, vocabulary,"
                    + " classes, training rows; none: look into it",
            training(settings -> SequenceTasks.content(settings.task())).ifOf(TASK)),
    LENGTH(
            "16",
            "tokens of a row, 3 to 256, the mark = at its end included: the keys that its last position sees",
            sequenceRule(SequenceRule::length)),
    VOCABULARY("10", "distinct operands (lookup, induction)", sequenceRule(rule -> switch (rule) {
        case Lookup lookup -> lookup.operands();
        case Induction induction -> induction.operands();
        case Parity parity -> null;
        case Sum sum -> null;
    })),
    EXAMPLES("4000", "rows that the seed draws, all different", sequenceRule(SequenceRule::examples)),
    PARITY_BITS(
            "3",
            "places whose bits count for parity",
            sequenceRule(rule -> rule instanceof Parity parity ? parity.bits() : null)),
    DATA(
            new AsBefore("operation"),
            "operation: all pairs of its operands; or images: fashion-mnist, mnist, cifar10, cifar100, tiny-imagenet",
            training(settings -> settings.task() instanceof SequenceTask ? null : DataKind.of(settings.task()))
                    .ifOf(TASK)),
    TRAIN_IMAGES("0", "training images that the seed draws, 0 for all", images(ImageTask::trainImages)),
    TEST_IMAGES("0", "test images that the seed draws, 0 for all", images(ImageTask::testImages)),
    OPERATION(
            "add",
            "add, subtract, multiply, divide, sum-of-squares, quadratic-form or compose (in S5)",
            task(OperationTask::operation)),
    P(
            "",
            "modulus of the operation, an integer above 2, or of a sum; ignored by compose",
            training(settings -> switch (settings.task()) {
                        case OperationTask task -> task.modulus();
                        case SequenceTask task when task.source() instanceof Sum sum -> sum.modulus();
                        default -> null;
                    })
                    .onlyIf(OPERATION, run -> switch (run.training().task()) {
                        case OperationTask task -> task.operation() != Operation.COMPOSE;
                        case SequenceTask task -> task.source() instanceof Sum;
                        case ImageTask task -> false;
                    })),
    TOKENS(
            "",
            "operands-equals (a b =), operands-operator-equals (a ∘ b =) or operands (a b)",
            task(OperationTask::layout)),
    SPLIT("ordered", "ordered: (a,b) and (b,a) are dealt separately; unordered: together", task(OperationTask::split)),
    TRAIN_FRACTION(
            "",
            "share of the pairs or rows used for training, between 0 and 1",
            training(settings -> switch (settings.task()) {
                        case OperationTask task -> task.trainFraction();
                        case SequenceTask task -> task.isDealt() ? task.trainFraction() : null;
                        case ImageTask task -> null;
                    })
                    .ifOf(DATA)),
    RANDOM_LABELS(
            "false",
            "true draws every answer at random: a task that can only be memorised",
            training(settings -> switch (settings.task()) {
                        case OperationTask task -> task.randomLabels();
                        case SequenceTask task -> task.randomLabels();
                        case ImageTask task -> null;
                    })
                    .ifOf(DATA)),
    MODEL(
            new AsBefore("transformer"),
            "transformer; mlp: an affine map, perhaps a batch norm, and the activation, layer upon layer; vgg: stages of"
                    + " two convolutions, with ReLU and perhaps batch norm, and a max-pool (reads images)",
            training(settings -> ModelFamily.of(settings.model()))),
    LAYERS(
            "",
            "blocks of attention and MLP; hidden layers of an mlp",
            model(TransformerSettings::layers, MlpSettings::layers, null)),
    WIDTH(
            "128",
            "of the residual stream; of an mlp's embeddings",
            model(
                    TransformerSettings::width,
                    mlp -> mlp.input() instanceof MlpInput.Tokens tokens ? tokens.width() : null,
                    null)),
    HEADS("4", "per layer; must divide the width", transformer(TransformerSettings::heads)),
    MLP_WIDTH("512", "hidden width of the MLP", model(TransformerSettings::mlpWidth, MlpSettings::hidden, null)),
    ACTIVATION("", "relu or gelu (erf form)", model(TransformerSettings::activation, MlpSettings::activation, null)),
    NORM(
            "",
            "none, pre-layer-norm (transformer) or batch-norm (mlp, vgg)",
            model(TransformerSettings::normalization, MlpSettings::normalization, VggSettings::normalization)),
    STAGES(
            "16/32",
            "channels of every stage of a vgg, multiples of 16, with / between them",
            model(null, null, VggSettings::stages)),
    POSITIONS("", "learned, rotary, sinusoidal or none", transformer(TransformerSettings::positions)),
    ROTARY_BASE(
            "10000",
            "θ of rotary positions",
            transformer(TransformerSettings::rotaryBase)
                    .onlyIf(
                            POSITIONS,
                            run -> run.training().model() instanceof TransformerSettings model
                                    && model.positions() == Positions.ROTARY)),
    MASK("", "causal or full", transformer(TransformerSettings::mask)),
    ATTENTION(
            new AsBefore("softmax"),
            "from scores to weights: softmax; tsallis (α-entmax, sparsemax at order 2), kaniadakis or abe, which maximise"
                    + " other entropies",
            attention(AttentionSettings::kind)),
    ORDER(
            new AsBefore(SettingValues.NONE),
            "none for softmax; α in (0, 2] of tsallis, κ in (-1, 1) of kaniadakis, q in [0.1, 10] of abe",
            attention(settings -> Double.isNaN(settings.order()) ? SettingValues.NONE : settings.order())),
    ORDER_TRAINABLE(
            new AsBefore("none"),
            "none, layer or head: who learns an order of their own, which begins at `order`",
            attention(AttentionSettings::trainedOrder)),
    ATTENTION_TEMPERATURE(
            new AsBefore("1.0"),
            "T: scores are q·k/(T √d_k); or FROM:TO@UPDATES, such as 1.0:2.0@5000, linear in the updates and then"
                    + " constant",
            attention(AttentionSettings::temperature)),
    ATTENTION_TEMPERATURE_TRAINABLE(
            new AsBefore("none"),
            "none, layer or head: who learns a temperature of their own, which begins at `attention-temperature`",
            attention(AttentionSettings::trainedTemperature)),
    BIASES("", "none, mlp or all", transformer(TransformerSettings::biases)),
    READOUT("", "last position or mean over positions", transformer(TransformerSettings::readout)),
    TIED("false", "true reads out with the transposed embedding", transformer(TransformerSettings::tied)),
    INITIALIZATION(
            "",
            "nanda, pytorch or fan-in",
            model(TransformerSettings::initialization, MlpSettings::initialization, VggSettings::initialization)),
    OPTIMIZER("adamw", "adamw, adam or sgd", training(settings -> LearningRule.of(settings.optimizer()))),
    LEARNING_RATE("", "η", training(settings -> settings.optimizer().learningRate())),
    LEARNING_RATE_DROPS(
            new AsBefore("none"),
            "none, or the updates after which η drops: 1000/2000",
            training(settings -> settings.learningRateDrops().steps())),
    LEARNING_RATE_DROP_FACTOR(
            "0.1",
            "what η is multiplied by at each drop",
            training(settings -> {
                        LearningRateDrops drops = settings.learningRateDrops();
                        return drops.steps().isEmpty() ? null : drops.factor();
                    })
                    .ifOf(LEARNING_RATE_DROPS)),
    WEIGHT_DECAY(
            "",
            "λ; decoupled for adamw, added to the gradient for adam and sgd",
            training(settings -> settings.optimizer().weightDecay())),
    DECAY_BIASES(
            new AsBefore("true"),
            "false lets weight decay act on matrices alone, not on biases and gains",
            training(settings -> settings.weights().decaysBiases())),
    NORM_CLAMP(
            new AsBefore("none"),
            "none, or RATIO:STEP, such as 1.15:500: from that update on all matrices are rescaled after every update,"
                    + " so that their norm is the ratio times the reference norm",
            training(settings ->
                    settings.weights().clamp().map(TrainParametersReader::text).orElse(SettingValues.NONE))),
    REFERENCE_NORM(
            "0",
            "w_c, the norm of all matrices at which the ratio of the clamp is 1",
            training(settings ->
                            settings.weights().clamp().map(Clamp::reference).orElse(null))
                    .ifOf(NORM_CLAMP)),
    WEIGHT_DECAY_CONTROLLER(
            new AsBefore("none"),
            "none, threshold, zscore-cold-start, zscore-continuous or discrete: λ follows the landscape variance V",
            new SettingPlace(run -> ControllerKind.of(run.control().law()))),
    CONTROLLER_GAIN(
            "5",
            "κ of the threshold controller: λ + κ max(0, μ − τ), with μ the smoothed dV/dt per epoch",
            law(Threshold.class, Threshold::gain)),
    CONTROLLER_THRESHOLD("0.02", "τ, per epoch (threshold, discrete)", controller(control -> switch (control.law()) {
        case Threshold law -> law.threshold();
        case Discrete law -> law.threshold();
        default -> null;
    })),
    CONTROLLER_STEP("1", "what the discrete controller adds to λ when μ > τ", law(Discrete.class, Discrete::increment)),
    CONTROLLER_Z(
            "2",
            "z of the zscore controllers: λ + max(0, Z − z), with Z the z-score of dV/dt",
            law(ZScore.class, ZScore::level)),
    CONTROLLER_SMOOTHING(
            "0.9",
            "share of the past in the controller's running averages, in [0, 1)",
            law(Acting.class, Acting::smoothing)),
    CONTROLLER_GATE(
            "0.99",
            "training accuracy at which the controller begins to act",
            controller(control -> control.acts() ? control.gate() : null)),
    CONTROLLER_PERIOD(
            "0",
            "updates between two readings of V, 0 for one epoch (one update on full batches)",
            controller(control -> control.acts() ? control.period() : null)),
    BETA1("0.9", "decay of the first moment (adamw, adam)", optimizer(Moments.class, Moments::beta1)),
    BETA2("", "decay of the second moment (adamw, adam)", optimizer(Moments.class, Moments::beta2)),
    EPSILON("1e-8", "added to the root of the second moment (adamw, adam)", optimizer(Moments.class, Moments::epsilon)),
    MOMENTUM("0", "of sgd", optimizer(Sgd.class, Sgd::momentum)),
    DAMPENING("0", "of sgd's momentum", optimizer(Sgd.class, Sgd::dampening)),
    BATCH_SIZE("", "examples of a step, 0 for the whole training set", training(TrainingSettings::batchSize)),
    GRADIENT_CLIP("0", "largest gradient norm, 0 for none", training(TrainingSettings::gradientClip)),
    GRADIENT_FILTER(
            new AsBefore("none"),
            "none or grokfast: slow gradients amplified, g + λ·average(g), after the clip",
            training(settings -> FilterKind.of(settings.gradientFilter()))),
    GROKFAST_ALPHA("0.98", "share of the past in grokfast's average, in [0, 1)", grokfast(Grokfast::alpha)),
    GROKFAST_LAMBDA("2", "amplification of grokfast's average", grokfast(Grokfast::lambda)),
    ORTHOGONAL_GRADIENT(
            new AsBefore("false"),
            "true takes from each tensor's gradient the part along its weights (OrthoGrad)",
            training(TrainingSettings::orthogonalGradient)),
    FILTER_SCALE(
            new AsBefore("1.0"),
            "what the initial filters in front of batch norms are multiplied by; the loss of a batch does not see it",
            training(settings -> settings.filters().scale())),
    FROZEN_NORM(
            new AsBefore("false"),
            "true puts filters in front of batch norms back to their initial length after every update",
            training(settings -> settings.filters().frozen())),
    LOSS(
            new AsBefore("softmax"),
            "softmax or stablemax: what turns logits into the probabilities of the cross entropy; or squared-error: of"
                    + " the logits, against 1 at the answer and 0 elsewhere",
            loss(LossFunction::form)),
    OUTPUT_TEMPERATURE(
            new AsBefore("1.0"), "τ: the loss sees the logits divided by it", loss(LossFunction::temperature)),
    PLAN(
            new AsBefore("auto"),
            "how a transformer is computed, which decides bits: auto (a count of operations chooses), layered or folded;"
                    + " see --explain-plan",
            transformer(TransformerSettings::plan)),
    SEED("0", "root of all randomness", training(TrainingSettings::seed)),
    MAX_STEPS("", "step budget", stopping(Stopping::maxSteps)),
    STOP(
            "sustained",
            "sustained: end when test accuracy ≥ 0.99 was kept for `sustain` steps and a tenth of a decade; budget:"
                    + " never early",
            stopping(stopping -> stopping.whenSustained() ? StopRule.SUSTAINED : StopRule.BUDGET)),
    SUSTAIN("500", "steps for which a level must be kept to count as reached", stopping(Stopping::sustain)),
    LOG_EVERY("", "log every so many steps", recording(Recording::every)),
    LOG_SPACED("100", "log at this many log-spaced steps besides", recording(Recording::spaced)),
    PROBE_SIZE(
            "512",
            "examples on which attention is measured, drawn once from all pairs",
            recording(Recording::probeSize)
                    .onlyIf(MODEL, run -> run.training().model() instanceof TransformerSettings)),
    CHARGES(
            new AsBefore("false"),
            "true follows the Noether charges of all symmetries at every step",
            recording(Recording::charges)),
    LOGITS(
            new AsBefore("false"),
            "true records the scale of the logits over all examples, the saturation of softmax, and the norm of all"
                    + " matrices",
            recording(Recording::logits)),
    INITIAL_WEIGHTS(
            new AsBefore(InitialWeights.DRAWN),
            "none, or the SHA-256 of the parameters that the run starts from; `train --from FILE` sets it",
            new SettingPlace(TrainParameters::initialWeights)),
    CONSTRAINT(
            new AsBefore("none"),
            "none, or what training must keep to, with ; between several: \"attention.S.read >= 0.9\", \"weights.norm ="
                    + " 30\"; <=, >= or =",
            new SettingPlace(
                    run -> run.constraints().present() ? run.constraints().text() : SettingValues.NONE)),
    CONSTRAINT_BOUND(
            SettingValues.NONE,
            "none, or the number that the word bound stands for in a constraint: \"weights.norm <= bound\"",
            new SettingPlace(run -> run.constraints().bound().orElse(null)).ifOf(CONSTRAINT)),
    DUAL_METHOD(
            "pi",
            "how multipliers follow violations g: pi (λ = κ g + Σ ρ g), ascent (Σ ρ g), augmented (Lagrangian, c g + Σ ρ"
                    + " g) or penalty (c g)",
            dual(DualMethod::of)),
    DUAL_RATE("0.01", "ρ of pi, ascent and augmented", dual(rule -> switch (rule) {
        case DualRule.Ascent ascent -> ascent.rate();
        case DualRule.ProportionalIntegral pi -> pi.rate();
        case DualRule.AugmentedLagrangian augmented -> augmented.rate();
        case DualRule.QuadraticPenalty penalty -> null;
    })),
    DUAL_PROPORTIONAL(
            "1", "κ of pi", dual(rule -> rule instanceof DualRule.ProportionalIntegral pi ? pi.proportional() : null)),
    DUAL_SMOOTHING(
            "0",
            "share of the past in the g that pi multiplies by κ, in [0, 1); for small batches",
            dual(rule -> rule instanceof DualRule.ProportionalIntegral pi ? pi.smoothing() : null)),
    DUAL_PENALTY("1", "c of augmented and penalty", dual(rule -> switch (rule) {
        case DualRule.AugmentedLagrangian augmented -> augmented.penalty();
        case DualRule.QuadraticPenalty penalty -> penalty.penalty();
        default -> null;
    })),
    KEEP_CHECKPOINTS(
            new Aside("none"),
            "none, every:N, log:N (spaced in log step) or all (every logged step): when parameters are kept for good",
            recording(Recording::kept));

    /// Standard value that is what runs did before there was the setting: with it they keep the identity that they had.
    private record AsBefore(String value) {}

    /// Standard value of a setting that decides nothing of what is computed and recorded as rows: runs that differ
    /// in it alone are the same run.
    private record Aside(String value) {}

    private enum Deciding {
        ALWAYS,
        UNLESS_STANDARD,
        NEVER
    }

    private final String standard;
    private final Deciding deciding;
    private final String description;

    /// Its functions are without state, which Error Prone cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final SettingPlace place;

    Setting(String standard, String description, SettingPlace place) {
        this(standard, Deciding.ALWAYS, description, place);
    }

    Setting(AsBefore standard, String description, SettingPlace place) {
        this(standard.value(), Deciding.UNLESS_STANDARD, description, place);
    }

    Setting(Aside standard, String description, SettingPlace place) {
        this(standard.value(), Deciding.NEVER, description, place);
    }

    Setting(String standard, Deciding deciding, String description, SettingPlace place) {
        this.standard = standard;
        this.deciding = deciding;
        this.description = description;
        this.place = place;
    }

    /// @param key as [#key]
    public static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    /// Name in flags and files: `weight-decay`.
    public String key() {
        return text(this);
    }

    public String description() {
        return description;
    }

    /// The setting that chooses whether this one is read, as the optimizer does for `momentum`; empty for what every
    /// run reads.
    public Optional<Setting> rule() {
        return Optional.ofNullable(place.rule());
    }

    /// What a preset has that does not name the setting; empty if each does.
    String standard() {
        return standard;
    }

    /// Value in a run as canonical text, so that `0.30` and `0.3` are the same; empty where the run's rules have no
    /// such constant.
    public Optional<String> value(TrainParameters run) {
        return Optional.ofNullable(place.value().in(run)).map(Setting::text);
    }

    /// Value as tables for other programs have it: a Long, a Double or a Boolean, and a String for all else; empty
    /// as [#value].
    public Optional<Object> typed(TrainParameters run) {
        return Optional.ofNullable(place.value().in(run)).map(value -> switch (value) {
            case Integer integer -> integer.longValue();
            case Long integer -> integer;
            case Double number -> number;
            case Boolean truth -> truth;
            default -> text(value);
        });
    }

    /// Value as part of a run's identity: none where the run does what it did before there was this setting, and
    /// none of a setting that decides nothing.
    Optional<String> deciding(TrainParameters run) {
        return Optional.ofNullable(place.deciding().in(run)).map(Setting::text).filter(value -> switch (deciding) {
            case ALWAYS -> true;
            case UNLESS_STANDARD -> !value.equals(standard);
            case NEVER -> false;
        });
    }

    /// Whether the value changes anything in this run.
    public boolean isReadBy(TrainParameters run) {
        return place.read().test(run);
    }

    static String text(Object value) {
        return switch (value) {
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            case List<?> list when list.isEmpty() -> SettingValues.NONE;
            case List<?> list -> list.stream().map(Setting::text).collect(Collectors.joining("/"));
            default -> value.toString();
        };
    }
}
