package calorimeter.lab.run;

import calorimeter.engine.data.Operation;
import calorimeter.engine.data.TaskSettings;
import calorimeter.engine.model.Positions;
import calorimeter.engine.model.TransformerSettings;
import calorimeter.engine.optimizer.GradientFilterSettings.Grokfast;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.optimizer.OptimizerSettings.Moments;
import calorimeter.engine.optimizer.OptimizerSettings.Sgd;
import calorimeter.lab.control.ControlLaw;
import calorimeter.lab.control.ControlLaw.Acting;
import calorimeter.lab.run.TrainParametersReader.ControllerKind;
import calorimeter.lab.run.TrainParametersReader.FilterKind;
import calorimeter.lab.run.TrainParametersReader.LearningRule;
import calorimeter.lab.run.TrainParametersReader.StopRule;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Table of the settings of a training run: flags (`--weight-decay`), keys of configuration files
/// (`weight-decay = 1.0`), axes of sweeps, stored configurations and identities are derived from it, in its order.
///
/// A row says what a preset has that does not name the setting, which setting chooses whether it is read, the help,
/// and where its value stands in a run. [TrainParametersReader] puts the value there; the record that it becomes part
/// of says what is allowed.
public enum Setting {
    OPERATION(
            standard("add"),
            "add, subtract, multiply, divide, sum-of-squares, quadratic-form or compose (in S5)",
            task(TaskSettings::operation)),
    P(inEveryPreset(), OPERATION, "modulus of the operation, an integer above 2; ignored by compose", task(TaskSettings::modulus)) {
        @Override
        public boolean isReadBy(TrainParameters run) {
            return run.training().task().operation() != Operation.COMPOSE;
        }
    },
    TOKENS(inEveryPreset(), "operands-equals (a b =) or operands-operator-equals (a ∘ b =)", task(TaskSettings::layout)),
    SPLIT(standard("ordered"), "ordered: (a,b) and (b,a) are dealt separately; unordered: together", task(TaskSettings::split)),
    TRAIN_FRACTION(inEveryPreset(), "share of the pairs used for training, between 0 and 1", task(TaskSettings::trainFraction)),
    RANDOM_LABELS(
            standard("false"),
            "true draws every answer at random: a task that can only be memorised",
            task(TaskSettings::randomLabels)),
    LAYERS(inEveryPreset(), "blocks of attention and MLP", model(TransformerSettings::layers)),
    WIDTH(standard("128"), "of the residual stream", model(TransformerSettings::width)),
    HEADS(standard("4"), "per layer; must divide the width", model(TransformerSettings::heads)),
    MLP_WIDTH(standard("512"), "hidden width of the MLP", model(TransformerSettings::mlpWidth)),
    ACTIVATION(inEveryPreset(), "relu or gelu (erf form)", model(TransformerSettings::activation)),
    NORM(inEveryPreset(), "none or pre-layer-norm", model(TransformerSettings::normalization)),
    POSITIONS(inEveryPreset(), "learned, rotary, sinusoidal or none", model(TransformerSettings::positions)),
    ROTARY_BASE(standard("10000"), POSITIONS, "θ of rotary positions", model(TransformerSettings::rotaryBase)) {
        @Override
        public boolean isReadBy(TrainParameters run) {
            return run.training().model().positions() == Positions.ROTARY;
        }
    },
    MASK(inEveryPreset(), "causal or full", model(TransformerSettings::mask)),
    BIASES(inEveryPreset(), "none, mlp or all", model(TransformerSettings::biases)),
    READOUT(inEveryPreset(), "last position or mean over positions", model(TransformerSettings::readout)),
    TIED(standard("false"), "true reads out with the transposed embedding", model(TransformerSettings::tied)),
    INITIALIZATION(inEveryPreset(), "nanda or pytorch", model(TransformerSettings::initialization)),
    OPTIMIZER(standard("adamw"), "adamw, adam or sgd", run -> LearningRule.of(run.training().optimizer())),
    LEARNING_RATE(inEveryPreset(), "η", optimizer(OptimizerSettings.class, OptimizerSettings::learningRate)),
    WEIGHT_DECAY(
            inEveryPreset(),
            "λ; decoupled for adamw, added to the gradient for adam and sgd",
            optimizer(OptimizerSettings.class, OptimizerSettings::weightDecay)),
    WEIGHT_DECAY_CONTROLLER(
            asBefore("none"),
            "none, threshold, zscore-cold-start, zscore-continuous or discrete: λ follows the landscape variance V",
            run -> ControllerKind.of(run.control().law())),
    CONTROLLER_GAIN(
            standard("5"),
            WEIGHT_DECAY_CONTROLLER,
            "κ of the threshold controller: λ + κ max(0, μ − τ), with μ the smoothed dV/dt per epoch",
            law(ControlLaw.Threshold.class, ControlLaw.Threshold::gain)),
    CONTROLLER_THRESHOLD(
            standard("0.02"),
            WEIGHT_DECAY_CONTROLLER,
            "τ, per epoch (threshold, discrete)",
            run -> switch (run.control().law()) {
                case ControlLaw.Threshold law -> law.threshold();
                case ControlLaw.Discrete law -> law.threshold();
                default -> null;
            }),
    CONTROLLER_STEP(
            standard("1"),
            WEIGHT_DECAY_CONTROLLER,
            "what the discrete controller adds to λ when μ > τ",
            law(ControlLaw.Discrete.class, ControlLaw.Discrete::increment)),
    CONTROLLER_Z(
            standard("2"),
            WEIGHT_DECAY_CONTROLLER,
            "z of the zscore controllers: λ + max(0, Z − z), with Z the z-score of dV/dt",
            law(ControlLaw.ZScore.class, ControlLaw.ZScore::level)),
    CONTROLLER_SMOOTHING(
            standard("0.9"),
            WEIGHT_DECAY_CONTROLLER,
            "share of the past in the controller's running averages, in [0, 1)",
            law(Acting.class, Acting::smoothing)),
    CONTROLLER_GATE(
            standard("0.99"),
            WEIGHT_DECAY_CONTROLLER,
            "training accuracy at which the controller begins to act",
            run -> run.control().acts() ? run.control().gate() : null),
    CONTROLLER_PERIOD(
            standard("0"),
            WEIGHT_DECAY_CONTROLLER,
            "updates between two readings of V, 0 for one epoch (one update on full batches)",
            run -> run.control().acts() ? run.control().period() : null),
    BETA1(
            standard("0.9"),
            OPTIMIZER,
            "decay of the first moment (adamw, adam)",
            optimizer(Moments.class, Moments::beta1)),
    BETA2(
            inEveryPreset(),
            OPTIMIZER,
            "decay of the second moment (adamw, adam)",
            optimizer(Moments.class, Moments::beta2)),
    EPSILON(
            standard("1e-8"),
            OPTIMIZER,
            "added to the root of the second moment (adamw, adam)",
            optimizer(Moments.class, Moments::epsilon)),
    MOMENTUM(standard("0"), OPTIMIZER, "of sgd", optimizer(Sgd.class, Sgd::momentum)),
    DAMPENING(
            standard("0"),
            OPTIMIZER,
            "of sgd's momentum",
            optimizer(Sgd.class, Sgd::dampening)),
    BATCH_SIZE(inEveryPreset(), "examples of a step, 0 for the whole training set", run -> run.training().batchSize()),
    GRADIENT_CLIP(standard("0"), "largest gradient norm, 0 for none", run -> run.training().gradientClip()),
    GRADIENT_FILTER(
            asBefore("none"),
            "none or grokfast: slow gradients amplified, g + λ·average(g), after the clip",
            run -> FilterKind.of(run.training().gradientFilter())),
    GROKFAST_ALPHA(
            standard("0.98"),
            GRADIENT_FILTER,
            "share of the past in grokfast's average, in [0, 1)",
            grokfast(Grokfast::alpha)),
    GROKFAST_LAMBDA(
            standard("2"),
            GRADIENT_FILTER,
            "amplification of grokfast's average",
            grokfast(Grokfast::lambda)),
    ORTHOGONAL_GRADIENT(
            asBefore("false"),
            "true takes from each tensor's gradient the part along its weights (OrthoGrad)",
            run -> run.training().orthogonalGradient()),
    LOSS(
            asBefore("softmax"),
            "softmax or stablemax: what turns logits into the probabilities of the cross entropy",
            model(TransformerSettings::loss)),
    SEED(standard("0"), "root of all randomness", run -> run.training().seed()),
    MAX_STEPS(inEveryPreset(), "step budget", run -> run.stopping().maxSteps()),
    STOP(
            standard("sustained"),
            "sustained: end when test accuracy ≥ 0.99 was kept for `sustain` steps and a tenth of a decade; budget: never early",
            run -> run.stopping().whenSustained() ? StopRule.SUSTAINED : StopRule.BUDGET),
    SUSTAIN(standard("500"), "steps for which a level must be kept to count as reached", run -> run.stopping().sustain()),
    LOG_EVERY(inEveryPreset(), "log every so many steps", run -> run.recording().every()),
    LOG_SPACED(standard("100"), "log at this many log-spaced steps besides", run -> run.recording().spaced()),
    PROBE_SIZE(
            standard("512"),
            "examples on which attention is measured, drawn once from all pairs",
            run -> run.recording().probeSize());

