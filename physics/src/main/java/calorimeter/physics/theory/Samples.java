package calorimeter.physics.theory;

import calorimeter.physics.ensemble.EnergySpectrum;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
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
