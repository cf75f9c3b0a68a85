// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.peaks;

import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.LogTimeSmoother;
import calorimeter.statistics.series.NoiseModel;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds peaks of a series by prominence on log time, and says where and how high they are.
///
/// *Whether there is a peak.* The series is smoothed at several scales. A local maximum at a scale stands out
/// when its prominence P satisfies all of
///
///     P ≥ relativeProminence · (max − min of the smoothed series)     it matters on the scale of the curve
///     P ≥ noiseMultiple · SE(P)                                       it is not noise
///     P ≥ 1e-9 · max |smoothed value|                                 it is not rounding
///
/// The first alone would find peaks in any flat series, whose range is itself noise. SE(P) is the standard
/// deviation of value(peak) − value(key col), two known linear combinations of the samples, under the
/// [NoiseModel] estimated from the series: where a run logs few samples per decade, smoothing averages little
/// and SE is larger. A maximum within whose half-prominence interval there is a peak already, of a finer scale
/// or the equal summit of a plateau, is that peak and is left out. So every peak is found at the finest scale
/// at which it stands out, and wide faint ones still gain from wide smoothing.
///
/// *Where it is.* At the maximum of a cubic fitted to the samples on the top of the peak (`SummitFit`). The
/// maximum of the smoothed curve is biased: a bandwidth of 0.05 decades puts a peak whose rise takes 0.03 and
/// whose fall takes 0.015 decades 0.01 decades too early, with four tenths of its height. See
/// docs/decisions/0005-peak-places.md for the alternatives and the numbers.
///
/// *How often noise has a peak.* The largest of many excursions is compared, so the multiple must exceed
/// the 2 or 3 of a single test. FalsePeakRateTest holds the rates at the default of 6. Noise that wanders
/// over a whole smoothing window, φ = 0.995 say, is signal to a single series and mostly has peaks: a claim
/// about peaks needs its nulls besides.
///
/// The detector looks at the whole record: a peak's prominence is known only after the series has come down
/// again. Where it is higher at an end of the record, that end is no peak.
///
/// @param scales from fine to coarse, at least one
/// @param relativeProminence in [0, 1]
/// @param noiseMultiple in standard errors, ≥ 0
public record PeakDetector(List<LogTimeSmoother> scales, double relativeProminence, double noiseMultiple) {

    /// Version of the algorithm: raised with any change that finds other peaks, or the same at other places, in the
    /// same series. Predictions name it, so that such a change makes other claims of them.
    public static final int VERSION = 1;

    public PeakDetector {
        scales = List.copyOf(scales);
        if (scales.isEmpty()) {
            throw new IllegalArgumentException("there are no scales but a detector needs at least one");
        }
        for (int i = 1; i < scales.size(); i++) {
            if (!(scales.get(i).bandwidth() > scales.get(i - 1).bandwidth())) {
                throw new IllegalArgumentException("bandwidth " + i + " is "
                        + scales.get(i).bandwidth() + " but must be larger than the one before, "
                        + scales.get(i - 1).bandwidth());
            }
        }
        if (!(relativeProminence >= 0 && relativeProminence <= 1)) {
            throw new IllegalArgumentException(
                    "relative prominence is " + relativeProminence + " but must lie in 0 to 1");
        }
        if (!(noiseMultiple >= 0 && noiseMultiple < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "noise multiple is " + noiseMultiple + " but must be finite and at least 0");
        }
    }

    /// Bandwidths of 0.005, 0.016 and 0.05 decades, a tenth of the range, six standard errors.
    ///
    /// The finest resolves a peak as narrow as 2 % of the step it is at and still averages over a spike of one
    /// sample; the coarsest gathers the samples of a peak tenths of a decade wide. Between scales a factor of
    /// √10 costs at most a sixth of the power of the best scale.
    public static PeakDetector standard() {
        return new PeakDetector(
                List.of(
                        LogTimeSmoother.ofBandwidth(0.005),
                        LogTimeSmoother.ofBandwidth(0.016),
                        LogTimeSmoother.ofBandwidth(0.05)),
                0.1,
                6);
    }

    public PeakDetector withNoiseMultiple(double multiple) {
        return new PeakDetector(scales, relativeProminence, multiple);
    }

    public PeakDetector withRelativeProminence(double share) {
        return new PeakDetector(scales, share, noiseMultiple);
    }

    /// The peaks by increasing step. Empty for a series of fewer than [NoiseModel#FEWEST_SAMPLES] samples: its
    /// noise is not known, so nothing can be said to stand out of it.
    public List<Peak> find(SampledSeries series) {
        if (series.size() < NoiseModel.FEWEST_SAMPLES) {
            return List.of();
        }
        NoiseModel noise = NoiseModel.estimate(series);
        List<Summit> found = new ArrayList<>();
        for (LogTimeSmoother scale : scales) {
            List<Summit> summits = new ArrayList<>(Summit.of(series, scale, noise, relativeProminence));
            summits.removeIf(summit -> summit.prominence() < noiseMultiple * summit.standardError());
            // The higher first: a lesser summit may lie in the interval of a greater one, never the other way
            // round; and of equal ones, the ripples of a plateau, the first is kept.
            summits.sort(Comparator.comparingDouble(Summit::height).reversed());
            for (Summit summit : summits) {
                Summit.Span top = summit.above(summit.prominence() / 2);
                if (found.stream().noneMatch(known -> top.contains(known.time()))) {
                    found.add(summit);
                }
            }
        }
        return found.stream()
                .map(summit -> peak(series, noise, summit))
                .sorted(Comparator.comparingDouble(Peak::time))
                .toList();
    }

    private static Peak peak(SampledSeries series, NoiseModel noise, Summit summit) {
        SummitFit fit = SummitFit.of(series, noise, summit);
        int sample = nearestSample(series, fit.time());
        return new Peak(
                series.position(sample),
                fit.time(),
                fit.timeError(),
                fit.height(),
                series.value(sample),
                summit.prominence(),
                summit.standardError(),
                summit.scale().bandwidth());
    }

    private static int nearestSample(SampledSeries series, double time) {
        int nearest = 0;
        for (int k = 1; k < series.size(); k++) {
            double distance = Math.abs(LogTime.ofStep(series.position(k)) - time);
            if (distance < Math.abs(LogTime.ofStep(series.position(nearest)) - time)) {
                nearest = k;
            }
        }
        return nearest;
    }

    /// The largest P / SE(P) of any maximum at any scale that matters on the scale of the curve: the series has
    /// a peak exactly when this is at least the noise multiple. 0 without such a maximum, and for a series too
    /// short to know its noise; infinite when a maximum stands in no noise at all.
    public double score(SampledSeries series) {
        if (series.size() < NoiseModel.FEWEST_SAMPLES) {
            return 0;
        }
        NoiseModel noise = NoiseModel.estimate(series);
        double score = 0;
        for (LogTimeSmoother scale : scales) {
            for (Summit summit : Summit.of(series, scale, noise, relativeProminence)) {
                score = Math.max(score, summit.prominence() / summit.standardError());
            }
        }
        return score;
    }
}
