// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import calorimeter.physics.action.SphereLagrangian;
import calorimeter.physics.action.SphereState;
import calorimeter.physics.attention.FisherMetric;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.information.FreeEnergyFunctional;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// Seeded systems to try statements on, and the differences and comparisons that residuals are made of.
final class Samples {

    private Samples() {}

    static RandomGenerator random(long seed) {
        return new SplittableRandom(seed);
    }

    /// The largest of `count` residuals, each of another draw from one stream.
    static double largest(long seed, int count, ToDoubleFunction<RandomGenerator> residual) {
        RandomGenerator random = random(seed);
        double largest = 0;
        for (int k = 0; k < count; k++) {
            largest = Math.max(largest, residual.applyAsDouble(random));
        }
        return largest;
    }

    /// The largest of the residuals of these cases.
    static <T> double largest(List<T> cases, ToDoubleFunction<T> residual) {
        return largest(cases.stream().map(residual::applyAsDouble).toList());
    }

    /// The largest of these residuals, none of which is negative; NaN if one is.
    static double largest(List<Double> residuals) {
        return residuals.stream().reduce(0.0, Math::max);
    }

    /// The largest factor by which a value misses the range from `low` to `high`: at most 1 where all lie
    /// inside.
    static double outside(List<Double> values, double low, double high) {
        return largest(values, value -> value > 0 ? Math.max(low / value, value / high) : Double.POSITIVE_INFINITY);
    }

    /// The largest difference of slopes ∂f_i/∂x_j, given as `matrix[i][j]`, from the finite difference of f.
    static double largestDifference(double[][] matrix, UnaryOperator<double[]> f, double[] x, double h) {
        double largest = 0;
        for (int j = 0; j < x.length; j++) {
            for (int i = 0; i < matrix.length; i++) {
                int row = i;
                int column = j;
                double slope = slope(value -> f.apply(replaced(x, column, value))[row], x[j], h);
                largest = Math.max(largest, Math.abs(matrix[i][j] - slope));
            }
        }
        return largest;
    }

    private static double[] replaced(double[] x, int place, double value) {
        double[] replaced = x.clone();
        replaced[place] = value;
        return replaced;
    }

    /// Four levels at T = 0.7, for orbits.
    static SphereLagrangian inertial(double mass, double friction) {
        return new SphereLagrangian(new FreeEnergyFunctional(EnergySpectrum.of(0, 0.4, 0.9, 1.5), 0.7), mass, friction);
    }

    /// A moving start for them.
    static SphereState moving() {
        double[] p = {0.42, 0.34, 0.16, 0.08};
        return SphereState.of(p, FisherMetric.at(p).times(new double[] {0.1, -0.1, 0.2, 0.1}));
    }

    static double[] gaussian(RandomGenerator random, int count, double sigma) {
        double[] values = new double[count];
        for (int j = 0; j < count; j++) {
            values[j] = sigma * random.nextGaussian();
        }
        return values;
    }

    static double[][] gaussian(RandomGenerator random, int rows, int columns, double sigma) {
        double[][] matrix = new double[rows][];
        for (int i = 0; i < rows; i++) {
            matrix[i] = gaussian(random, columns, sigma);
        }
        return matrix;
    }

    static EnergySpectrum spectrum(RandomGenerator random, int count, double sigma) {
        return EnergySpectrum.of(gaussian(random, count, sigma));
    }

    /// An interior distribution: softmax of Gaussian scores of width 1.5.
    static double[] distribution(RandomGenerator random, int count) {
        return spectrum(random, count, 1.5).probabilities(1);
    }

    /// Gaussian components with their mean removed.
    static double[] tangent(RandomGenerator random, int count) {
        double[] v = gaussian(random, count, 1);
        double mean = Arrays.stream(v).sum() / count;
        for (int j = 0; j < count; j++) {
            v[j] -= mean;
        }
        return v;
    }

    static double largestDifference(double[] a, double[] b) {
        double largest = 0;
        for (int j = 0; j < a.length; j++) {
            largest = Math.max(largest, Math.abs(a[j] - b[j]));
        }
        return largest;
    }

    /// Σ p f.
    static double mean(double[] values, double[] p) {
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            sum += p[j] * values[j];
        }
        return sum;
    }

    static double norm(double[] v) {
        double squares = 0;
        for (double component : v) {
            squares += component * component;
        }
        return Math.sqrt(squares);
    }

    static double relative(double value, double reference) {
        return Math.abs(value - reference) / Math.abs(reference);
    }

    /// f′(x) from x ± h and x ± 2h; error h⁴f⁗′/30.
    static double slope(DoubleUnaryOperator f, double x, double h) {
        double near = f.applyAsDouble(x + h) - f.applyAsDouble(x - h);
        double far = f.applyAsDouble(x + 2 * h) - f.applyAsDouble(x - 2 * h);
        return (8 * near - far) / (12 * h);
    }

    /// f″(x) from x, x ± h and x ± 2h; error h⁴f⁗″/90.
    static double curvature(DoubleUnaryOperator f, double x, double h) {
        double near = f.applyAsDouble(x + h) + f.applyAsDouble(x - h);
        double far = f.applyAsDouble(x + 2 * h) + f.applyAsDouble(x - 2 * h);
        return (16 * near - far - 30 * f.applyAsDouble(x)) / (12 * h * h);
    }

    /// The exponent k of an error proportional to h^k, from its values at h and at h/factor.
    static double order(double coarse, double fine, double factor) {
        return StrictMath.log(Math.abs(coarse / fine)) / StrictMath.log(factor);
    }

    /// p + amount · direction.
    static double[] moved(double[] p, double[] direction, double amount) {
        double[] moved = p.clone();
        for (int j = 0; j < p.length; j++) {
            moved[j] += amount * direction[j];
        }
        return moved;
    }
}
