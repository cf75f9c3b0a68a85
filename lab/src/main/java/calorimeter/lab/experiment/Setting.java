package calorimeter.lab.experiment;

import java.util.Locale;

/// The named settings of a training run: one dictionary for flags (`--weight-decay`), configuration files
/// (`weight-decay = 1.0`), presets and stored configurations.
public enum Setting {
    OPERATION("add, subtract, multiply, divide, sum-of-squares, quadratic-form or compose (in S5)"),
    P("modulus of the operation, an integer above 2; ignored by compose"),
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
    ROTARY_BASE("θ of rotary positions"),
    MASK("causal or full"),
    BIASES("none, mlp or all"),
    READOUT("last position or mean over positions"),
    TIED("true reads out with the transposed embedding"),
    INITIALIZATION("nanda or pytorch"),
    OPTIMIZER("adamw, adam or sgd"),
    LEARNING_RATE("η"),
    WEIGHT_DECAY("λ; decoupled for adamw, added to the gradient for adam and sgd"),
    BETA1("decay of the first moment (adamw, adam)"),
    BETA2("decay of the second moment (adamw, adam)"),
    EPSILON("added to the root of the second moment (adamw, adam)"),
    MOMENTUM("of sgd"),
    DAMPENING("of sgd's momentum"),
    BATCH_SIZE("examples of a step, 0 for the whole training set"),
    GRADIENT_CLIP("largest gradient norm, 0 for none"),
    SEED("root of all randomness"),
    MAX_STEPS("step budget"),
    STOP(
            "sustained: end when test accuracy ≥ 0.99 was kept for `sustain` steps and a tenth of a decade; budget: never early"),
    SUSTAIN("steps for which a level must be kept to count as reached"),
    LOG_EVERY("log every so many steps"),
    LOG_SPACED("log at this many log-spaced steps besides"),
    PROBE_SIZE("examples on which attention is measured, drawn once from all pairs");

    private final String description;

    Setting(String description) {
        this.description = description;
    }

    /// As written in flags and files: `weight-decay`.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String description() {
        return description;
    }
}
