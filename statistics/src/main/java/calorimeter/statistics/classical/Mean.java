// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.List;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;

/// Means and their differences, with intervals from Student's t: exact for normal data, good for symmetric data
/// from about ten units on. s² = Σ(x − x̄)²/(n − 1), and t has n − 1 degrees of freedom where nothing else is
/// said.
public final class Mean {

    private static final int FEWEST = 2;

    private Mean() {}

    /// Interval x̄ ± t s/√n. Declines below two values, and when all are equal, where it would be a point.
    public static Answer<Estimate> of(double[] values, double confidence) {
        return refusal("the interval of a mean", values, confidence).orElseGet(() -> {
            int n = values.length;
            double half = student(n - 1.0, confidence) * StrictMath.sqrt(Samples.variance(values) / n);
            return estimate(Samples.mean(values), half, confidence, n);
        });
    }

    /// Difference x̄ − ȳ ± t s √(1/n + 1/m) from the mean of m other values of which nothing else is known:
    /// Student's interval if the others vary as much as these, which cannot be checked. Declines as [#of] does.
    ///
    /// @param otherMean ȳ
    /// @param others m ≥ 1
    public static Answer<Estimate> difference(double[] values, double otherMean, int others, double confidence) {
        Samples.requireFinite("mean", otherMean);
        return refusal("the interval of a difference of means", values, confidence)
                .orElseGet(() -> {
                    int n = values.length;
                    double half = halfWidth(n, others, confidence) * StrictMath.sqrt(Samples.variance(values));
                    return estimate(Samples.mean(values) - otherMean, half, confidence, n);
                });
    }

    /// Half of the interval of a [#difference] in units of s, t √(1/n + 1/m).
    ///
    /// @param n ≥ 2
    /// @param others m ≥ 1
    public static double halfWidth(int n, int others, double confidence) {
        return student(n - 1.0, confidence) * StrictMath.sqrt(1.0 / n + 1.0 / others);
    }

    /// Weighted sum of means of independent groups, whose variances may differ, with Welch's interval
    ///
    ///     Σ cᵢ x̄ᵢ ± t √(Σ vᵢ),   vᵢ = cᵢ² sᵢ²/nᵢ,   t with (Σ vᵢ)² / Σ vᵢ²/(nᵢ − 1) degrees of freedom
    ///
    /// (B. L. Welch, Biometrika 34 (1947) 28; F. E. Satterthwaite, Biometrics Bull. 2 (1946) 110). Weights 1
    /// and −1 of two groups give Welch's test; weights 1/k and −1/m compare the average of k groups with that
    /// of m. Declines when a group has fewer than two values, and when all groups are constant.
    ///
    /// @param weights cᵢ, one for each group; the estimate's n counts all values
    public static Answer<Estimate> contrast(List<double[]> groups, double[] weights, double confidence) {
        Samples.requireSameSize("groups", groups.size(), "weights", weights.length);
        Samples.requireFinite("weight", weights);
        Samples.requireConfidence(confidence);
        double value = 0;
        double variance = 0;
        double squares = 0;
        int n = 0;
        for (int i = 0; i < weights.length; i++) {
            double[] group = groups.get(i);
            Samples.requireFinite("value", group);
            if (group.length < FEWEST) {
                return Answer.tooFew("a group of a contrast of means", group.length, FEWEST);
            }
            double part = weights[i] * weights[i] * Samples.variance(group) / group.length;
            value += weights[i] * Samples.mean(group);
            variance += part;
            squares += part * part / (group.length - 1);
            n += group.length;
        }
        if (variance == 0) {
            return Answer.noVariation(n, "every group is constant; the interval of their contrast is unknown");
        }
        double half = student(variance * variance / squares, confidence) * StrictMath.sqrt(variance);
        return estimate(value, half, confidence, n);
    }

    /// Why there is no interval; empty when there is one.
    private static Optional<Answer<Estimate>> refusal(String what, double[] values, double confidence) {
        Samples.requireFinite("value", values);
        Samples.requireConfidence(confidence);
        int n = values.length;
        if (n < FEWEST) {
            return Optional.of(Answer.tooFew(what, n, FEWEST));
        }
        return Samples.areConstant(values)
                ? Optional.of(Answer.noVariation(
                        n, "all values are " + values[0] + "; the interval of their mean is unknown"))
                : Optional.empty();
    }

    /// Half of Student's interval in units of the standard error.
    ///
    /// @param freedom degrees of freedom, positive
    public static double student(double freedom, double confidence) {
        return new TDistribution(freedom, 1e-13).inverseCumulativeProbability((1 + confidence) / 2);
    }

    private static Answer<Estimate> estimate(double value, double half, double confidence, int n) {
        return Answer.given(new Estimate(value, new Interval(value - half, value + half, confidence), n));
    }
}
