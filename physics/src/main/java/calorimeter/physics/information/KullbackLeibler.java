// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.information;

import calorimeter.physics.ensemble.Distributions;
import calorimeter.physics.numeric.CompensatedSum;

/// The relative entropy KL(p‖r) = Σ p_j ln(p_j/r_j) ≥ 0, in nats (Kullback & Leibler, Ann. Math. Stat. 22, 79,
/// 1951). Not symmetric; infinite when r is zero where p is not.
public final class KullbackLeibler {

    private KullbackLeibler() {}

    /// KL(p‖r), summed as Σ [p_j ln(p_j/r_j) − p_j + r_j]. The terms added sum to nothing (to the rounding of
    /// Σp and Σr) and leave every summand non-negative, so a small divergence is not a difference of large
    /// numbers.
    ///
    /// @throws IllegalArgumentException if p or r is not a distribution, or their lengths differ
    public static double divergence(double[] p, double[] r) {
        Distributions.requireDistribution("p", p, 0, p.length);
        Distributions.requireDistribution("r", r, 0, r.length);
        requireSameLength(p, r);
        CompensatedSum sum = new CompensatedSum();
        for (int j = 0; j < p.length; j++) {
            if (p[j] > 0 && r[j] == 0) {
                return Double.POSITIVE_INFINITY;
            }
            sum.add(p[j] == 0 ? r[j] : term(p[j], r[j]));
        }
        return Math.max(0, sum.value());
    }

    /// r·[(1 + u)ln(1 + u) − u] with u = p/r − 1; its series u²/2 − u³/6 + u⁴/12 − … where the difference
    /// cancels.
    private static double term(double p, double r) {
        double u = (p - r) / r;
        if (Math.abs(u) > 0.01) {
            return p * (StrictMath.log(p) - StrictMath.log(r)) - (p - r);
        }
        double sum = 0;
        for (int k = 9; k >= 2; k--) {
            double coefficient = 1.0 / (k * (k - 1));
            sum = sum * u + (k % 2 == 0 ? coefficient : -coefficient);
        }
        return r * sum * u * u;
    }

    static void requireSameLength(double[] p, double[] r) {
        if (p.length != r.length) {
            throw new IllegalArgumentException(
                    "the distributions have " + p.length + " and " + r.length + " entries but must have equally many");
        }
    }
}
