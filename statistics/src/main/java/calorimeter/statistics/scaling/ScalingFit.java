// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.Arrays;
import org.hipparchus.distribution.continuous.FDistribution;

/// Least-squares fit of a [ScalingLaw] y = a·g(x; θ).
///
/// For each θ the amplitude has a closed form ([ErrorModel]); θ minimises the residual sum of squares RSS.
/// Its interval holds the θ with
///
///     RSS(θ) ≤ RSS_min · (1 + F / (n − 2)),     F the quantile of Fisher's F(1, n − 2) at the confidence
///
/// which for a power law with multiplicative errors is exactly the t interval of linear regression on
/// logarithms, and for other laws the usual profile interval (D. M. Bates & D. G. Watts, Nonlinear Regression
/// Analysis, 1988, §6.1). An end the data do not bound is reported as the law's limit.
///
/// @param parameter θ
/// @param amplitude a at the best θ
/// @param sumOfSquares RSS in the scale of the error model
/// @param likelihood with three parameters: a, θ and the error variance
public record ScalingFit(
        ScalingLaw law,
        ErrorModel errors,
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
    /// @param y positive for multiplicative errors
    public static Answer<ScalingFit> of(ScalingLaw law, ErrorModel errors, double[] x, double[] y, double confidence) {
        Samples.requireSameSize("x", x.length, "y", y.length);
        Samples.requirePositive("x", x);
        Samples.requireConfidence(confidence);
        if (errors == ErrorModel.MULTIPLICATIVE) {
            Samples.requirePositive("y", y);
        }
        Samples.requireFinite("y", y);
        int n = x.length;
        if (n < 4) {
            return Answer.tooFew("a scaling fit's number of points", n, 4);
        }
        double[] sorted = Arrays.stream(x).sorted().distinct().toArray();
        if (sorted.length < 3) {
            return Answer.tooFew("a scaling fit's number of distinct x", sorted.length, 3);
        }
        ScalingLaw.Range range = law.search(sorted[0], sorted[sorted.length - 1]);
        Search search =
                new Search(s -> sumOfSquares(law, errors, x, y, law.parameter(s)), range.lower(), range.upper());
        ScalingLaw.Range limits = law.limits(sorted[0], sorted[sorted.length - 1]);
        return Answer.given(result(law, errors, x, y, search, limits, confidence));
    }

    private static ScalingFit result(
            ScalingLaw law,
            ErrorModel errors,
            double[] x,
            double[] y,
            Search search,
            ScalingLaw.Range limits,
            double confidence) {
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
                errors,
                new Estimate(parameter, interval, n),
                search.isAtAnEnd(),
                errors.amplitude(y, relativeShape(law, x, parameter)) / largestShape(law, x, parameter),
                search.least,
                new Likelihood(errors.logLikelihood(y, search.least), 3, n));
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

    private static double sumOfSquares(ScalingLaw law, ErrorModel errors, double[] x, double[] y, double parameter) {
        double[] shape = relativeShape(law, x, parameter);
        double amplitude = errors.amplitude(y, shape);
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double residual = errors.residual(y[i], amplitude * shape[i]);
            sum += residual * residual;
        }
        return sum;
    }

    public double at(double x) {
        return amplitude * law.shape(x, parameter.value());
    }
}
