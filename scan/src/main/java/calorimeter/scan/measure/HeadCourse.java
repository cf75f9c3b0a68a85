// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.statistics.peaks.Onset;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.PeakDetector;
import calorimeter.statistics.peaks.SustainedEvent;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// What the laboratory's detectors see in one head while a model is trained.
///
/// @param peaks of C, by [PeakDetector#standard]
/// @param since the step from which on half of the attention or more goes to a place, up to the end;
///     without places of which this is not so
public record HeadCourse(int layer, int head, List<Peak> peaks, Map<Place, Double> since) {

    /// Where attention goes, under the name that files have for it.
    public enum Place {
        FIRST,
        PREVIOUS,
        OWN,
        INDUCTION;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private double share(HeadMeasures head) {
            return switch (this) {
                case FIRST -> head.first();
                case PREVIOUS -> head.previous();
                case OWN -> head.own();
                case INDUCTION -> head.induction();
            };
        }
    }

    private static final double HALF = 0.5;

    /// The courses of all heads, layer after layer.
    ///
    /// @param steps of training, rising
    /// @param results of the same model at these steps
    public static List<HeadCourse> of(double[] steps, List<ScanResult> results) {
        List<HeadCourse> courses = new ArrayList<>();
        for (int head = 0; head < results.getFirst().heads().size(); head++) {
            int number = head;
            courses.add(of(
                    steps,
                    results.stream().map(result -> result.heads().get(number)).toList(),
                    results.getFirst().heads().get(number)));
        }
        return courses;
    }

    private static HeadCourse of(double[] steps, List<HeadMeasures> heads, HeadMeasures first) {
        double[] heats = heads.stream().mapToDouble(HeadMeasures::specificHeat).toArray();
        List<Peak> peaks = isKnown(heats) ? PeakDetector.standard().find(SampledSeries.of(steps, heats)) : List.of();
        Map<Place, Double> since = new EnumMap<>(Place.class);
        for (Place place : Place.values()) {
            double[] shares = heads.stream().mapToDouble(place::share).toArray();
            if (isKnown(shares)) {
                since(HALF, steps, shares).ifPresent(step -> since.put(place, step));
            }
        }
        return new HeadCourse(first.layer(), first.head(), peaks, since);
    }

    /// The step from which on values are at least a level up to the end.
    static OptionalDouble since(double level, double[] steps, double[] values) {
        // The span is longer than the series: what still holds at its end is Pending.
        Onset onset = new SustainedEvent(level, steps[steps.length - 1] + 1).in(SampledSeries.of(steps, values));
        return onset instanceof Onset.Pending held ? OptionalDouble.of(held.step()) : OptionalDouble.empty();
    }

    private static boolean isKnown(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }
}
