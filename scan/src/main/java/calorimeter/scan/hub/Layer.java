// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import org.jspecify.annotations.Nullable;

/// The weights of one layer, ready for products.
///
/// @param attentionNorm before or after attention, see [Architecture.Order]
/// @param queryNorm of each head's query, null but for qwen3, as keyNorm
/// @param attentionOutputNorm null but for gemma2, as feedForwardOutputNorm
/// @param gate W_g of M(x) = (σ(x W_g) ∘ x W_up) W_down; null where M(x) = σ(x W_up) W_down
record Layer(
        Norm attentionNorm,
        Affine query,
        Affine key,
        Affine value,
        Affine output,
        @Nullable Norm queryNorm,
        @Nullable Norm keyNorm,
        @Nullable Norm attentionOutputNorm,
        Norm feedForwardNorm,
        @Nullable Affine gate,
        Affine up,
        Affine down,
        @Nullable Norm feedForwardOutputNorm) {}
