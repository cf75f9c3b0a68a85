// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;

/// The slope of y on z beyond a trend: b of the ordinary least-squares fit
///
///     y_i = Σ_j a_j q_j(i) + b z_i + e_i,   i = 1 … n,   j = 1 … k
///
/// with Student's interval of n − k − 1 degrees of freedom. What the trend explains of y and of z is taken out of
/// both first, and b is the slope of what is left (R. Frisch & F. V. Waugh, Econometrica 1 (1933) 387). Where the
/// trend describes y badly, its misfit counts as error and widens the interval.
public final class PartialSlope {

    /// Share of a column's length below which what is left of it is rounding.
    private static final double ROUNDING = 1e-9;

    private PartialSlope() {}

    /// Declines when no degree of freedom is left, when the trend alone determines z, and when the fit has no error.
    ///
    /// @param trend the q_j, each of n values; a constant belongs among them where a level is to be taken out
    /// @throws IllegalArgumentException when a column of the trend follows from those before it
    public static Answer<Estimate> of(double[] y, double[] z, List<double[]> trend, double confidence) {
        Samples.requireSameSize("values y", y.length, "values z", z.length);
        Samples.requireFinite("y", y);
        Samples.requireFinite("z", z);
        Samples.requireConfidence(confidence);
        int freedom = y.length - trend.size() - 1;
        if (freedom < 1) {
            return Answer.tooFew("a slope beyond a trend's number of points", y.length, trend.size() + 2);
        }
        List<double[]> basis = orthonormal(trend);
        double[] left = remainder(z, basis);
        double spread = dot(left, left);
        if (isRounding(spread, z)) {
            return Answer.notIdentified(y.length, "a trend alone explains what the slope is taken on");
        }
        double[] rest = remainder(y, basis);
        double slope = dot(left, rest) / spread;
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= slope * left[i];
        }
        double squares = dot(rest, rest);
        if (isRounding(squares, y)) {
            return Answer.noVariation(y.length, "the fit has no error; the interval of its slope is unknown");
        }
        double half = new TDistribution(freedom, 1e-13).inverseCumulativeProbability((1 + confidence) / 2)
                * StrictMath.sqrt(squares / freedom / spread);
        return Answer.given(new Estimate(slope, new Interval(slope - half, slope + half, confidence), y.length));
    }

    /// Gram and Schmidt's method.
    private static List<double[]> orthonormal(List<double[]> columns) {
        List<double[]> basis = new ArrayList<>();
        for (double[] column : columns) {
            double[] left = remainder(column, basis);
            double square = dot(left, left);
            if (isRounding(square, column)) {
                throw new IllegalArgumentException(
                        "column " + basis.size() + " of the trend follows from those before it");
            }
            double length = StrictMath.sqrt(square);
            for (int i = 0; i < left.length; i++) {
                left[i] /= length;
            }
            basis.add(left);
        }
        return basis;
    }

    /// What is left of values beyond the basis; the second pass removes the rounding of the first.
    private static double[] remainder(double[] values, List<double[]> basis) {
        double[] left = values.clone();
        for (int pass = 0; pass < 2; pass++) {
            for (double[] direction : basis) {
                double along = dot(left, direction);
                for (int i = 0; i < left.length; i++) {
                    left[i] -= along * direction[i];
                }
            }
        }
        return left;
    }

    private static boolean isRounding(double square, double[] of) {
        return !(square > ROUNDING * ROUNDING * dot(of, of));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
