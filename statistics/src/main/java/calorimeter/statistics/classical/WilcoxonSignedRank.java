// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;

/// The centre of paired differences by Wilcoxon's signed ranks (F. Wilcoxon, Biometrics Bull. 1 (1945) 80).
///
/// It is the Hodges–Lehmann pseudo-median, the median of all averages (dᵢ + dⱼ)/2, i ≤ j, with the interval
/// between the k-th smallest and k-th largest average. W⁺ is the sum of the ranks of positive differences,
/// and k follows from its distribution when every sign is a fair coin and no sizes are tied: exact up to
/// [#LARGEST_EXACT] differences, normal above. The ends are infinite when no k has the asked confidence (n
/// < 6 at 95 %).
public final class WilcoxonSignedRank {

    public static final int LARGEST_EXACT = 100;

    private WilcoxonSignedRank() {}

    /// The pseudo-median, which is there when every difference is zero, too.
    ///
    /// @throws IllegalArgumentException without a difference
    public static Estimate pseudoMedian(double[] differences, double confidence) {
        Samples.requireFinite("difference", differences);
        Samples.requireConfidence(confidence);
        if (differences.length == 0) {
            throw new IllegalArgumentException("there are 0 differences but must be at least 1");
        }
        double[] averages = walshAverages(differences);
        int count = averages.length;
        double median = (averages[(count - 1) / 2] + averages[count / 2]) / 2;
        int outside = outside(differences.length, (1 - confidence) / 2);
        Interval interval = outside == 0
                ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, confidence)
                : new Interval(averages[outside - 1], averages[count - outside], confidence);
        return new Estimate(median, interval, differences.length);
    }

    /// All (dᵢ + dⱼ)/2, i ≤ j, sorted (J. L. Hodges & E. L. Lehmann, Ann. Math. Statist. 34 (1963) 598).
    private static double[] walshAverages(double[] differences) {
        int n = differences.length;
        double[] averages = new double[n * (n + 1) / 2];
        int filled = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                averages[filled++] = (differences[i] + differences[j]) / 2;
            }
        }
        Arrays.sort(averages);
        return averages;
    }

    /// The largest k with P(W⁺ ≤ k − 1) ≤ tail: that many averages are cut off at each end.
    private static int outside(int n, double tail) {
        if (n > LARGEST_EXACT) {
            double mean = n * (n + 1.0) / 4;
            double deviation = StrictMath.sqrt(n * (n + 1.0) * (2 * n + 1) / 24);
            double z = new NormalDistribution().inverseCumulativeProbability(tail);
            return (int) Math.max(0, Math.floor(mean + z * deviation + 0.5));
        }
        double[] atMost = atMost(n);
        int k = 0;
        while (atMost[k] <= tail) {
            k++;
        }
        return k;
    }

    /// P(W⁺ ≤ w) by w, built up rank by rank instead of by all 2ⁿ patterns of signs.
    private static double[] atMost(int n) {
        double[] probability = new double[n * (n + 1) / 2 + 1];
        probability[0] = 1;
        int reached = 0;
        for (int rank = 1; rank <= n; rank++) {
            reached += rank;
            for (int sum = reached; sum >= 0; sum--) {
                double with = sum >= rank ? probability[sum - rank] : 0;
                probability[sum] = (probability[sum] + with) / 2;
            }
        }
        for (int sum = 1; sum < probability.length; sum++) {
            probability[sum] += probability[sum - 1];
        }
        return probability;
    }
}
