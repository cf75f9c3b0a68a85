// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.symmetry;

import calorimeter.physics.numeric.SingularValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// Looks for conservation laws beside those that are known: the directions that no gradient flow reaches, see [Orbit],
/// less the gradients of the known charges.
///
/// Along these gradients no flow moves. What it seems to move there is the error of the computation, so the noise is
/// measured, and a further law is a singular value that does not stand out of it.
///
/// @param parameters D
/// @param independent how many of the known charges are independent at the point: the rank of their gradients
/// @param noise largest share of a reached vector along a known gradient
/// @param smallest singular value of the reached vectors that stands out of the noise
/// @param further laws beside the known ones
public record LawSearch(int parameters, int independent, double noise, double smallest, int further) {

    /// A value must be so many times the noise to stand out of it.
    private static final double MARGIN = 30;

    /// Noise above this is not that of rounding and of differences.
    private static final double CLEAN = 1e-6;

    /// Share of the longest vector below which a vector is left out.
    private static final double SHORT = 1e-2;

    private static final double ROUNDING = 1e-16;

    /// Relative length below which what is left of a gradient is rounding.
    private static final double DEPENDENT = 1e-9;

    /// The number of independent laws.
    public int laws() {
        return independent + further;
    }

    /// Whether the noise is small enough for a count: a flow that crosses a kink, or one that is too long, moves along
    /// known gradients by much more than rounding does.
    public boolean isClean() {
        return noise < CLEAN;
    }

    /// How far the smallest value that counts stands out of the noise, at least 30.
    public double margin() {
        return smallest / noise;
    }

    /// Searches at a point.
    ///
    /// @param charges gradients of the known charges at the point
    /// @param fields gradients of losses on all kinds of data
    /// @param reach the longest distance that a flow goes: short, so that its errors stay small
    public static LawSearch at(
            double[] point,
            List<double[]> charges,
            List<UnaryOperator<double[]>> fields,
            double reach,
            RandomGenerator random) {
        List<double[]> known = orthonormal(charges);
        double[][] vectors = longest(Orbit.vectors(point, fields, reach, random));
        double noise = ROUNDING;
        for (double[] vector : vectors) {
            double along = 0;
            for (double[] direction : known) {
                double component = dot(vector, direction);
                along = Math.hypot(along, component);
                add(-component, direction, vector);
            }
            noise = Math.max(noise, along);
        }
        double[] values = SingularValues.of(vectors);
        int reachable = point.length - known.size();
        int rank = 0;
        while (rank < Math.min(reachable, values.length) && values[rank] > MARGIN * noise) {
            rank++;
        }
        return new LawSearch(point.length, known.size(), noise, values[Math.max(rank - 1, 0)], reachable - rank);
    }

    /// Those that are not much shorter than the longest, at length 1: what a saturated loss leaves is mostly rounding.
    private static double[][] longest(double[][] vectors) {
        double longest = Arrays.stream(vectors)
                .mapToDouble(vector -> Math.sqrt(dot(vector, vector)))
                .max()
                .orElseThrow();
        double[][] kept = Arrays.stream(vectors)
                .filter(vector -> Math.sqrt(dot(vector, vector)) > SHORT * longest)
                .toArray(double[][]::new);
        for (double[] vector : kept) {
            scale(1 / Math.sqrt(dot(vector, vector)), vector);
        }
        return kept;
    }

    /// An orthonormal basis of what some vectors span, by Gram and Schmidt, each step twice.
    private static List<double[]> orthonormal(List<double[]> vectors) {
        List<double[]> basis = new ArrayList<>();
        for (double[] vector : vectors) {
            double[] rest = vector.clone();
            double length = Math.sqrt(dot(rest, rest));
            for (int pass = 0; pass < 2; pass++) {
                for (double[] direction : basis) {
                    add(-dot(rest, direction), direction, rest);
                }
            }
            double left = Math.sqrt(dot(rest, rest));
            if (left > DEPENDENT * length) {
                scale(1 / left, rest);
                basis.add(rest);
            }
        }
        return basis;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static void add(double factor, double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            y[i] += factor * x[i];
        }
    }

    private static void scale(double factor, double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }
}
