// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import calorimeter.statistics.classical.ClopperPearson;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.peaks.PeakDetector;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// False-alarm rates of all detectors, from seeded noise.
///
/// A threshold has its nominal rate when it comes from nulls exchangeable with the series it is used on; the
/// rates are counted on other series than the thresholds are taken from. Beside it stands what happens with a
/// threshold taken from white noise, which is what a table of the normal distribution amounts to.
///
/// @param replicas series per rate, at least 100; the thresholds take as many nulls again
/// @param seed the same seed gives the same numbers
public record DetectorStudy(int replicas, long seed) {

    /// The rate that calibrated thresholds are made for.
    public static final double NOMINAL = 0.05;

    public static final double CONFIDENCE = 0.99;

    /// [AlarmRate#threshold] of thresholds calibrated on the noise they are used on.
    public static final String OWN_NOISE = "from the same noise";

    /// Samples of a series for online detectors.
    public static final int ONLINE_SAMPLES = 300;

    private static final int LAST_STEP = 12_500;
    private static final int LOG_SPACED = 100;

    public DetectorStudy {
        if (replicas < 100) {
            throw new IllegalArgumentException("replicas are " + replicas + " but must be at least 100");
        }
    }

    /// Detectors of warnings with the settings behind docs/detectors.md.
    public static Map<String, OnlineDetector> onlineDetectors() {
        Map<String, OnlineDetector> detectors = new LinkedHashMap<>();
        detectors.put("z-score", new ZScoreDetector(0.9, 20));
        detectors.put("CUSUM", new CusumDetector(20, 0.5));
        detectors.put("slope", new SlopeDetector(0.9, 20));
        return detectors;
    }

    /// Online detectors, each noise with a threshold from white nulls and one from nulls of its own kind.
    public List<AlarmRate> online() {
        List<AlarmRate> rates = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        onlineDetectors().forEach((name, detector) -> {
            double white = threshold(largestScores(detector, NullNoise.WHITE, random));
            for (NullNoise noise : NullNoise.values()) {
                double own = threshold(largestScores(detector, noise, random));
                double[] scores = largestScores(detector, noise, random);
                rates.add(rate(name, noise, "from white noise", scores, white));
                rates.add(rate(name, noise, OWN_NOISE, scores, own));
            }
        });
        return List.copyOf(rates);
    }

    /// The peak detector on a log of 12 500 steps: at its standard multiple, and calibrated on the same noise.
    public List<AlarmRate> peaks() {
        List<AlarmRate> rates = new ArrayList<>();
        double[] steps = loggedSteps();
        PeakDetector detector = PeakDetector.standard();
        SplittableRandom random = new SplittableRandom(seed + 1);
        // A differenced walk is white noise by construction.
        for (NullNoise noise : List.of(NullNoise.WHITE, NullNoise.RED, NullNoise.WALK)) {
            double own = threshold(peakScores(detector, steps, noise, random));
            double[] scores = peakScores(detector, steps, noise, random);
            double standard = detector.noiseMultiple();
            rates.add(new AlarmRate(
                    "peaks", noise, "six standard errors", Double.NaN, share(scores, Math.nextDown(standard))));
            rates.add(rate("peaks", noise, OWN_NOISE, scores, own));
        }
        return List.copyOf(rates);
    }

    /// The steps that a training run of 12 500 steps logs: a hundred evenly spaced in the logarithm, and every
    /// tenth.
    static double[] loggedSteps() {
        TreeSet<Double> steps = new TreeSet<>();
        for (int i = 0; i < LOG_SPACED; i++) {
            steps.add((double) StrictMath.round(StrictMath.pow(LAST_STEP, i / (LOG_SPACED - 1.0))));
        }
        for (int step = 0; step <= LAST_STEP; step += 10) {
            steps.add((double) step);
        }
        return steps.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private double[] largestScores(OnlineDetector detector, NullNoise noise, SplittableRandom random) {
        double[] largest = new double[replicas];
        for (int i = 0; i < replicas; i++) {
            largest[i] = FalseAlarms.largest(detector.scores(noise.draw(ONLINE_SAMPLES, random)), ONLINE_SAMPLES);
        }
        return largest;
    }

    private double[] peakScores(PeakDetector detector, double[] steps, NullNoise noise, SplittableRandom random) {
        List<double[]> series = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            series.add(noise.draw(steps.length, random));
        }
        return IntStream.range(0, replicas)
                .parallel()
                .mapToDouble(i -> detector.score(SampledSeries.of(steps, series.get(i))))
                .toArray();
    }

    private static double threshold(double[] largest) {
        return FalseAlarms.threshold(largest, NOMINAL).orElseThrow();
    }

    private static AlarmRate rate(String detector, NullNoise noise, String origin, double[] largest, double threshold) {
        return new AlarmRate(detector, noise, origin, NOMINAL, share(largest, threshold));
    }

    private static Estimate share(double[] largest, double threshold) {
        int alarms = 0;
        for (double score : largest) {
            alarms += score > threshold ? 1 : 0;
        }
        return ClopperPearson.of(alarms, largest.length, CONFIDENCE).orElseThrow();
    }
}
