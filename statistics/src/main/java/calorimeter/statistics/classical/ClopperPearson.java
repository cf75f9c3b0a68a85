// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import org.hipparchus.distribution.continuous.BetaDistribution;

/// Exact interval of a binomial proportion (C. J. Clopper & E. S. Pearson, Biometrika 26 (1934) 404).
///
/// For k successes in n trials at confidence 1 − α the ends are the α/2 quantile of Beta(k, n − k + 1) and the
/// 1 − α/2 quantile of Beta(k + 1, n − k); 0 at k = 0 and 1 at k = n. Coverage is at least nominal for every n:
/// eight successes in eight trials give [0.631, 1], not a point.
public final class ClopperPearson {

    private static final double QUANTILE_ACCURACY = 1e-13;

    private ClopperPearson() {}

    /// The proportion with its interval; declined without a trial.
    ///
    /// @throws IllegalArgumentException unless 0 ≤ successes ≤ trials
    public static Answer<Estimate> of(int successes, int trials, double confidence) {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "successes are " + successes + " but must lie in 0 to the " + trials + " trials");
        }
        if (trials == 0) {
            return Answer.tooFew("a proportion's number of trials", 0, 1);
        }
        return Answer.given(new Estimate(successes / (double) trials, interval(successes, trials, confidence), trials));
    }

    private static Interval interval(int successes, int trials, double confidence) {
        Samples.requireConfidence(confidence);
        double tail = (1 - confidence) / 2;
        int failures = trials - successes;
        double lower = successes == 0 ? 0 : quantile(successes, failures + 1, tail);
        double upper = failures == 0 ? 1 : quantile(successes + 1, failures, 1 - tail);
        return new Interval(lower, upper, confidence);
    }

    private static double quantile(double alpha, double beta, double probability) {
        return new BetaDistribution(alpha, beta, QUANTILE_ACCURACY).inverseCumulativeProbability(probability);
    }
}
