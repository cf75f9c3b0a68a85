package calorimeter.statistics.location;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import org.hipparchus.distribution.continuous.TDistribution;

/// Mean with Student's interval x̄ ± t s/√n, s² = Σ(x − x̄)²/(n − 1), t with n − 1 degrees of freedom: exact
/// for normal data, good for means of symmetric data from about ten units on.
public final class Mean {

    private Mean() {}

    /// Declines below two values, and when all are equal, where the interval would be a point.
    public static Answer<Estimate> of(double[] values, double confidence) {
        Samples.requireFinite("value", values);
        Samples.requireConfidence(confidence);
        int n = values.length;
        if (n < 2) {
            return Answer.tooFew("the interval of a mean", n, 2);
        }
        if (Samples.areConstant(values)) {
            return Answer.noVariation(n, "all values are " + values[0] + "; the interval of their mean is unknown");
        }
        double mean = Samples.mean(values);
        double quantile = new TDistribution(n - 1, 1e-13).inverseCumulativeProbability((1 + confidence) / 2);
        double half = quantile * StrictMath.sqrt(Samples.variance(values) / n);
        return Answer.given(new Estimate(mean, new Interval(mean - half, mean + half, confidence), n));
    }
}
