// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Interval;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Means over rows, from means over the rows of each prompt:
///
///     m = Σ_p w_p v_p / Σ_p w_p,   w_p rows of prompt p
///
/// Prompts are the units: rows of one prompt are no independent data. The standard error is that of a ratio
/// (W. G. Cochran, Sampling Techniques, 1977, eq. 6.12), √(n/(n−1) Σ w_p²(v_p − m)²)/Σ w_p.
final class PromptMean {

    private static final double CONFIDENCE = 0.95;

    private PromptMean() {}

    /// NaN when no prompt has a weight above 0.
    static <P> double of(List<P> prompts, ToDoubleFunction<P> weight, ToDoubleFunction<P> value) {
        double sum = 0;
        double total = 0;
        for (P prompt : prompts) {
            double share = weight.applyAsDouble(prompt);
            if (share > 0) {
                sum += share * value.applyAsDouble(prompt);
                total += share;
            }
        }
        return sum / total;
    }

    /// Student's interval of the mean over prompts; empty with fewer than two.
    static <P> Optional<Interval> interval(List<P> prompts, ToDoubleFunction<P> weight, ToDoubleFunction<P> value) {
        double mean = of(prompts, weight, value);
        double squares = 0;
        double total = 0;
        int count = 0;
        for (P prompt : prompts) {
            double share = weight.applyAsDouble(prompt);
            if (share > 0) {
                double deviation = share * (value.applyAsDouble(prompt) - mean);
                squares += deviation * deviation;
                total += share;
                count++;
            }
        }
        if (count < 2) {
            return Optional.empty();
        }
        double half = Mean.student(count - 1, CONFIDENCE) * Math.sqrt(squares * count / (count - 1)) / total;
        return Optional.of(new Interval(mean - half, mean + half, CONFIDENCE));
    }
}
