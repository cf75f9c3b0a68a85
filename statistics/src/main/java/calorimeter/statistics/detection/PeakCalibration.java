// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.peaks.PeakDetector;
import calorimeter.statistics.series.NoiseModel;
import calorimeter.statistics.series.SampledSeries;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// The noise multiple at which pure noise, logged at given steps, has any peak with a given probability.
///
/// How far the largest of many excursions stands out depends on how many there are, hence on the steps, and on
/// how well its size can be estimated, hence on the correlation of the noise. So both are given, null series
/// are drawn and scored by [PeakDetector#score], and [FalseAlarms] takes the threshold.
///
/// The correlation must be known from elsewhere, from replicas for instance. Calibrating a series at the
/// correlation estimated from itself is no substitute: where that is estimated too low, the standard error is
/// too small *and* the multiple too low, and noise of φ = 0.9 had peaks at more than twice the rate asked for.
/// The multiple for the reddest noise one admits is safe, since it rises with φ.
public final class PeakCalibration {

    private PeakCalibration() {}

    /// Declines as [FalseAlarms#threshold] does when the nulls are too few for the rate.
    ///
    /// @param steps at which the series are logged, as [SampledSeries] wants them
    /// @param rate in (0, 1)
    /// @param nulls how many null series to draw
    public static Answer<Double> multiple(
            PeakDetector detector, double[] steps, NoiseModel noise, double rate, int nulls, long seed) {
        return FalseAlarms.threshold(scores(detector, steps, noise, nulls, seed), rate);
    }

    /// The scores of seeded noise series; they do not depend on the number of threads.
    public static double[] scores(PeakDetector detector, double[] steps, NoiseModel noise, int series, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom[] own = new SplittableRandom[series];
        for (int i = 0; i < series; i++) {
            own[i] = random.split();
        }
        return IntStream.range(0, series)
                .parallel()
                .mapToDouble(i -> detector.score(SampledSeries.of(steps, noise.draw(steps.length, own[i]))))
                .toArray();
    }
}
