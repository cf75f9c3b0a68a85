package calorimeter.statistics.tests;

import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;

/// The averages (dᵢ + dⱼ)/2, i ≤ j, whose median is the Hodges–Lehmann estimate of the centre of symmetry
/// (J. L. Hodges & E. L. Lehmann, Ann. Math. Statist. 34 (1963) 598).
final class WalshAverages {

    private WalshAverages() {}

    static Estimate pseudoMedian(double[] differences, double confidence) {
        double[] averages = sorted(differences);
        int count = averages.length;
        double median = (averages[(count - 1) / 2] + averages[count / 2]) / 2;
        int outside = outside(differences.length, (1 - confidence) / 2);
        Interval interval = outside == 0
                ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, confidence)
                : new Interval(averages[outside - 1], averages[count - outside], confidence);
        return new Estimate(median, interval, differences.length);
    }

    private static double[] sorted(double[] differences) {
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
        if (n > WilcoxonSignedRank.LARGEST_EXACT) {
            double mean = n * (n + 1.0) / 4;
            double deviation = StrictMath.sqrt(n * (n + 1.0) * (2 * n + 1) / 24);
            double z = new NormalDistribution().inverseCumulativeProbability(tail);
            return (int) Math.max(0, Math.floor(mean + z * deviation + 0.5));
        }
        SignedRankDistribution distribution = SignedRankDistribution.withoutTies(n);
        int k = 0;
        while (distribution.atMost(k) <= tail) {
            k++;
        }
        return k;
    }
}
