package calorimeter.statistics.location;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;

/// A weighted sum of means of independent groups, whose variances may differ, with Welch's interval
///
///     Σ cᵢ x̄ᵢ ± t √(Σ vᵢ),   vᵢ = cᵢ² sᵢ²/nᵢ,   t with (Σ vᵢ)² / Σ vᵢ²/(nᵢ − 1) degrees of freedom
///
/// (B. L. Welch, Biometrika 34 (1947) 28; F. E. Satterthwaite, Biometrics Bull. 2 (1946) 110). Weights 1 and −1
/// of two groups give Welch's test; weights 1/k and −1/m compare the average of k groups with that of m.
public final class MeanContrast {

    private static final int FEWEST = 2;

    private MeanContrast() {}

    /// Declines when a group has fewer than two values, and when all groups are constant.
    ///
    /// @param weights cᵢ, one for each group; the estimate's n counts all values
    public static Answer<Estimate> of(List<double[]> groups, double[] weights, double confidence) {
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
        double quantile = new TDistribution(variance * variance / squares, 1e-13)
                .inverseCumulativeProbability((1 + confidence) / 2);
        double half = quantile * StrictMath.sqrt(variance);
        return Answer.given(new Estimate(value, new Interval(value - half, value + half, confidence), n));
    }
}
