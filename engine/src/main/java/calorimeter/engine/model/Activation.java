// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.model;

/// The nonlinearity of the MLP.
public enum Activation {
    /// max(x, 0).
    RELU,
    /// x Φ(x), the erf form (Hendrycks & Gimpel, arXiv:1606.08415).
    GELU
}
