// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.Arrays;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/// Median with the distribution-free interval between the k-th smallest and k-th largest value.
///
/// The number of values below the true median is binomial (n, ½), so k is the largest with P(B ≤ k − 1) ≤ (1
/// − confidence)/2; the interval covers at least as often as asked, whatever the distribution. It is
/// unbounded when no k does (n < 6 at 95 %).
public final class Median {

    private Median() {}

    /// Declines without a value.
    public static Answer<Estimate> of(double[] values, double confidence) {
        Samples.requireFinite("value", values);
        Samples.requireConfidence(confidence);
        int n = values.length;
        if (n == 0) {
            return Answer.tooFew("a median", 0, 1);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        BinomialDistribution below = new BinomialDistribution(n, 0.5);
        int k = 0;
        while (below.cumulativeProbability(k) <= (1 - confidence) / 2) {
            k++;
        }
        Interval interval = k == 0
                ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, confidence)
                : new Interval(sorted[k - 1], sorted[n - k], confidence);
        return Answer.given(new Estimate(median, interval, n));
    }
}
