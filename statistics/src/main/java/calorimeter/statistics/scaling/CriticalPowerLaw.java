// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.Arrays;
import org.hipparchus.distribution.continuous.FDistribution;

/// Divergence at a threshold, t = a · (λ − λ_c)^(−ν) with multiplicative errors, λ_c < min λ, all three
/// fitted: the time to generalise against weight decay (Verma, arXiv:2605.20441, where t_grok ∝ (λ −
/// λ_c)^(−ν)).
///
/// For a given λ_c this is linear regression of ln t on ln(λ − λ_c); λ_c minimises its residual sum of
/// squares RSS, searched over u = ln(min λ − λ_c) from 1e-6 to 1e4 of the spread of λ. Both intervals are
/// profile intervals, RSS ≤ RSS_min (1 + F(1, n − 3)/(n − 3)) with the other parameters refitted, so the
/// price of not knowing λ_c is in the interval of ν. With λ_c known from elsewhere, fit a [PowerLaw] to λ −
/// λ_c instead.
///
/// @param exponent ν; its interval ends at infinity when the data allow an exponential in λ, the limit λ_c → −∞
/// @param threshold λ_c
/// @param amplitude a
/// @param likelihood with four parameters: a, λ_c, ν and the error variance
public record CriticalPowerLaw(Estimate exponent, Estimate threshold, double amplitude, Likelihood likelihood) {

    private static final double NEAREST = 1e-6;
    private static final double FARTHEST = 1e4;

    /// Fits the law to λ and t > 0.
    ///
    /// Declines with fewer than five points or four distinct λ, and when the best λ_c lies at an end of its
    /// search: at min λ, or so far below that the law is an exponential in λ.
    public static Answer<CriticalPowerLaw> of(double[] lambda, double[] time, double confidence) {
        Samples.requireSameSize("λ", lambda.length, "times", time.length);
        Samples.requireFinite("λ", lambda);
        Samples.requirePositive("time", time);
        Samples.requireConfidence(confidence);
        int n = lambda.length;
        if (n < 5) {
            return Answer.tooFew("a critical power law's number of points", n, 5);
        }
        double[] sorted = Arrays.stream(lambda).sorted().distinct().toArray();
        if (sorted.length < 4) {
            return Answer.tooFew("a critical power law's number of distinct λ", sorted.length, 4);
        }
        double spread = sorted[sorted.length - 1] - sorted[0];
        return new Profile(lambda, time, sorted[0], spread).answer(confidence);
    }

    /// The residual sum of squares along u = ln(min λ − λ_c).
    private static final class Profile {

        private final double[] lambda;
        private final double[] time;
        private final double smallest;
        private final double lower;
        private final double upper;
        private final Search search;

        Profile(double[] lambda, double[] time, double smallest, double spread) {
            this.lambda = lambda;
            this.time = time;
            this.smallest = smallest;
            lower = StrictMath.log(NEAREST * spread);
            upper = StrictMath.log(FARTHEST * spread);
            search = new Search(u -> line(lambda, time, threshold(smallest, u)).sumOfSquares(), lower, upper);
        }

        Answer<CriticalPowerLaw> answer(double confidence) {
            int n = time.length;
            double threshold = threshold(smallest, search.place);
            if (search.isAtAnEnd()) {
                return Answer.notIdentified(
                        n,
                        "the best λ_c is " + threshold + ", an end of its search; λ nearer the threshold would help");
            }
            double quantile = new FDistribution(1, n - 3, 1e-12).inverseCumulativeProbability(confidence);
            double level = search.least * (1 + quantile / (n - 3));
            double near = search.crossingBelow(level);
            double far = search.crossingAbove(level);
            Interval thresholds = new Interval(
                    Double.isInfinite(far) ? Double.NEGATIVE_INFINITY : threshold(smallest, far),
                    Double.isInfinite(near) ? smallest : threshold(smallest, near),
                    confidence);
            Line best = line(lambda, time, threshold);
            return Answer.given(new CriticalPowerLaw(
                    new Estimate(-best.slope(), exponents(near, far, level, confidence), n),
                    new Estimate(threshold, thresholds, n),
                    StrictMath.exp(best.intercept()),
                    Likelihood.ofLogarithms(time, search.least, 4)));
        }

        /// At given u, RSS(ν) = RSS_min(u) + (ν − ν(u))² S_xx(u), so ν(u) ± √((level − RSS_min(u))/S_xx(u))
        /// is allowed; the profile interval is the union over u. As λ_c → min λ, ν tends to 0; as λ_c → −∞,
        /// to infinity.
        private Interval exponents(double near, double far, double level, double confidence) {
            double from = Math.max(near, lower);
            double to = Math.min(far, upper);
            double least = new Search(u -> exponent(u, level, -1), from, to).least;
            double most = -new Search(u -> -exponent(u, level, 1), from, to).least;
            return new Interval(
                    Double.isInfinite(near) ? Math.min(0, least) : least,
                    Double.isInfinite(far) ? Double.POSITIVE_INFINITY : most,
                    confidence);
        }

        private double exponent(double u, double level, int side) {
            Line line = line(lambda, time, threshold(smallest, u));
            return -line.slope() + side * StrictMath.sqrt(Math.max(0, level - line.sumOfSquares()) / line.spreadOfX());
        }
    }

    private static double threshold(double smallest, double u) {
        return smallest - StrictMath.exp(u);
    }

    private static Line line(double[] lambda, double[] time, double threshold) {
        double[] distance = new double[lambda.length];
        double[] logTime = new double[lambda.length];
        for (int i = 0; i < lambda.length; i++) {
            distance[i] = StrictMath.log(lambda[i] - threshold);
            logTime[i] = StrictMath.log(time[i]);
        }
        return Line.of(distance, logTime);
    }
}
