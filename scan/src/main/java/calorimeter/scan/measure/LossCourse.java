// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.PeakDetector;
import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.SampledSeries;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/// When a model learned, by its loss L at several steps.
///
/// @param half the step from which on at least half of the fall from the first loss to the last is kept;
///     empty when the loss does not fall
/// @param falls peaks of −dL/d log₁₀(step + 1), in nats a decade, by [PeakDetector#standard]
public record LossCourse(OptionalDouble half, List<Peak> falls) {

    public LossCourse {
        falls = List.copyOf(falls);
    }

    /// @param steps of training, rising
    /// @param losses at these steps
    public static LossCourse of(double[] steps, double[] losses) {
        double first = losses[0];
        double last = losses[losses.length - 1];
        double[] gains = Arrays.stream(losses).map(loss -> first - loss).toArray();
        return new LossCourse(
                last < first ? HeadCourse.since((first - last) / 2, steps, gains) : OptionalDouble.empty(),
                falls(steps, losses));
    }

    /// Slopes between neighbours count in the middle of their log times.
    private static List<Peak> falls(double[] steps, double[] losses) {
        double[] middles = new double[steps.length - 1];
        double[] slopes = new double[steps.length - 1];
        for (int i = 0; i < middles.length; i++) {
            middles[i] = Math.sqrt((steps[i] + 1) * (steps[i + 1] + 1)) - 1;
            slopes[i] = (losses[i] - losses[i + 1]) / (LogTime.ofStep(steps[i + 1]) - LogTime.ofStep(steps[i]));
        }
        return middles.length == 0 ? List.of() : PeakDetector.standard().find(SampledSeries.of(middles, slopes));
    }
}
