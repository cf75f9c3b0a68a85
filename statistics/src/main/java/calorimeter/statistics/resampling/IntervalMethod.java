// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.resampling;

/// How a bootstrap distribution becomes an interval.
public enum IntervalMethod {
    /// The tail quantiles of the distribution: coverage error of order n^(−1/2).
    PERCENTILE,

    /// Bias-corrected and accelerated (B. Efron, J. Am. Statist. Assoc. 82 (1987) 171): coverage error of
    /// order 1/n.
    BCA
}
