package calorimeter.engine.model;

/// How the logits z of an example and its label become a loss.
public enum LossFunction {
    /// −ln of the share that softmax(z) gives to the label.
    SOFTMAX,

    /// −ln of the label's share of s(z), where s grows only linearly (StableMax, Prieto et al.,
    /// arXiv:2501.04697).
    STABLEMAX,

    /// The mean over classes of (z − 1)² at the label and z² elsewhere (torch.nn.MSELoss on one-hot targets). It has no
    /// unit, and sees what is added to all logits alike.
    SQUARED_ERROR
}
