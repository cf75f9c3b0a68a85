// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import calorimeter.statistics.estimate.Samples;
import java.util.Arrays;

/// Page's cumulative sum (E. S. Page, Biometrika 41 (1954) 100), two-sided: with z_t = (x_t − μ₀)/σ₀,
///
///     S⁺_t = max(0, S⁺_{t−1} + z_t − k),   S⁻_t = max(0, S⁻_{t−1} − z_t − k),   score_t = max(S⁺_t, S⁻_t)
///
/// μ₀ and σ₀ are the mean and standard deviation of the first `reference` samples, over which the scores are 0.
/// For a lasting shift of 2kσ₀ in independent Gaussian noise it is the fastest detector in the worst case at a
/// given false-alarm rate (G. V. Moustakides, Ann. Statist. 14 (1986) 1379); against a series that drifts from
/// the start it alarms at once, as it should.
///
/// @param reference samples that define normal, at least 5
/// @param slack k > 0, in standard deviations; ½ suits shifts of one standard deviation
public record CusumDetector(int reference, double slack) implements OnlineDetector {

    public CusumDetector {
        if (reference < 5) {
            throw new IllegalArgumentException("reference has " + reference + " samples but needs at least 5");
        }
        Samples.requirePositive("slack", slack);
    }

    @Override
    public double[] scores(double... values) {
        Samples.requireFinite("value", values);
        double[] scores = new double[values.length];
        int start = Math.min(reference, values.length);
        double mean = 0;
        for (int t = 0; t < start; t++) {
            mean += values[t] / start;
        }
        double square = 0;
        for (int t = 0; t < start; t++) {
            square += (values[t] - mean) * (values[t] - mean);
        }
        double deviation = StrictMath.sqrt(square / Math.max(1, start - 1));
        double up = 0;
        double down = 0;
        if (Samples.areConstant(Arrays.copyOf(values, start))) {
            return sinceFirstDeparture(start, values);
        }
        for (int t = start; t < values.length; t++) {
            double z = (values[t] - mean) / deviation;
            up = Math.max(0, up + z - slack);
            down = Math.max(0, down - z - slack);
            scores[t] = Math.max(up, down);
        }
        return scores;
    }

    /// After a constant reference any change is infinitely surprising, and stays so.
    private static double[] sinceFirstDeparture(int start, double[] values) {
        double[] scores = new double[values.length];
        double score = 0;
        for (int t = start; t < values.length; t++) {
            score = values[t] == values[0] ? score : Double.POSITIVE_INFINITY;
            scores[t] = score;
        }
        return scores;
    }
}
