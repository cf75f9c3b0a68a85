// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.estimate;

/// A number estimated from data: its value, its interval and how many independent units it stands on.
///
/// The value may lie outside its interval (as of a bootstrap whose resamples are biased), but is a finite
/// number.
public record Estimate(double value, Interval interval, int n) {

    public Estimate {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("estimate is " + value + " but must be finite");
        }
        if (n < 1) {
            throw new IllegalArgumentException("estimate stands on n = " + n + " but n must be at least 1");
        }
    }
}
