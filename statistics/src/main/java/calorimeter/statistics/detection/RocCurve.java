// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Hits against false alarms at every threshold, from the largest score of each series: of nulls over their
/// length, of runs with an event before the event.
public final class RocCurve {

    private final double[] nulls;
    private final double[] signals;

    private RocCurve(double[] nulls, double[] signals) {
        this.nulls = nulls;
        this.signals = signals;
    }

    /// One point: the shares of nulls and of signals whose largest score exceeds the threshold.
    public record Point(double threshold, double falseAlarms, double hits) {}

    /// Curve of the largest scores, not NaN; infinite scores are allowed.
    public static RocCurve of(double[] nulls, double[] signals) {
        for (double[] scores : List.of(nulls, signals)) {
            if (scores.length == 0) {
                throw new IllegalArgumentException("there are no scores of one kind but a curve needs both kinds");
            }
            for (double score : scores) {
                if (Double.isNaN(score)) {
                    throw new IllegalArgumentException("a score is NaN but scores must be ordered");
                }
            }
        }
        return new RocCurve(nulls.clone(), signals.clone());
    }

    /// Points from (1, 1), below all scores, to (0, 0) at the largest score, one for each distinct score.
    public List<Point> points() {
        double[] thresholds = new double[nulls.length + signals.length];
        System.arraycopy(nulls, 0, thresholds, 0, nulls.length);
        System.arraycopy(signals, 0, thresholds, nulls.length, signals.length);
        List<Point> points = new ArrayList<>();
        points.add(new Point(Double.NEGATIVE_INFINITY, 1, 1));
        Arrays.stream(thresholds)
                .sorted()
                .distinct()
                .forEach(threshold ->
                        points.add(new Point(threshold, share(nulls, threshold), share(signals, threshold))));
        return List.copyOf(points);
    }

    private static double share(double[] scores, double threshold) {
        return Arrays.stream(scores).filter(score -> score > threshold).count() / (double) scores.length;
    }

    /// The area under the curve: the probability that a signal scores higher than a null, ties counted half.
    public double area() {
        double[] sorted = nulls.clone();
        Arrays.sort(sorted);
        double wins = 0;
        for (double signal : signals) {
            wins += (countBelow(sorted, signal, false) + countBelow(sorted, signal, true)) / 2.0;
        }
        return wins / nulls.length / signals.length;
    }

    /// How many of the sorted scores are below a value, or at most it.
    private static int countBelow(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
