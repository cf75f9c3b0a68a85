// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.peaks;

import calorimeter.statistics.series.LogTimeSmoother;
import calorimeter.statistics.series.NoiseModel;
import calorimeter.statistics.series.SampledSeries;
import calorimeter.statistics.series.SmoothedSeries;
import java.util.ArrayList;
import java.util.List;

/// A local maximum of a series smoothed at one scale, with its prominence and the prominence's standard error.
record Summit(LogTimeSmoother scale, SmoothedSeries smoothed, int node, double prominence, double standardError) {

    /// Observables are computed in single precision (1e-7); nothing they could mean is smaller than this.
    private static final double ROUNDING = 1e-9;

    /// A stretch of log time.
    record Span(double from, double to) {
        boolean contains(double time) {
            return from <= time && time <= to;
        }
    }

    /// All maxima at a scale whose prominence is at least a share of the smoothed series' range, and more than
    /// rounding.
    static List<Summit> of(SampledSeries series, LogTimeSmoother scale, NoiseModel noise, double relativeProminence) {
        SmoothedSeries smoothed = scale.smooth(series);
        double[] values = smoothed.values();
        double threshold = threshold(values, relativeProminence);
        List<Summit> summits = new ArrayList<>();
        for (int node : LocalMaxima.of(values)) {
            Prominence prominence = Prominence.of(values, node);
            if (prominence.value() >= threshold) {
                double standardError = noise.standardError(difference(smoothed, node, prominence.col()));
                summits.add(new Summit(scale, smoothed, node, prominence.value(), standardError));
            }
        }
        return summits;
    }

    private static double threshold(double[] values, double relativeProminence) {
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

    double time() {
        return smoothed.time(node);
    }

    double height() {
        return smoothed.value(node);
    }

    /// The stretch around the summit on which the smoothed series lies less than `depth` below it; it ends with
    /// the record at the latest.
    Span above(double depth) {
        double level = height() - depth;
        return new Span(crossing(-1, level), crossing(1, level));
    }

    /// Between the last node above the level and the first at or below it, by linear interpolation.
    private double crossing(int direction, double level) {
        int i = node;
        while (smoothed.value(i) > level) {
            if (i + direction < 0 || i + direction >= smoothed.size()) {
                return smoothed.time(i);
            }
            i += direction;
        }
        double inside = smoothed.time(i - direction);
        double share = (smoothed.value(i - direction) - level) / (smoothed.value(i - direction) - smoothed.value(i));
        return inside + share * (smoothed.time(i) - inside);
    }
}
