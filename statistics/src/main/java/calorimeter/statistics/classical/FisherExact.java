// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.estimate.TestResult;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.discrete.HypergeometricDistribution;

/// Whether two independent proportions differ: Fisher's exact test (R. A. Fisher, Statistical Methods for
/// Research Workers, 1934).
///
/// Given all margins the successes of the first group are hypergeometric under the null.
/// [Alternative#GREATER] is a greater proportion in the first group. The two-sided p-value sums the
/// probabilities of all tables no likelier than the observed one, as `scipy.stats.fisher_exact` and R do
/// (likelihoods within 1e-7 count as equal).
///
/// The statistic is the first group's number of successes; the effect is the difference of proportions with
/// Newcombe's hybrid score interval (R. G. Newcombe, Stat. Med. 17 (1998) 873, method 10), the square-and-add
/// combination of two Wilson intervals.
public final class FisherExact {

    private static final double EQUALLY_LIKELY = 1e-7;

    private FisherExact() {}

    /// Declines when a group has no trial.
    ///
    /// @throws IllegalArgumentException unless 0 ≤ successes ≤ trials in both groups
    public static Answer<TestResult> of(
            int successes,
            int trials,
            int otherSuccesses,
            int otherTrials,
            Alternative alternative,
            double confidence) {
        requireCounts(successes, trials);
        requireCounts(otherSuccesses, otherTrials);
        Samples.requireConfidence(confidence);
        int n = trials + otherTrials;
        if (Math.min(trials, otherTrials) == 0) {
            return Answer.tooFew("each group of a comparison of proportions", 0, 1);
        }
        HypergeometricDistribution table = new HypergeometricDistribution(n, successes + otherSuccesses, trials);
        double p = switch (alternative) {
            case GREATER -> table.upperCumulativeProbability(successes);
            case LESS -> table.cumulativeProbability(successes);
            case TWO_SIDED -> noLikelier(table, successes);
        };
        double difference = successes / (double) trials - otherSuccesses / (double) otherTrials;
        Interval interval = newcombe(successes, trials, otherSuccesses, otherTrials, confidence);
        return Answer.given(
                new TestResult(successes, Math.min(1, p), alternative, new Estimate(difference, interval, n)));
    }

    private static void requireCounts(int successes, int trials) {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "successes are " + successes + " but must lie in 0 to the " + trials + " trials");
        }
    }

    private static double noLikelier(HypergeometricDistribution table, int observed) {
        double limit = table.probability(observed) * (1 + EQUALLY_LIKELY);
        double sum = 0;
        for (int k = table.getSupportLowerBound(); k <= table.getSupportUpperBound(); k++) {
            double probability = table.probability(k);
            sum += probability <= limit ? probability : 0;
        }
        return sum;
    }

    private static Interval newcombe(int k1, int n1, int k2, int n2, double confidence) {
        double z = new NormalDistribution().inverseCumulativeProbability((1 + confidence) / 2);
        double p1 = k1 / (double) n1;
        double p2 = k2 / (double) n2;
        double down = StrictMath.hypot(p1 - wilson(k1, n1, -z), wilson(k2, n2, z) - p2);
        double up = StrictMath.hypot(wilson(k1, n1, z) - p1, p2 - wilson(k2, n2, -z));
        return new Interval(p1 - p2 - down, p1 - p2 + up, confidence);
    }

    /// One end of Wilson's score interval.
    private static double wilson(int k, int n, double z) {
        double p = k / (double) n;
        double root = StrictMath.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
        return (p + z * z / (2.0 * n) + z * root) / (1 + z * z / n);
    }
}
