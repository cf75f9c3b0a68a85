// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.peaks;

/// A peak of a series on log time.
///
/// @param step the logged step nearest to the peak in log time
/// @param time where the series peaks, log₁₀(step + 1) in decades; between logged steps in general
/// @param timeError standard error of `time` in decades under the noise estimated from the series; on a plateau
///     half its width
/// @param height the fitted value at the peak
/// @param recorded the value logged at `step`
/// @param prominence of the series smoothed at `bandwidth`, see [Prominence]; lower than that of the samples,
///     the more so the narrower the peak
/// @param standardError of the prominence under the noise estimated from the series; 0 when none was seen
/// @param bandwidth of the smoothing at which the peak was found, in decades: the finest at which it stood out
public record Peak(
        double step,
        double time,
        double timeError,
        double height,
        double recorded,
        double prominence,
        double standardError,
        double bandwidth) {}
