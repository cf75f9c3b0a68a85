package calorimeter.lab.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The named settings of a training run: one dictionary for flags (`--weight-decay`), configuration files
/// (`weight-decay = 1.0`), presets and stored configurations.
public enum Setting {
    OPERATION("add, subtract, multiply, divide, sum-of-squares, quadratic-form or compose (in S5)"),
    P(OPERATION, "modulus of the operation, an integer above 2; ignored by compose"),
    TOKENS("operands-equals (a b =) or operands-operator-equals (a ∘ b =)"),
    SPLIT("ordered: (a,b) and (b,a) are dealt separately; unordered: together"),
    TRAIN_FRACTION("share of the pairs used for training, between 0 and 1"),
    RANDOM_LABELS("true draws every answer at random: a task that can only be memorised"),
    LAYERS("blocks of attention and MLP"),
    WIDTH("of the residual stream"),
    HEADS("per layer; must divide the width"),
    MLP_WIDTH("hidden width of the MLP"),
    ACTIVATION("relu or gelu (erf form)"),
    NORM("none or pre-layer-norm"),
    POSITIONS("learned, rotary, sinusoidal or none"),
    ROTARY_BASE(POSITIONS, "θ of rotary positions"),
    MASK("causal or full"),
    BIASES("none, mlp or all"),
    READOUT("last position or mean over positions"),
    TIED("true reads out with the transposed embedding"),
    INITIALIZATION("nanda or pytorch"),
    OPTIMIZER("adamw, adam or sgd"),
    LEARNING_RATE("η"),
    WEIGHT_DECAY("λ; decoupled for adamw, added to the gradient for adam and sgd"),
    WEIGHT_DECAY_CONTROLLER(
            "none, threshold, zscore-cold-start, zscore-continuous or discrete: λ follows the landscape variance V",
            "none"),
    CONTROLLER_GAIN(
            WEIGHT_DECAY_CONTROLLER,
            "κ of the threshold controller: λ + κ max(0, μ − τ), with μ the smoothed dV/dt per epoch"),
    CONTROLLER_THRESHOLD(WEIGHT_DECAY_CONTROLLER, "τ, per epoch (threshold, discrete)"),
    CONTROLLER_STEP(WEIGHT_DECAY_CONTROLLER, "what the discrete controller adds to λ when μ > τ"),
    CONTROLLER_Z(
            WEIGHT_DECAY_CONTROLLER, "z of the zscore controllers: λ + max(0, Z − z), with Z the z-score of dV/dt"),
    CONTROLLER_SMOOTHING(WEIGHT_DECAY_CONTROLLER, "share of the past in the controller's running averages, in [0, 1)"),
    CONTROLLER_GATE(WEIGHT_DECAY_CONTROLLER, "training accuracy at which the controller begins to act"),
    CONTROLLER_PERIOD(
            WEIGHT_DECAY_CONTROLLER, "updates between two readings of V, 0 for one epoch (one update on full batches)"),
    BETA1(OPTIMIZER, "decay of the first moment (adamw, adam)"),
    BETA2(OPTIMIZER, "decay of the second moment (adamw, adam)"),
    EPSILON(OPTIMIZER, "added to the root of the second moment (adamw, adam)"),
    MOMENTUM(OPTIMIZER, "of sgd"),
    DAMPENING(OPTIMIZER, "of sgd's momentum"),
    BATCH_SIZE("examples of a step, 0 for the whole training set"),
    GRADIENT_CLIP("largest gradient norm, 0 for none"),
    GRADIENT_FILTER("none or grokfast: slow gradients amplified, g + λ·average(g), after the clip", "none"),
    GROKFAST_ALPHA(GRADIENT_FILTER, "share of the past in grokfast's average, in [0, 1)"),
    GROKFAST_LAMBDA(GRADIENT_FILTER, "amplification of grokfast's average"),
    ORTHOGONAL_GRADIENT("true takes from each tensor's gradient the part along its weights (OrthoGrad)", "false"),
    LOSS("softmax or stablemax: what turns logits into the probabilities of the cross entropy", "softmax"),
    SEED("root of all randomness"),
    MAX_STEPS("step budget"),
    STOP(
            "sustained: end when test accuracy ≥ 0.99 was kept for `sustain` steps and a tenth of a decade; budget: never early"),
    SUSTAIN("steps for which a level must be kept to count as reached"),
    LOG_EVERY("log every so many steps"),
    LOG_SPACED("log at this many log-spaced steps besides"),
    PROBE_SIZE("examples on which attention is measured, drawn once from all pairs");

    private final @Nullable Setting rule;
    private final String description;
    private final String before;

    Setting(String description) {
        this(null, description, "");
    }

    /// @param rule the setting that chooses whether this one is read
    Setting(Setting rule, String description) {
        this(rule, description, "");
    }

    /// @param before what runs did before the setting existed: with this value a run keeps the identity that it had
    ///     then
    Setting(String description, String before) {
        this(null, description, before);
    }

    Setting(@Nullable Setting rule, String description, String before) {
        this.rule = rule;
        this.description = description;
        this.before = before;
    }

    /// The setting that chooses whether this one is read, as the optimizer does for `momentum`; empty for what every
    /// run reads.
    public Optional<Setting> rule() {
        return Optional.ofNullable(rule);
    }

    /// @param key as [#key]
    public static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    /// Whether this value is what every run did before there was this setting.
    boolean isAsBefore(String value) {
        return value.equals(before);
    }

    /// As written in flags and files: `weight-decay`.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String description() {
        return description;
    }
}
