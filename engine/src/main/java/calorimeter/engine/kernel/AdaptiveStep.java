// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

/// The numbers of one update of Adam or AdamW, the same for all parameters w with moments m and v:
///
///     w' = shrink w,   g = gradientScale · gradient + pull w'
///     m ← m + towards (g − m),   v ← keep v + (square g) g
///     w ← w' − size m/(√v/correction + ε)
///
/// Every operation is rounded; there is no fused one among them.
///
/// @param shrink what decoupled weight decay leaves of a weight
/// @param gradientScale what clipping leaves of the gradient
/// @param pull weight decay that enters the gradient
/// @param towards 1 − β₁
/// @param keep β₂
/// @param square 1 − β₂
/// @param size η/(1 − β₁ᵗ)
/// @param correction √(1 − β₂ᵗ)
/// @param epsilon ε
public record AdaptiveStep(
        float shrink,
        float gradientScale,
        float pull,
        float towards,
        float keep,
        float square,
        float size,
        float correction,
        float epsilon) {}
