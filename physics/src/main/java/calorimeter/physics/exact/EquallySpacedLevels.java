// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.exact;

import calorimeter.physics.ensemble.EnergySpectrum;

/// The n levels 0, ε, 2ε, …, (n−1)ε: a truncated harmonic oscillator, or a spin (n−1)/2 in a field. With u =
/// βε,
///
///     Z = (1 − e^(−nu))/(1 − e^(−u))
///     U = ε/(e^u − 1) − nε/(e^(nu) − 1)
///     Var = (ε²/4)[1/sinh²(u/2) − n²/sinh²(nu/2)]
///     κ₃ = (ε³/4)[coth(u/2)/sinh²(u/2) − n³ coth(nu/2)/sinh²(nu/2)]
///
/// For n = 2 it is [TwoLevelSystem]; for n → ∞ at fixed u the oscillator. At small nu the two terms nearly
/// cancel; there the same differences are taken of the Langevin function (the Brillouin form), whose poles are
/// already removed. An attention row whose scores fall linearly with distance (ALiBi with equal keys) is this
/// system.
///
/// @param spacing ε > 0, finite
/// @param count   n ≥ 1
public record EquallySpacedLevels(double spacing, int count) implements SolvableSystem {

    public EquallySpacedLevels {
        if (!(spacing > 0) || Double.isInfinite(spacing * count)) {
            throw new IllegalArgumentException(
                    "spacing is " + spacing + " but must be positive, and spacing times count finite");
        }
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + " but must be at least 1");
        }
    }

    @Override
    public EnergySpectrum spectrum() {
        double[] levels = new double[count];
        for (int j = 0; j < count; j++) {
            levels[j] = j * spacing;
        }
        return EnergySpectrum.of(levels);
    }

    /// For β < 0 the spectrum is read from the top: Z(−β) = e^((n−1)u) Z(β).
    @Override
    public double logPartition(double beta) {
        double u = Math.abs(beta) * spacing;
        double fromGround = u == 0 ? Math.log(count) : Math.log(Math.expm1(-count * u) / Math.expm1(-u));
        return beta < 0 ? fromGround + (count - 1) * u : fromGround;
    }

    @Override
    public double meanEnergy(double beta) {
        double u = Math.abs(beta) * spacing;
        double fromGround = spacing
                * (isHot(u)
                        ? 0.5 * ((count - 1) - count * Langevin.value(0.5 * count * u) + Langevin.value(0.5 * u))
                        : 1 / Math.expm1(u) - count / Math.expm1(count * u));
        return beta < 0 ? (count - 1) * spacing - fromGround : fromGround;
    }

    @Override
    public double energyVariance(double beta) {
        double u = Math.abs(beta) * spacing;
        double n = count;
        double bracket = isHot(u)
                ? n * n * Langevin.slope(0.5 * n * u) - Langevin.slope(0.5 * u)
                : Langevin.inverseSquareOfSinh(0.5 * u) - n * n * Langevin.inverseSquareOfSinh(0.5 * n * u);
        return 0.25 * spacing * spacing * bracket;
    }

    @Override
    public double thirdCumulant(double beta) {
        double u = Math.abs(beta) * spacing;
        double n = count;
        double bracket = isHot(u)
                ? 0.5 * (Langevin.curvature(0.5 * u) - n * n * n * Langevin.curvature(0.5 * n * u))
                : pole(0.5 * u) - n * n * n * pole(0.5 * n * u);
        return Math.copySign(1, beta) * 0.25 * spacing * spacing * spacing * bracket;
    }

    /// coth x/sinh²x.
    private static double pole(double x) {
        return Langevin.inverseSquareOfSinh(x) / Math.tanh(x);
    }

    /// Whether the whole spectrum lies within about two temperatures, where the closed forms cancel.
    private boolean isHot(double u) {
        return count * u < 2;
    }
}
