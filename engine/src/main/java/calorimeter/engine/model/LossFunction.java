package calorimeter.engine.model;

/// How logits and the label become a loss.
public enum LossFunction {
    /// −ln softmax(z)[label]: see [ReadoutHead].
    SOFTMAX,

    /// −ln of the label's share of s(z), a function that grows linearly: see [StableMax].
    STABLEMAX
}
