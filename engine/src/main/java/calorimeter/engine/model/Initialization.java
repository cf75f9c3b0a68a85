// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.model;

/// How parameters begin.
public enum Initialization {
    /// Normal with standard deviation 1/√width for every matrix, 1/√classes for the unembedding, zero biases:
    /// the code accompanying Nanda et al., arXiv:2301.05217.
    NANDA,
    /// PyTorch's defaults: standard normal embeddings, and weights and biases of affine maps uniform on
    /// ±1/√inputs.
    PYTORCH,
    /// Normal with standard deviation 1/√inputs for every matrix, 1/√width for an embedding, zero biases.
    FAN_IN
}
