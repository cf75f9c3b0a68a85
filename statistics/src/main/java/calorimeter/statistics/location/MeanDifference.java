package calorimeter.statistics.location;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import org.hipparchus.distribution.continuous.TDistribution;

/// Difference x̄ − ȳ of a mean from that of m other values of which only the mean is known,
///
///     x̄ − ȳ ± t s √(1/n + 1/m),   s² = Σ(x − x̄)²/(n − 1), t with n − 1 degrees of freedom:
///
/// Student's interval if the others vary as much as these, which cannot be checked.
public final class MeanDifference {

    private MeanDifference() {}

    /// t √(1/n + 1/m): the half of the interval in units of s.
    ///
    /// @param n ≥ 2
    /// @param others m ≥ 1
    public static double halfWidth(int n, int others, double confidence) {
        double quantile = new TDistribution(n - 1, 1e-13).inverseCumulativeProbability((1 + confidence) / 2);
        return quantile * StrictMath.sqrt(1.0 / n + 1.0 / others);
    }

    /// Declines below two values, and when all are equal.
    ///
    /// @param otherMean ȳ
    /// @param others m ≥ 1
    public static Answer<Estimate> fromMean(double[] values, double otherMean, int others, double confidence) {
        Samples.requireFinite("value", values);
        Samples.requireFinite("mean", otherMean);
        Samples.requireConfidence(confidence);
        int n = values.length;
        if (n < 2) {
            return Answer.tooFew("the interval of a difference of means", n, 2);
        }
        if (Samples.areConstant(values)) {
            return Answer.noVariation(n, "all values are " + values[0] + "; the interval of their mean is unknown");
        }
        double mean = Samples.mean(values);
        double half = halfWidth(n, others, confidence) * StrictMath.sqrt(Samples.variance(values));
        double difference = mean - otherMean;
        return Answer.given(
                new Estimate(difference, new Interval(difference - half, difference + half, confidence), n));
    }
}
