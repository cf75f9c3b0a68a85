// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import calorimeter.statistics.classical.ClopperPearson;
import calorimeter.statistics.detection.PeakAccuracy.Deviation;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.PeakDetector;
import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.LogTimeSmoother;
import calorimeter.statistics.series.SampledSeries;
import calorimeter.statistics.series.SmoothedSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Power of the peak detector, and bias and spread of places and heights, on planted peaks in noise.
///
/// Each series is a log of 12 500 steps with one peak whose summit is drawn evenly from t = 2.8 to 4, that is
/// steps 630 to 10 000. Beside the detector stand two simpler rules that are told where to look (within the
/// larger of 0.03 decades and two widths of the summit): the maximum of the series smoothed with 0.05 decades,
/// and the largest sample.
///
/// @param replicas series per row, at least 20
public record PeakStudy(int replicas, long seed) {

    private static final double EARLIEST = 2.8;
    private static final double LATEST = 4;
    private static final LogTimeSmoother WIDE = LogTimeSmoother.ofBandwidth(0.05);

    public PeakStudy {
        if (replicas < 20) {
            throw new IllegalArgumentException("replicas are " + replicas + " but must be at least 20");
        }
    }

    /// The rows of the table: widths from 0.01 to 0.3 decades at several heights in white and red noise, and
    /// peaks that rise at half or twice the pace of their fall.
    public List<PeakAccuracy> rows() {
        List<PeakAccuracy> rows = new ArrayList<>();
        double[] widths = {0.01, 0.03, 0.1, 0.3};
        for (NullNoise noise : List.of(NullNoise.WHITE, NullNoise.RED)) {
            for (double height : new double[] {3, 20}) {
                for (double width : widths) {
                    rows.add(row(new PlantedPeak(width, width), noise, height, rows.size()));
                }
            }
        }
        for (double height : new double[] {20, 1000}) {
            for (double width : widths) {
                rows.add(row(new PlantedPeak(2 * width, width), NullNoise.WHITE, height, rows.size()));
            }
        }
        return List.copyOf(rows);
    }

    /// One row.
    ///
    /// @param stream rows with different numbers are independent
    public PeakAccuracy row(PlantedPeak peak, NullNoise noise, double height, int stream) {
        double[] steps = DetectorStudy.loggedSteps();
        SplittableRandom random = new SplittableRandom(seed + 1000L * stream);
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            double summit = EARLIEST + (LATEST - EARLIEST) * random.nextDouble();
            double[] values = noise.draw(steps.length, random);
            for (int k = 0; k < values.length; k++) {
                values[k] = values[k] / height + peak.value(steps[k], summit);
            }
            trials.add(new Trial(SampledSeries.of(steps, values), summit, Math.max(0.03, 2 * peak.widest())));
        }
        List<Outcome> outcomes = IntStream.range(0, replicas)
                .parallel()
                .mapToObj(i -> trials.get(i).outcome())
                .toList();
        List<Place> found =
                outcomes.stream().map(Outcome::found).flatMap(Optional::stream).toList();
        double others = outcomes.stream().mapToInt(Outcome::others).sum();
        return new PeakAccuracy(
                peak,
                noise,
                height,
                ClopperPearson.of(found.size(), replicas, DetectorStudy.CONFIDENCE)
                        .orElseThrow(),
                others / replicas,
                deviation(found),
                deviation(outcomes.stream().map(Outcome::smoothed).toList()),
                deviation(outcomes.stream().map(Outcome::raw).toList()));
    }

    private record Place(double deviation, double height) {}

    private record Outcome(Optional<Place> found, int others, Place smoothed, Place raw) {}

    private record Trial(SampledSeries series, double summit, double reach) {

        Outcome outcome() {
            List<Peak> peaks = PeakDetector.standard().find(series);
            Optional<Place> found = Optional.empty();
            for (Peak peak : peaks) {
                Place place = new Place(peak.time() - summit, peak.height());
                if (within(place) && found.stream().noneMatch(other -> other.height() >= place.height())) {
                    found = Optional.of(place);
                }
            }
            return new Outcome(found, peaks.size() - (found.isPresent() ? 1 : 0), smoothed(), raw());
        }

        private boolean within(Place place) {
            return Math.abs(place.deviation()) <= reach;
        }

        private Place smoothed() {
            SmoothedSeries smoothed = WIDE.smooth(series);
            Place highest = new Place(0, Double.NEGATIVE_INFINITY);
            for (int node = 0; node < smoothed.size(); node++) {
                highest = higher(highest, new Place(smoothed.time(node) - summit, smoothed.value(node)));
            }
            return highest;
        }

        private Place raw() {
            Place highest = new Place(0, Double.NEGATIVE_INFINITY);
            for (int k = 0; k < series.size(); k++) {
                double time = LogTime.ofStep(series.position(k));
                highest = higher(highest, new Place(time - summit, series.value(k)));
            }
            return highest;
        }

        private Place higher(Place highest, Place place) {
            return within(place) && place.height() > highest.height() ? place : highest;
        }
    }

    /// NaN of no places.
    private static Deviation deviation(List<Place> places) {
        int n = places.size();
        double bias = places.stream().mapToDouble(Place::deviation).sum() / n;
        double square = places.stream()
                        .mapToDouble(place -> (place.deviation() - bias) * (place.deviation() - bias))
                        .sum()
                / n;
        double height = places.stream().mapToDouble(place -> place.height() - 1).sum() / n;
        return new Deviation(bias, StrictMath.sqrt(square), height);
    }
}
