// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.estimate;

/// The hypothesis a p-value is computed against.
public enum Alternative {
    TWO_SIDED,
    GREATER,
    LESS;

    /// The p-value from the probabilities of a statistic at most, and at least, the observed one under the
    /// null. Two-sided it is twice the smaller tail, at most one.
    public double pValue(double atMost, double atLeast) {
        double p = switch (this) {
            case TWO_SIDED -> 2 * Math.min(atMost, atLeast);
            case GREATER -> atLeast;
            case LESS -> atMost;
        };
        return Math.min(1, p);
    }
}
