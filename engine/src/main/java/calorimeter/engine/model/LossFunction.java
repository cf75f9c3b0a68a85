package calorimeter.engine.model;

/// How the logits z of an example and its label become a loss.
public enum LossFunction {
    /// −ln of the share that softmax(z) gives to the label.
    SOFTMAX,

    /// −ln of the label's share of s(z), where s grows only linearly (StableMax, Prieto et al.,
    /// arXiv:2501.04697).
    STABLEMAX
}