    /// What a preset has that does not name the setting, empty if each does.
    ///
    /// @param asBefore whether runs did so before there was this setting: they keep the identity that they had then
    private record Standard(String value, boolean asBefore) {}

    private interface Place {

        /// The value, null where the run has none.
        @Nullable Object in(TrainParameters run);
    }

    private final Standard standard;
    private final @Nullable Setting rule;
    private final String description;
    private final Place place;

    Setting(Standard standard, String description, Place place) {
        this(standard, null, description, place);
    }

    Setting(Standard standard, @Nullable Setting rule, String description, Place place) {
        this.standard = standard;
        this.rule = rule;
        this.description = description;
        this.place = place;
    }

    private static Standard inEveryPreset() {
        return new Standard("", false);
    }

    private static Standard standard(String value) {
        return new Standard(value, false);
    }

    private static Standard asBefore(String value) {
        return new Standard(value, true);
    }

    private static Place task(Function<TaskSettings, Object> value) {
        return run -> value.apply(run.training().task());
    }

    private static Place model(Function<TransformerSettings, Object> value) {
        return run -> value.apply(run.training().model());
    }

    private static <T> Place optimizer(Class<T> kind, Function<T, Object> value) {
        return run -> ifKind(kind, run.training().optimizer(), value);
    }

