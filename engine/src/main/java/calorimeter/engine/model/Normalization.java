// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.model;

/// What normalises activations.
public enum Normalization {
    NONE,
    /// LayerNorm before attention, before the MLP, and once more before the readout of a transformer (Xiong et al.,
    /// arXiv:2002.04745).
    PRE_LAYER_NORM,
    /// Over the batch, behind every hidden affine map (Ioffe & Szegedy, arXiv:1502.03167).
    BATCH_NORM;

    /// ε in (x − mean)/√(variance + ε), PyTorch's default.
    public static final double EPSILON = 1e-5;
}
