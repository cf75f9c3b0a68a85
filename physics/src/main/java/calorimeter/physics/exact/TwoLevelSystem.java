// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.exact;

import calorimeter.physics.ensemble.EnergySpectrum;
import java.util.Arrays;

/// Two levels, 0 and Δ, with degeneracies g₀ and g₁: the Schottky anomaly. With the occupation of the upper
/// level
///
///     x = g₁e^(−βΔ)/(g₀ + g₁e^(−βΔ)):
///     ln Z = ln(g₀ + g₁e^(−βΔ))   U = Δx   Var = Δ²x(1−x)   κ₃ = Δ³x(1−x)(1−2x)
///
/// C is largest where u·tanh((u − ln(g₁/g₀))/2) = 2 with u = βΔ; for g₀ = g₁ at u = 2.39936, C = 0.439229. It
/// is the model of an attention row in which g₀ keys tie for the query and g₁ others lose by the same score.
///
/// One key against n − 1 has the greatest C of any n levels at any temperature, since C is the variance of ln p and
///
///     ln²(n − 1)/4 < max C ≤ ln²(n − 1)/4 + 1
///
/// (D. Reeb & M. M. Wolf, IEEE Trans. Inf. Theory 61 (2015) 1458, arXiv:1304.0036).
///
/// @param gap                Δ > 0, finite
/// @param groundDegeneracy  g₀ ≥ 1
/// @param excitedDegeneracy g₁ ≥ 1
public record TwoLevelSystem(double gap, int groundDegeneracy, int excitedDegeneracy) implements SolvableSystem {

    public TwoLevelSystem {
        if (!(gap > 0) || Double.isInfinite(gap)) {
            throw new IllegalArgumentException("gap is " + gap + " but must be positive and finite");
        }
        if (groundDegeneracy < 1 || excitedDegeneracy < 1) {
            throw new IllegalArgumentException(
                    "degeneracies are " + groundDegeneracy + " and " + excitedDegeneracy + " but must be at least 1");
        }
    }

    @Override
    public EnergySpectrum spectrum() {
        double[] levels = new double[Math.addExact(groundDegeneracy, excitedDegeneracy)];
        Arrays.fill(levels, groundDegeneracy, levels.length, gap);
        return EnergySpectrum.of(levels);
    }

    /// Relative to the level with more weight, as ln(1 + e^(−|a|)) + max(0, a) with a = ln(g₁/g₀) − βΔ.
    @Override
    public double logPartition(double beta) {
        double a = logRatio(beta);
        return Math.log(groundDegeneracy) + Math.max(0, a) + Math.log1p(Math.exp(-Math.abs(a)));
    }

    @Override
    public double meanEnergy(double beta) {
        return gap * excitedOccupation(beta);
    }

    @Override
    public double energyVariance(double beta) {
        return gap * gap * excitedOccupation(beta) * groundOccupation(beta);
    }

    @Override
    public double thirdCumulant(double beta) {
        return gap * energyVariance(beta) * (groundOccupation(beta) - excitedOccupation(beta));
    }

    /// x.
    public double excitedOccupation(double beta) {
        return 1 / (1 + Math.exp(-logRatio(beta)));
    }

    private double groundOccupation(double beta) {
        return 1 / (1 + Math.exp(logRatio(beta)));
    }

    /// The β of the maximum of C: the one root above ln(g₁/g₀) of u·tanh((u − ln(g₁/g₀))/2) = 2, by bisection,
    /// divided by Δ.
    public double specificHeatPeak() {
        double logDegeneracyRatio = Math.log((double) excitedDegeneracy / groundDegeneracy);
        double low = Math.max(0, logDegeneracyRatio);
        double high = low + 4;
        while (high - low > Math.ulp(high)) {
            double u = 0.5 * (low + high);
            if (u * Math.tanh(0.5 * (u - logDegeneracyRatio)) < 2) {
                low = u;
            } else {
                high = u;
            }
        }
        return high / gap;
    }

    /// ln(x/(1 − x)).
    private double logRatio(double beta) {
        return Math.log((double) excitedDegeneracy / groundDegeneracy) - beta * gap;
    }
}
