// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import java.util.stream.IntStream;
import org.hipparchus.util.CombinatoricsUtils;

/// The exact probability that Clopper and Pearson's intervals of shares clear a bound, were the true shares others.
///
/// A share has the scatter that belongs to its value, so the width that was seen tells nothing of another: the interval
/// of 0 of n has no lower half at all, and [IntervalPower] would be 1.
public final class SharePower {

    private SharePower() {}

    /// Power of the interval of one share of n that must lie above a bound.
    ///
    /// @param share the true one
    public static double above(int n, double bound, double share, double confidence) {
        double[] lower = ends(n, confidence, false);
        return IntStream.rangeClosed(0, n)
                .filter(successes -> lower[successes] > bound)
                .mapToDouble(successes -> probability(n, successes, share))
                .sum();
    }

    /// Power of the interval of the difference of two shares of n each that must lie above a bound: from
    /// the lower end of one to the upper end of the other, each at half the error.
    ///
    /// @param share the true one
    /// @param other the true one that is subtracted
    public static double differenceAbove(int n, double bound, double share, double other, double confidence) {
        double[] lower = ends(n, (1 + confidence) / 2, false);
        double[] upper = ends(n, (1 + confidence) / 2, true);
        double power = 0;
        for (int one = 0; one <= n; one++) {
            for (int two = 0; two <= n; two++) {
                power += lower[one] - upper[two] > bound ? probability(n, one, share) * probability(n, two, other) : 0;
            }
        }
        return power;
    }

    /// Lower or upper ends of the intervals, by successes.
    private static double[] ends(int n, double confidence, boolean upper) {
        return IntStream.rangeClosed(0, n)
                .mapToObj(successes -> ClopperPearson.of(successes, n, confidence)
                        .orElseThrow()
                        .interval())
                .mapToDouble(interval -> upper ? interval.upper() : interval.lower())
                .toArray();
    }

    private static double probability(int n, int successes, double share) {
        return CombinatoricsUtils.binomialCoefficientDouble(n, successes)
                * StrictMath.pow(share, successes)
                * StrictMath.pow(1 - share, n - successes);
    }
}
