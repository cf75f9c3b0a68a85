package calorimeter.statistics.peaks;

import calorimeter.statistics.series.LogTimeSmoother;
import calorimeter.statistics.series.NoiseModel;
import calorimeter.statistics.series.SampledSeries;
import calorimeter.statistics.series.SmoothedSeries;
import java.util.ArrayList;
import java.util.List;

/// Finds peaks of a series by prominence on log time.
///
/// The series is smoothed by the [LogTimeSmoother]; a local maximum of the smoothed series is a peak when its
/// prominence P satisfies all of
///
///     P ≥ relativeProminence · (max − min of the smoothed series)     it matters on the scale of the curve
///     P ≥ noiseMultiple · SE(P)                                       it is not noise
///     P ≥ 1e-9 · max |smoothed value|                                 it is not rounding
///
/// The first alone would find peaks in any flat series, whose range is itself noise. SE(P) is the standard
/// deviation of value(peak) − value(key col), two known linear combinations of the samples, under the
/// [NoiseModel] estimated from the series: where a run logs few samples per decade, smoothing averages little
/// and SE is larger.
///
/// The largest of many excursions is compared, so the multiple must exceed the 2 or 3 of a single test. At
/// the default of 5, the share of pure noise series with any peak is below 3 % for white noise; for noise
/// autoregressive from sample to sample with φ = 0.6 below 7 % (170 samples) and 3 % (4 080 samples), with φ
/// = 0.9 below 12 % and 4 % (upper ends at z = 3 over 400 replicas, see FalsePeakRateTest). Noise that
/// wanders over a whole smoothing window, φ = 0.995 say, is signal to a single series and mostly has peaks: a
/// claim about peaks needs its nulls besides.
///
/// The detector looks at the whole record: a peak's prominence is known only after the series has come down
/// again. Where it is higher at an end of the record, that end is no peak.
///
/// @param smoother grid and bandwidth
/// @param relativeProminence in [0, 1]
/// @param noiseMultiple in standard errors, ≥ 0
public record PeakDetector(LogTimeSmoother smoother, double relativeProminence, double noiseMultiple) {

    /// Observables are computed in single precision (1e-7); nothing they could mean is smaller than this.
    private static final double ROUNDING = 1e-9;

    public PeakDetector {
        if (!(relativeProminence >= 0 && relativeProminence <= 1)) {
            throw new IllegalArgumentException(
                    "relative prominence is " + relativeProminence + " but must lie in 0 to 1");
        }
        if (!(noiseMultiple >= 0 && noiseMultiple < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "noise multiple is " + noiseMultiple + " but must be finite and at least 0");
        }
    }

    /// [LogTimeSmoother#standard], a tenth of the range, five standard errors.
    public static PeakDetector standard() {
        return new PeakDetector(LogTimeSmoother.standard(), 0.1, 5);
    }

    /// The peaks by increasing step; empty for a series of fewer than three samples, which has no inside.
    public List<Peak> find(SampledSeries series) {
        if (series.size() < 3) {
            return List.of();
        }
        SmoothedSeries smoothed = smoother.smooth(series);
        double[] values = smoothed.values();
        double threshold = threshold(values);
        NoiseModel noise = NoiseModel.estimate(series);
        List<Peak> peaks = new ArrayList<>();
        for (int node : LocalMaxima.of(values)) {
            Prominence prominence = Prominence.of(values, node);
            if (prominence.value() < threshold) {
                continue;
            }
            double standardError = noise.standardError(difference(smoothed, node, prominence.col()));
            if (prominence.value() >= noiseMultiple * standardError) {
                int sample = smoothed.nearestSample(node);
                peaks.add(new Peak(
                        series.position(sample),
                        smoothed.time(node),
                        values[node],
                        series.value(sample),
                        prominence.value(),
                        standardError));
            }
        }
        return List.copyOf(peaks);
    }

    private double threshold(double[] values) {
        double lowest = values[0];
        double highest = values[0];
        for (double value : values) {
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        double rounding = ROUNDING * Math.max(Math.abs(lowest), Math.abs(highest));
        return Math.max(relativeProminence * (highest - lowest), rounding);
    }

    private static double[] difference(SmoothedSeries smoothed, int peak, int col) {
        double[] weights = smoothed.weights(peak);
        double[] subtracted = smoothed.weights(col);
        for (int k = 0; k < weights.length; k++) {
            weights[k] -= subtracted[k];
        }
        return weights;
    }
}
