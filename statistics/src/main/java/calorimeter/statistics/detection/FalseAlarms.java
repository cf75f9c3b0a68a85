// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import calorimeter.statistics.estimate.Answer;
import java.util.Arrays;
import java.util.OptionalInt;

/// Thresholds with a known chance of any alarm in a whole null series.
public final class FalseAlarms {

    private FalseAlarms() {}

    /// The threshold that a further null series exceeds anywhere with probability at most `rate`.
    ///
    /// It is the ⌈(1 − rate)(n + 1)⌉-th smallest of the n nulls' largest scores; if the further series is
    /// exchangeable with them, this holds for any detector and any noise, red or white (split conformal
    /// prediction). Declines when n < 1/rate − 1, where no observed score is high enough.
    ///
    /// @param nullLargest the largest score of each null series
    /// @param rate in (0, 1)
    public static Answer<Double> threshold(double[] nullLargest, double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("false-alarm rate is " + rate + " but must lie between 0 and 1");
        }
        int n = nullLargest.length;
        // Less a little, so that (1 − 0.05)·20 = 19 does not become 20 by rounding.
        int rank = (int) Math.ceil((1 - rate) * (n + 1) - 1e-9);
        if (rank > n) {
            return Answer.tooFew(
                    "a false-alarm rate of " + rate + ", in number of null series,",
                    n,
                    (int) Math.ceil(1 / rate - 1e-9) - 1);
        }
        double[] sorted = nullLargest.clone();
        Arrays.sort(sorted);
        return Answer.given(sorted[rank - 1]);
    }

    /// The largest of the first `end` scores; 0 for none.
    public static double largest(double[] scores, int end) {
        double largest = 0;
        for (int t = 0; t < end; t++) {
            largest = Math.max(largest, scores[t]);
        }
        return largest;
    }

    /// Index of the first score above the threshold.
    public static OptionalInt firstAlarm(double[] scores, double threshold) {
        for (int t = 0; t < scores.length; t++) {
            if (scores[t] > threshold) {
                return OptionalInt.of(t);
            }
        }
        return OptionalInt.empty();
    }
}
