// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

/// Turns a series into scores of surprise, the score of each sample computed from it and the samples before
/// only.
///
/// Samples count as equally spaced: feed a regular log, or the same schedule to all runs and nulls. Scores
/// are dimensionless, ≥ 0 and two-sided (a fall surprises as much as a rise), 0 during the warm-up. An alarm
/// is a score above a threshold that [FalseAlarms] takes from nulls, so detectors of different scales
/// compare.
public interface OnlineDetector {

    /// One score per sample; `scores(x)[t]` does not depend on what follows `x[t]`.
    double[] scores(double... values);
}
