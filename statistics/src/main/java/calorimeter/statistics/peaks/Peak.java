package calorimeter.statistics.peaks;

/// A peak of a series smoothed on log time.
///
/// @param step the logged step nearest to the peak in log time
/// @param time where the smoothed series peaks, log₁₀(step + 1) in decades, to within one grid spacing
/// @param height the smoothed value at the peak
/// @param recorded the unsmoothed value logged at `step`
/// @param prominence height above the key col, see [Prominence]
/// @param standardError of the prominence under the noise estimated from the series; 0 when none was seen
public record Peak(double step, double time, double height, double recorded, double prominence, double standardError) {}
