// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.settings;

/// Which affine maps have a bias.
public enum Biases {
    NONE,
    /// The two maps of the MLP.
    MLP,
    /// The MLP, the four maps of attention, and the unembedding.
    ALL
}
