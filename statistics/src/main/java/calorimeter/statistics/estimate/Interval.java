// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.estimate;

/// A confidence interval; an end may be infinite when the data do not bound it.
///
/// @param confidence nominal coverage, in (0, 1)
public record Interval(double lower, double upper, double confidence) {

    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException(
                    "interval runs from " + lower + " to " + upper + " but its ends must be ordered numbers");
        }
        Samples.requireConfidence(confidence);
    }

    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    public double width() {
        return upper - lower;
    }
}
