// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.entropy;

import calorimeter.physics.ensemble.Distributions;
import calorimeter.physics.numeric.CompensatedSum;

/// A trace-form entropy S(p) = Σ s(p_j) with s concave, s(0) = s(1) = 0: what is put in place of −p ln p.
///
/// A distribution minimises ⟨E⟩ − T·S(p) exactly when, for some μ,
///
///     E_j − T·s′(p_j) = μ where p_j > 0,     E_j − T·s′(0) ≥ μ where p_j = 0
///
/// so all that attention needs is the slope s′, its inverse (the *occupation* of a level whose reduced energy
/// is x = (E − μ)/T) and the curvature s″ < 0. If s′(0) is finite, levels with x ≥ s′(0) are empty: attention
/// is sparse.
///
/// Each family has a member that is Shannon's entropy, s = −p ln p; it is reached without cancellation, because
/// every formula is written with (e^(hy) − 1)/h and ln(1 + hx)/h.
public sealed interface GeneralisedEntropy permits Shannon, Tsallis, Kaniadakis, Abe {

    /// Such as "Tsallis, alpha = 1.5".
    String name();

    /// s(p) ≥ 0 for p in (0, 1].
    double term(double p);

    /// s′(p) for p in (0, 1], falling.
    double slope(double p);

    /// s″(p) < 0 for p in (0, 1].
    double curvature(double p);

    /// s′(0): infinite when no level is ever empty.
    double slopeAtZero();

    /// The p in [0, 1] with s′(p) = x; 0 for x ≥ s′(0).
    ///
    /// @param x at least s′(1); what lies below it by rounding is read as s′(1)
    double occupation(double x);

    /// S(p) = Σ s(p_j), an empty level contributing nothing.
    ///
    /// @throws IllegalArgumentException if p is not a distribution
    default double of(double[] p) {
        Distributions.requireDistribution("p", p, 0, p.length);
        CompensatedSum sum = new CompensatedSum();
        for (double probability : p) {
            sum.add(probability > 0 ? term(probability) : 0);
        }
        return sum.value();
    }
}
