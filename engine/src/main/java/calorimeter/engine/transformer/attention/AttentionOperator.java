// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.attention;

import calorimeter.engine.transformer.settings.AttentionKind;

/// From the scores s_j of a row to weights: the p that maximises ⟨s⟩ + S(p) with a trace-form entropy S = Σ
/// s(p_j),
///
///     s′(p_j) = x + (s_max − s_j),   x such that Σ_j p_j = 1;   p_j = 0 where s′ is larger everywhere
///
/// The entropies are those of [AttentionKind], s′ up to a constant of the row, with y = ln p:
///
///     Tsallis, h = α − 1    s′ = −(e^(hy) − 1)/h                      1/−s″ = p^(1−h)
///     Kaniadakis            s′ = −(sinh(κy)/κ + cosh(κy))             1/−s″ = p/(cosh(κy) + κ sinh(κy))
///     Abe, a = ln q         s′ = −(A(a) − A(−a))/(2 sinh a),  A(u) = e^(u + (e^u − 1)y)
///
/// With mobilities w_j = −1/s″(p_j) and ⟨·⟩ in the weights w/Σw, a gradient g at p becomes
///
///     ∂s_j = w_j (g_j − ⟨g⟩),   ∂t = Σ_j ∂s_j · ∂s′(p_j)/∂t
///
/// with t the deformation: differentiate the equation above, and Σ dp_j = 0 fixes dx.
sealed interface AttentionOperator permits Tsallis, Kaniadakis, Abe {

    /// @param deformation t of [AttentionKind]
    static AttentionOperator of(AttentionKind kind, double deformation) {
        return switch (kind) {
            case SOFTMAX -> throw new IllegalArgumentException("softmax is computed by the kernel");
            case TSALLIS -> new Tsallis(deformation);
            case KANIADAKIS -> new Kaniadakis(deformation);
            case ABE -> new Abe(deformation);
        };
    }

    /// s′ where p = e^y.
    double slope(double y);

    /// The p in [0, 1] with s′(p) = x.
    double occupation(double x);

    /// w = −1/s″ > 0 for p in (0, 1].
    double mobility(double p);

    /// ∂s′(p)/∂t for p in (0, 1].
    double slopeByDeformation(double p);
}