    private static Place grokfast(Function<Grokfast, Object> value) {
        return run -> ifKind(
                Grokfast.class, run.training().gradientFilter(), value);
    }

    private static <T> Place law(Class<T> kind, Function<T, Object> value) {
        return run -> ifKind(kind, run.control().law(), value);
    }

    private static <T> @Nullable Object ifKind(Class<T> kind, Object thing, Function<T, Object> value) {
        return kind.isInstance(thing) ? value.apply(kind.cast(thing)) : null;
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
        return Optional.ofNullable(rule);
    }

    /// What a preset has that does not name the setting; empty if each does.
    Optional<String> standard() {
        return Optional.of(standard.value()).filter(value -> !value.isEmpty());
    }

    /// Value in a run as canonical text, so that `0.30` and `0.3` are the same; empty where the run's rules have no
    /// such constant.
    public Optional<String> value(TrainParameters run) {
        return Optional.ofNullable(place.in(run)).map(Setting::text);
    }

    /// Value as part of a run's identity: none where the run does what it did before there was this setting.
    Optional<String> deciding(TrainParameters run) {
        return value(run).filter(value -> !(standard.asBefore() && value.equals(standard.value())));
    }

    /// Whether the value changes anything in this run.
    public boolean isReadBy(TrainParameters run) {
        return value(run).isPresent();
    }

    static String text(Object value) {
        return value instanceof Enum<?> constant
                ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : value.toString();
    }
}
