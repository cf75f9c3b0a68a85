// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import calorimeter.statistics.estimate.Estimate;

/// How well planted peaks are found.
///
/// @param height of the planted peak in standard deviations of the noise of one sample
/// @param power share of series in which the detector has a peak at the planted place, with its Clopper–Pearson
///     interval
/// @param spurious mean number of further peaks per series
/// @param found where the detector's peak is, over the series in which it has one
/// @param smoothed where the maximum of the series smoothed with 0.05 decades is, over all series
/// @param raw where the largest sample is, over all series
public record PeakAccuracy(
        PlantedPeak peak,
        NullNoise noise,
        double height,
        Estimate power,
        double spurious,
        Deviation found,
        Deviation smoothed,
        Deviation raw) {

    /// Deviations from the truth.
    ///
    /// @param placeBias mean of (place − summit) in decades; negative is too early
    /// @param placeSpread standard deviation of the place in decades
    /// @param heightBias mean of (height / planted height − 1)
    public record Deviation(double placeBias, double placeSpread, double heightBias) {}
}
