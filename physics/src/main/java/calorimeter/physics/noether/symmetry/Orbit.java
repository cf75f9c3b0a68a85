// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.symmetry;

import calorimeter.physics.numeric.SingularValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// The set of points that the flows of some vector fields can reach, in any order and for any times. Its dimension is
/// that of their Lie closure where the fields are analytic (Nagano; Sussmann 1973), and the number of independent
/// conservation laws is what is missing to the dimension of the space. With the gradient fields of a loss on all kinds
/// of data it counts the laws of gradient flow.
///
/// The tangent space is spanned by fields carried along flows: a random word of flows leads from the point to another,
/// a random field is evaluated there and pushed back by the derivative of the flows. That contains brackets of every
/// depth, where nested differences would lose their digits after two or three. Its dimension is the number of singular
/// values above the largest gap. Data must be generic too: a ReLU unit that no field activates adds laws of its own.
///
/// @param dimension  of the space
/// @param values     singular values in descending order, one for each dimension of the space
/// @param rank       how many of them are not 0
public record Orbit(int dimension, List<Double> values, int rank) {

    /// Vectors beyond the dimension of the space, so that chance does not lower the rank.
    private static final int SPARE = 10;

    /// Flows in a word; brackets of depth n need about n.
    private static final int WORD = 4;

    /// Levels of extrapolation in a flow.
    private static final int LEVELS = 6;

    /// Share of the largest value below which all values are alike: errors of flows and differences.
    private static final double ROUNDING = 1e-12;

    private static final double DIFFERENCE = 1e-3;

    /// Finds the orbit through a point.
    ///
    /// @param fields at least two, generic; each takes a point and gives a vector in a new array
    /// @param point  generic
    /// @param reach  the longest distance that a flow goes; some tenths of the size of the point's coordinates
    /// @param random chooses words
    public static Orbit through(
            double[] point, List<UnaryOperator<double[]>> fields, double reach, RandomGenerator random) {
        return of(point.length, SingularValues.of(vectors(point, fields, reach, random)));
    }

    /// Vectors that span the tangent space, some more than the dimension of the space.
    static double[][] vectors(
            double[] point, List<UnaryOperator<double[]>> fields, double reach, RandomGenerator random) {
        double typical = fields.stream()
                .mapToDouble(field -> norm(field.apply(point)))
                .average()
                .orElseThrow();
        List<UnaryOperator<double[]>> bounded =
                fields.stream().map(field -> bounded(field, typical)).toList();
        double[][] vectors = new double[point.length + point.length / 2 + SPARE][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = carried(point, bounded, reach, random);
        }
        return vectors;
    }

    /// The number of independent conservation laws, D − rank.
    public int laws() {
        return dimension - rank;
    }

    /// The smallest value that counts divided by the largest that does not; below about 30 the rank is doubtful.
    public double gap() {
        return gap(values, rank);
    }

    private static Orbit of(int dimension, double[] all) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < dimension; i++) {
            values.add(all[i]);
        }
        int rank = 0;
        double widest = 0;
        for (int i = 0; i < dimension; i++) {
            double gap = gap(values, i + 1);
            if (gap > widest) {
                widest = gap;
                rank = i + 1;
            }
        }
        return new Orbit(dimension, List.copyOf(values), rank);
    }

    private static double gap(List<Double> values, int rank) {
        double zero = rank == values.size() ? 0 : values.get(rank);
        return values.get(rank - 1) / Math.max(zero, ROUNDING * values.getFirst());
    }

    /// A field at the end of a random word of flows, pushed back to the point.
    private static double[] carried(
            double[] point, List<UnaryOperator<double[]>> fields, double reach, RandomGenerator random) {
        int length = random.nextInt(WORD + 1);
        List<UnaryOperator<double[]>> word = new ArrayList<>();
        double[] times = new double[length];
        double[] end = point;
        for (int n = 0; n < length; n++) {
            word.add(fields.get(random.nextInt(fields.size())));
            times[n] = reach * (0.5 + 0.5 * random.nextDouble());
            end = flow(word.get(n), end, times[n]);
        }
        double[] vector = fields.get(random.nextInt(fields.size())).apply(end);
        return derivative(end, vector, x -> back(word, times, x));
    }

    private static double[] back(List<UnaryOperator<double[]>> word, double[] times, double[] x) {
        double[] moved = x;
        for (int n = word.size() - 1; n >= 0; n--) {
            moved = flow(word.get(n), moved, -times[n]);
        }
        return moved;
    }

    /// The derivative of a map along a vector, by differences of fourth order.
    private static double[] derivative(double[] x, double[] vector, UnaryOperator<double[]> map) {
        double[] near = map.apply(moved(x, vector, DIFFERENCE));
        double[] nearBack = map.apply(moved(x, vector, -DIFFERENCE));
        double[] far = map.apply(moved(x, vector, 2 * DIFFERENCE));
        double[] farBack = map.apply(moved(x, vector, -2 * DIFFERENCE));
        double[] slope = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            slope[i] = (8 * (near[i] - nearBack[i]) - (far[i] - farBack[i])) / (12 * DIFFERENCE);
        }
        return slope;
    }

    /// Gragg's modified midpoint rule with 2, 4, …, 2·LEVELS steps, extrapolated in h² (Hairer, Nørsett & Wanner,
    /// Solving Ordinary Differential Equations I, §II.9).
    private static double[] flow(UnaryOperator<double[]> field, double[] start, double time) {
        double[][] column = new double[LEVELS][];
        for (int level = 0; level < LEVELS; level++) {
            double[] finer = midpoint(field, start, time, 2 * (level + 1));
            for (int order = 0; order < level; order++) {
                double ratio = (level + 1.0) / (level - order);
                double[] coarser = column[order];
                column[order] = finer;
                double[] better = finer.clone();
                for (int i = 0; i < better.length; i++) {
                    better[i] += (finer[i] - coarser[i]) / (ratio * ratio - 1);
                }
                finer = better;
            }
            column[level] = finer;
        }
        return column[LEVELS - 1];
    }

    private static double[] midpoint(UnaryOperator<double[]> field, double[] start, double time, int steps) {
        double h = time / steps;
        double[] before = start;
        double[] now = moved(start, field.apply(start), h);
        for (int n = 1; n < steps; n++) {
            double[] next = moved(before, field.apply(now), 2 * h);
            before = now;
            now = next;
        }
        double[] after = moved(before, field.apply(now), h);
        for (int i = 0; i < after.length; i++) {
            after[i] = (after[i] + now[i]) / 2;
        }
        return after;
    }

    /// X/sqrt(|X|² + s²): smooth, and shorter than 1, so that no flow runs to infinity. A factor that does not vanish
    /// changes neither flow lines nor orbits.
    private static UnaryOperator<double[]> bounded(UnaryOperator<double[]> field, double typical) {
        return x -> {
            double[] vector = field.apply(x);
            double scale = 1 / Math.hypot(norm(vector), typical);
            for (int i = 0; i < vector.length; i++) {
                vector[i] *= scale;
            }
            return vector;
        };
    }

    private static double[] moved(double[] x, double[] direction, double amount) {
        double[] moved = x.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += amount * direction[i];
        }
        return moved;
    }

    private static double norm(double[] x) {
        double squares = 0;
        for (double component : x) {
            squares += component * component;
        }
        return Math.sqrt(squares);
    }
}
