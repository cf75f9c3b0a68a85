// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;

/// Probability of an event across a threshold, P(x) = 1 / (1 + e^(−s (x − m))): midpoint m, slope s.
///
/// Maximises the likelihood times the square root of the determinant of its information, Jeffreys' prior
/// (D. Firth, Biometrika 80 (1993) 27; for outcomes that x separates G. Heinze & M. Schemper, Stat. Med. 21
/// (2002) 2409): always finite, less biased in small samples.
///
/// For P(grok) against weight decay x = ln λ, and λ_c = e^m (Verma, arXiv:2605.20441). Intervals are profile
/// likelihood intervals: the values at which twice the penalised log-likelihood, maximised over the other
/// parameter, lies within the quantile of χ²(1) of its maximum. When a slope of zero is among them, midpoints
/// arbitrarily far out fit as well, and the interval is reported as unbounded on both sides.
///
/// @param midpoint m, where P = ½
/// @param slope s, per unit of x; the 10 to 90 % width is 4.39/|s|
public record LogisticFit(Estimate midpoint, Estimate slope) {

    private static final int FEWEST = 6;

    /// Slope per standard deviation of x below which it is rounding.
    private static final double FLAT = 1e-9;

    /// Fits outcomes at x.
    ///
    /// Declines with fewer than six outcomes, when x or the outcomes do not vary, and when the best slope
    /// is zero.
    public static Answer<LogisticFit> of(double[] x, boolean[] outcomes, double confidence) {
        Samples.requireSameSize("x", x.length, "outcomes", outcomes.length);
        Samples.requireFinite("x", x);
        Samples.requireConfidence(confidence);
        int n = x.length;
        if (n < FEWEST) {
            return Answer.tooFew("a logistic fit's number of outcomes", n, FEWEST);
        }
        if (Samples.areConstant(x) || !vary(outcomes)) {
            return Answer.noVariation(n, "a logistic fit needs two values of x and both outcomes");
        }
        return fit(x, outcomes, confidence);
    }

    /// The midpoint alone: what a bootstrap repeats thousands of times, without the intervals
    /// that cost most of a fit. NaN where the fit would decline for want of variation or of dependence on x.
    ///
    /// @throws IllegalArgumentException when the lengths differ or x is not finite
    public static double midpointAlone(double[] x, boolean[] outcomes) {
        Samples.requireSameSize("x", x.length, "outcomes", outcomes.length);
        Samples.requireFinite("x", x);
        if (Samples.areConstant(x) || !vary(outcomes)) {
            return Double.NaN;
        }
        double mean = Samples.mean(x);
        double scale = scale(x, mean);
        double[] best =
                LogisticLikelihood.of(standardised(x, mean, scale), outcomes).maximum();
        return Math.abs(best[1]) < FLAT ? Double.NaN : mean - scale * best[0] / best[1];
    }

    private static boolean vary(boolean[] outcomes) {
        boolean vary = false;
        for (boolean outcome : outcomes) {
            vary |= outcome != outcomes[0];
        }
        return vary;
    }

    private static double scale(double[] x, double mean) {
        double square = 0;
        for (double value : x) {
            square += (value - mean) * (value - mean) / x.length;
        }
        return StrictMath.sqrt(square);
    }

    private static double[] standardised(double[] x, double mean, double scale) {
        double[] z = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            z[i] = (x[i] - mean) / scale;
        }
        return z;
    }

    private static Answer<LogisticFit> fit(double[] x, boolean[] outcomes, double confidence) {
        int n = x.length;
        double mean = Samples.mean(x);
        double scale = scale(x, mean);
        double[] z = standardised(x, mean, scale);
        LogisticLikelihood likelihood = LogisticLikelihood.of(z, outcomes);
        double[] best = likelihood.maximum();
        if (Math.abs(best[1]) < FLAT) {
            return Answer.notIdentified(n, "the outcomes do not depend on x, so there is no midpoint");
        }
        double drop = new ChiSquaredDistribution(1, 1e-12).inverseCumulativeProbability(confidence) / 2;
        double level = likelihood.at(best[0], best[1]) - drop;
        Interval slopes = profile(s -> Ridge.highest(b -> likelihood.at(b, s), best[0]), best[1], 1, level, confidence);
        Interval midpoints = slopes.contains(0)
                ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, confidence)
                : profile(
                        m -> Ridge.highest(s -> likelihood.at(-s * m, s), best[1]),
                        -best[0] / best[1],
                        1 / Math.abs(best[1]),
                        level,
                        confidence);
        return Answer.given(new LogisticFit(
                new Estimate(mean - scale * best[0] / best[1], scaled(midpoints, mean, scale), n),
                new Estimate(best[1] / scale, scaled(slopes, 0, 1 / scale), n)));
    }

    private static Interval profile(
            DoubleUnaryOperator profile, double best, double step, double level, double confidence) {
        return new Interval(
                Ridge.falls(profile, best, -step, level), Ridge.falls(profile, best, step, level), confidence);
    }

    private static Interval scaled(Interval interval, double shift, double scale) {
        return new Interval(shift + scale * interval.lower(), shift + scale * interval.upper(), interval.confidence());
    }
}
