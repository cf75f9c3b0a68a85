package calorimeter.engine.transformer.settings;

/// Where a LayerNorm stands.
public enum Normalization {
    NONE,
    /// Before attention, before the MLP, and once more before the readout (Xiong et al., arXiv:2002.04745).
    PRE_LAYER_NORM;

    /// ε in (x − mean)/√(variance + ε), PyTorch's default.
    public static final double EPSILON = 1e-5;
}
