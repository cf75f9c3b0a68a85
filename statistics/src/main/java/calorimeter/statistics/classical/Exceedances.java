// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.estimate.TestResult;

/// Whether values come from the distribution of others of which only the number and the range are known (S. S.
/// Wilks, Ann. Math. Statist. 13 (1942) 400).
///
/// If n values and m others are independent draws from one continuous distribution, every order of the n + m is
/// equally likely, so the number K of the n that fall outside the range of the m has, whatever the distribution,
///
///     P(K = k) = (k + 1) · C(n − k + m − 2, n − k) / C(n + m, n)
///
/// The statistic is K, the alternative that more fall outside than this gives, the effect the share outside with
/// its Clopper–Pearson interval.
public final class Exceedances {

    private Exceedances() {}

    /// Declines without a value, or with fewer than two others, whose range would be a point.
    ///
    /// @param lowest of the others
    /// @param highest of the others
    /// @param others m
    public static Answer<TestResult> of(double[] values, double lowest, double highest, int others, double confidence) {
        Samples.requireFinite("value", values);
        if (values.length == 0) {
            return Answer.tooFew("a test of exceedances' number of values", 0, 1);
        }
        if (others < 2) {
            return Answer.tooFew("a test of exceedances' number of others", others, 2);
        }
        int outside = 0;
        for (double value : values) {
            outside += value < lowest || value > highest ? 1 : 0;
        }
        double p = 0;
        for (int k = outside; k <= values.length; k++) {
            p += probability(k, values.length, others);
        }
        Estimate share = ClopperPearson.of(outside, values.length, confidence).orElseThrow();
        return Answer.given(new TestResult(outside, Math.min(1, p), Alternative.GREATER, share));
    }

    /// P(K = k)
    static double probability(int k, int n, int m) {
        return (k + 1) * StrictMath.exp(logChoose(n - k + m - 2, n - k) - logChoose(n + m, n));
    }

    private static double logChoose(int n, int k) {
        double sum = 0;
        for (int i = 1; i <= k; i++) {
            sum += StrictMath.log((n - k + i) / (double) i);
        }
        return sum;
    }
}
