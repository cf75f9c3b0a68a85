// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.Arrays;
import org.hipparchus.distribution.continuous.FDistribution;

/// Least-squares fit of a [ScalingLaw] with errors in proportion to y: ln y = ln a + ln g(x; θ) + ε, ε normal.
///
/// For each θ the best amplitude is ln a = mean(ln y − ln g), which leaves one parameter to search
/// (variable projection, G. H. Golub & V. Pereyra, SIAM J. Numer. Anal. 10 (1973) 413); θ minimises the
/// residual sum of squares RSS of ln y. Its interval holds the θ with
///
///     RSS(θ) ≤ RSS_min · (1 + F / (n − 2)),     F the quantile of Fisher's F(1, n − 2) at the confidence
///
/// which for a power law is exactly the t interval of linear regression on logarithms, and for other laws
/// the usual profile interval (D. M. Bates & D. G. Watts, Nonlinear Regression Analysis, 1988, §6.1). An
/// end the data do not bound is reported as the law's limit.
///
/// @param parameter θ
/// @param amplitude a at the best θ
/// @param sumOfSquares RSS
/// @param likelihood with three parameters: a, θ and the error variance
public record ScalingFit(
        ScalingLaw law,
        Estimate parameter,
        boolean atLimit,
        double amplitude,
        double sumOfSquares,
        Likelihood likelihood) {

    /// Fits a law.
    ///
    /// Declines with fewer than four points or three distinct x.
    ///
    /// @param x positive
    /// @param y positive
    public static Answer<ScalingFit> of(ScalingLaw law, double[] x, double[] y, double confidence) {
        Samples.requireSameSize("x", x.length, "y", y.length);
        Samples.requirePositive("x", x);
        Samples.requireConfidence(confidence);
        Samples.requirePositive("y", y);
        int n = x.length;
        if (n < 4) {
            return Answer.tooFew("a scaling fit's number of points", n, 4);
        }
        double[] sorted = Arrays.stream(x).sorted().distinct().toArray();
        if (sorted.length < 3) {
            return Answer.tooFew("a scaling fit's number of distinct x", sorted.length, 3);
        }
        ScalingLaw.Range range = law.search(sorted[0], sorted[sorted.length - 1]);
        Search search = new Search(s -> sumOfSquares(law, x, y, law.parameter(s)), range.lower(), range.upper());
        ScalingLaw.Range limits = law.limits(sorted[0], sorted[sorted.length - 1]);
        return Answer.given(result(law, x, y, search, limits, confidence));
    }

    private static ScalingFit result(
            ScalingLaw law, double[] x, double[] y, Search search, ScalingLaw.Range limits, double confidence) {
        int n = x.length;
        double quantile = new FDistribution(1, n - 2, 1e-12).inverseCumulativeProbability(confidence);
        double level = search.least * (1 + quantile / (n - 2));
        double below = search.crossingBelow(level);
        double above = search.crossingAbove(level);
        Interval interval = new Interval(
                Double.isInfinite(below) ? limits.lower() : law.parameter(below),
                Double.isInfinite(above) ? limits.upper() : law.parameter(above),
                confidence);
        double parameter = law.parameter(search.place);
        return new ScalingFit(
                law,
                new Estimate(parameter, interval, n),
                search.isAtAnEnd(),
                amplitude(y, relativeShape(law, x, parameter)) / largestShape(law, x, parameter),
                search.least,
                Likelihood.ofLogarithms(y, search.least, 3));
    }

    /// The shape over its largest value, since steep powers of large x square to infinity.
    private static double[] relativeShape(ScalingLaw law, double[] x, double parameter) {
        double largest = largestShape(law, x, parameter);
        double[] shape = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            shape[i] = law.shape(x[i], parameter) / largest;
        }
        return shape;
    }

    private static double largestShape(ScalingLaw law, double[] x, double parameter) {
        double largest = 0;
        for (double at : x) {
            largest = Math.max(largest, law.shape(at, parameter));
        }
        return largest;
    }

    private static double amplitude(double[] y, double[] shape) {
        double[] ratios = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            ratios[i] = StrictMath.log(y[i]) - StrictMath.log(shape[i]);
        }
        return StrictMath.exp(Samples.mean(ratios));
    }

    private static double sumOfSquares(ScalingLaw law, double[] x, double[] y, double parameter) {
        double[] shape = relativeShape(law, x, parameter);
        double amplitude = amplitude(y, shape);
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double residual = StrictMath.log(y[i]) - StrictMath.log(amplitude * shape[i]);
            sum += residual * residual;
        }
        return sum;
    }

    public double at(double x) {
        return amplitude * law.shape(x, parameter.value());
    }
}
