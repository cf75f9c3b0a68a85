// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import calorimeter.statistics.classical.ClopperPearson;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.PeakDetector;
import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// What the standard peak detector misses, and what it takes for a peak where noise is not stationary.
///
/// A claim "in every run" is judged by a detector that misses some peaks: of 36 runs in which there is one, a miss rate
/// m leaves an exception in 1 − (1 − m)³⁶ of samples.
///
/// @param replicas series per rate, at least 20
/// @param seed the same seed gives the same numbers
public record MissStudy(int replicas, long seed) {

    /// Prominences of planted peaks over the least that counts.
    public static final List<Double> RATIOS = List.of(1.0, 1.5, 2.0, 3.0);

    private static final double SUMMIT = 3;
    private static final double DROP = 3.6;

    /// @param ratio of the planted prominence to the least that counts, a tenth of the range
    /// @param noise standard deviation of a sample over the range of the series
    /// @param width of the peak in decades
    /// @param missed share of series without a peak at the planted place, with its Clopper–Pearson interval
    public record MissRate(double ratio, double noise, double width, Estimate missed) {}

    /// @param peaks mean number of peaks found, none of which is there
    /// @param any share of series with a false peak, with its Clopper–Pearson interval
    public record FalsePeaks(String series, double peaks, Estimate any) {}

    /// Where the detector places the end of a shoulder, which is no peak, or the top of one.
    ///
    /// @param found share of series in which a peak is found between plateau and drop
    /// @param place mean distance of the highest from the drop in decades, negative before; NaN when none is found
    public record Shoulder(double rise, Estimate found, double place) {}

    public MissStudy {
        if (replicas < 20) {
            throw new IllegalArgumentException("replicas are " + replicas + " but must be at least 20");
        }
    }

    /// Miss rates by ratio, at noise of 0.2, 1 and 5 % of the range, on the record of a run of 12 500 steps.
    public List<MissRate> missRates() {
        List<MissRate> rates = new ArrayList<>();
        for (double noise : new double[] {0.002, 0.01, 0.05}) {
            for (double ratio : RATIOS) {
                rates.add(missRate(DetectorStudy.loggedSteps(), ratio, noise, 0.1));
            }
        }
        return List.copyOf(rates);
    }

    /// How often a peak is missed that stands out by a multiple of the least that counts. The series is level, has the
    /// peak at step 1 000, and falls by most of its range at step 4 000; of a range of 1 + h the peak has h.
    ///
    /// @param steps at which the series is logged
    public MissRate missRate(double[] steps, double ratio, double noise, double width) {
        double share = ratio * PeakDetector.standard().relativeProminence();
        double height = share / (1 - share);
        PlantedPeak peak = new PlantedPeak(width, width);
        int missed = count(
                steps,
                seed,
                (values, random) -> {
                    for (int k = 0; k < steps.length; k++) {
                        values[k] = level(steps[k])
                                + height * peak.value(steps[k], SUMMIT)
                                + noise * (1 + height) * random.nextGaussian();
                    }
                },
                peaks -> peaks.stream().noneMatch(found -> Math.abs(found.time() - SUMMIT) <= 2 * width));
        return new MissRate(ratio, noise, width, share(missed));
    }

    /// 1 before the drop, 0 after it.
    private static double level(double step) {
        return 1 / (1 + StrictMath.exp((LogTime.ofStep(step) - DROP) / 0.03));
    }

    /// Noise that grows tenfold at a step, without any peak.
    public List<FalsePeaks> quietThenNoisy() {
        List<FalsePeaks> rows = new ArrayList<>();
        double[] steps = DetectorStudy.loggedSteps();
        for (NullNoise noise : List.of(NullNoise.WHITE, NullNoise.RED)) {
            for (double change : new double[] {3, 3.6, 4}) {
                List<List<Peak>> all = find(steps, seed + 1, (values, random) -> {
                    double[] drawn = noise.draw(steps.length, random);
                    for (int k = 0; k < values.length; k++) {
                        values[k] = LogTime.ofStep(steps[k]) < change ? drawn[k] / 10 : drawn[k];
                    }
                });
                int any = (int) all.stream().filter(peaks -> !peaks.isEmpty()).count();
                double mean = all.stream().mapToInt(List::size).average().orElseThrow();
                String words = "noise " + noise.title() + ", tenfold from 10^" + change + " steps on";
                rows.add(new FalsePeaks(words, mean, share(any)));
            }
        }
        return List.copyOf(rows);
    }

    /// A plateau that rises by a part of its level until it drops.
    public List<Shoulder> shoulders() {
        List<Shoulder> rows = new ArrayList<>();
        double[] steps = DetectorStudy.loggedSteps();
        for (double rise : new double[] {0, 0.02, 0.1}) {
            List<List<Peak>> all = find(steps, seed + 2, (values, random) -> {
                for (int k = 0; k < values.length; k++) {
                    double way = Math.max(0, Math.min(1, LogTime.ofStep(steps[k]) - DROP + 1));
                    values[k] = level(steps[k]) * (1 + rise * way) + 0.01 * random.nextGaussian();
                }
            });
            double[] places = all.stream()
                    .filter(peaks -> !peaks.isEmpty())
                    .mapToDouble(peaks -> peaks.getLast().time() - DROP)
                    .toArray();
            double mean = IntStream.range(0, places.length)
                    .mapToDouble(i -> places[i])
                    .average()
                    .orElse(Double.NaN);
            rows.add(new Shoulder(rise, share(places.length), mean));
        }
        return List.copyOf(rows);
    }

    private interface Series {
        void fill(double[] values, RandomGenerator random);
    }

    private interface Judgement {
        boolean of(List<Peak> peaks);
    }

    private int count(double[] steps, long stream, Series series, Judgement judgement) {
        return (int) find(steps, stream, series).stream().filter(judgement::of).count();
    }

    private List<List<Peak>> find(double[] steps, long stream, Series series) {
        SplittableRandom random = new SplittableRandom(stream);
        List<SampledSeries> drawn = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            double[] values = new double[steps.length];
            series.fill(values, random);
            drawn.add(SampledSeries.of(steps, values));
        }
        return drawn.parallelStream().map(PeakDetector.standard()::find).toList();
    }

    private Estimate share(int count) {
        return ClopperPearson.of(count, replicas, DetectorStudy.CONFIDENCE).orElseThrow();
    }
}
