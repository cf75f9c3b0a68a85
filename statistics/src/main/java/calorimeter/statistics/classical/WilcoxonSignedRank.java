// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.estimate.TestResult;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/// Wilcoxon's signed-rank test that paired differences are symmetric about zero (F. Wilcoxon, Biometrics
/// Bull. 1 (1945) 80).
///
/// Sizes that differ by rounding alone, 10⁻¹² of the largest, are ties, and such differences from zero are zeros
/// ([Ties]). Zeros are dropped; the rest are ranked by size, ties sharing their mean rank; the statistic is W⁺, the sum
/// of the ranks of positive differences. Up to [#LARGEST_EXACT] differences the p-value is exact given the
/// ranks, ties included, by counting sign patterns ([SignedRankDistribution]; the library's own test
/// enumerates 2ⁿ patterns and assumes no ties); above, it is the normal approximation with tie and continuity
/// correction.
///
/// The effect is the Hodges–Lehmann pseudo-median, the median of all averages (dᵢ + dⱼ)/2, i ≤ j, zeros
/// included, with the interval between the k-th smallest and k-th largest average, k by the null distribution
/// without ties; its ends are infinite when no k has the asked confidence (n < 6 at 95 %).
public final class WilcoxonSignedRank {

    public static final int LARGEST_EXACT = 100;

    private WilcoxonSignedRank() {}

    /// Declines when every difference is zero, or there is none.
    public static Answer<TestResult> of(double[] differences, Alternative alternative, double confidence) {
        Samples.requireFinite("difference", differences);
        Samples.requireConfidence(confidence);
        double[] sizes = Ties.joined(Arrays.stream(differences).map(Math::abs).toArray());
        int[] kept = IntStream.range(0, sizes.length).filter(i -> sizes[i] != 0).toArray();
        if (kept.length == 0) {
            return Answer.noVariation(differences.length, "a signed-rank test needs a difference that is not zero");
        }
        double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE)
                .rank(Arrays.stream(kept).mapToDouble(i -> sizes[i]).toArray());
        double positive = 0;
        for (int i = 0; i < ranks.length; i++) {
            positive += differences[kept[i]] > 0 ? ranks[i] : 0;
        }
        double p = ranks.length <= LARGEST_EXACT
                ? exact(ranks, positive, alternative)
                : approximate(ranks, positive, alternative);
        return Answer.given(new TestResult(positive, p, alternative, pseudoMedian(differences, confidence)));
    }

    /// The effect by itself, which is there when every difference is zero, too.
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
        SignedRankDistribution distribution = SignedRankDistribution.withoutTies(n);
        int k = 0;
        while (distribution.atMost(k) <= tail) {
            k++;
        }
        return k;
    }

    private static double exact(double[] ranks, double positive, Alternative alternative) {
        SignedRankDistribution distribution = SignedRankDistribution.of(ranks);
        double total = 0;
        for (double rank : ranks) {
            total += rank;
        }
        return alternative.pValue(distribution.atMost(positive), distribution.atMost(total - positive));
    }

    /// W⁺ has mean Σr/2 and variance Σr²/4; mean ranks make the tie correction part of Σr².
    private static double approximate(double[] ranks, double positive, Alternative alternative) {
        double mean = 0;
        double variance = 0;
        for (double rank : ranks) {
            mean += rank / 2;
            variance += rank * rank / 4;
        }
        NormalDistribution normal = new NormalDistribution();
        double deviation = StrictMath.sqrt(variance);
        double atMost = normal.cumulativeProbability((positive - mean + 0.5) / deviation);
        double atLeast = normal.cumulativeProbability((mean - positive + 0.5) / deviation);
        return alternative.pValue(atMost, atLeast);
    }
}
