package calorimeter.engine.model;

/// How logits and the label become a loss.
public enum LossFunction {
    /// −ln of the share that softmax(z) gives to the label: see [CrossEntropy].
    SOFTMAX,

    /// −ln of the label's share of s(z), a function that grows linearly: see [StableMax].
    STABLEMAX
}
