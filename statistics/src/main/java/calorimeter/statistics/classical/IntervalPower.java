// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Estimate;
import org.hipparchus.distribution.continuous.NormalDistribution;

/// The probability that an interval as wide as the one seen would clear a bound, were the true value another.
///
/// It knows the width and not the estimate, so it is no second look at a p-value. With h the half of the
/// interval on the bound's side and s = h/t its standard error, t Student's quantile for n − 1 degrees of
/// freedom, and normal errors,
///
///     power = P(effect + s z − h > bound) = Φ((effect − bound − h)/s),
///
/// 0 where the interval is infinite.
public final class IntervalPower {

    private IntervalPower() {}

    /// Power of an interval that must lie above a bound.
    public static double above(Estimate estimate, double bound, double effect) {
        double half = estimate.value() - estimate.interval().lower();
        return probability((effect - bound - half) / error(estimate, half));
    }

    /// Power of an interval that must lie between two bounds, where the true value is in the middle.
    public static double between(Estimate estimate, double low, double high) {
        double half = estimate.interval().width() / 2;
        double either = probability(((high - low) / 2 - half) / error(estimate, half));
        return Math.max(0, 2 * either - 1);
    }

    private static double error(Estimate estimate, double half) {
        int freedom = Math.max(1, estimate.n() - 1);
        return half / Mean.student(freedom, estimate.interval().confidence());
    }

    /// 0 of what is not a number: an infinite half over an infinite error.
    private static double probability(double z) {
        return Double.isNaN(z) ? 0 : new NormalDistribution().cumulativeProbability(z);
    }
}
