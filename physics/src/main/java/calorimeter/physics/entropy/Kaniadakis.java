// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.entropy;

/// Kaniadakis's entropy (Phys. Rev. E 66, 056125, 2002):
///
///     s = −p ln_κ p,   ln_κ p = (p^κ − p^(−κ))/(2κ)
///     s′ = −λ ln_κ(p/a),   λ = √(1 − κ²),   a = ((1 − κ)/(1 + κ))^(1/(2κ))
///     p_j = a·exp_κ(−(E_j − μ)/(λT)),   exp_κ x = (√(1 + κ²x²) + κx)^(1/κ)
///
/// κ = 0 is softmax; κ and −κ are the same entropy. The tail of attention is a power law of exponent 1/κ and
/// never empty.
///
/// @param kappa κ in (−1, 1); at ±1 the entropy no longer penalises empty levels enough to define μ
public record Kaniadakis(double kappa) implements GeneralisedEntropy {

    public Kaniadakis {
        if (!(Math.abs(kappa) < 1)) {
            throw new IllegalArgumentException("kappa is " + kappa + " but must lie in (-1, 1)");
        }
    }

    @Override
    public String name() {
        return "Kaniadakis, kappa = " + kappa;
    }

    @Override
    public double term(double p) {
        return -p * Deformed.sine(kappa, StrictMath.log(p));
    }

    @Override
    public double slope(double p) {
        return -lambda() * Deformed.sine(kappa, StrictMath.log(p) - logScale());
    }

    @Override
    public double curvature(double p) {
        return -lambda() * StrictMath.cosh(kappa * (StrictMath.log(p) - logScale())) / p;
    }

    @Override
    public double slopeAtZero() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double occupation(double x) {
        return Math.min(1, StrictMath.exp(logScale() + Deformed.inverseSine(kappa, -x / lambda())));
    }

    /// λ.
    private double lambda() {
        return Math.sqrt((1 - kappa) * (1 + kappa));
    }

    /// ln a = −artanh(κ)/κ, at κ = 0 −1.
    private double logScale() {
        return kappa == 0 ? -1 : 0.5 * (StrictMath.log1p(-kappa) - StrictMath.log1p(kappa)) / kappa;
    }
}
