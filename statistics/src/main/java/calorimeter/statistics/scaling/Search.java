// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import java.util.function.DoubleUnaryOperator;

/// Minimum of a function of one variable, and where it has risen to a level: a grid, then golden sections and
/// bisection. Slow and sure: an even grid finds the right valley, and nothing depends on derivatives or
/// starting points.
final class Search {

    private static final int GRID = 400;
    private static final double GOLDEN = (StrictMath.sqrt(5) - 1) / 2;

    private final DoubleUnaryOperator function;
    private final double lower;
    private final double upper;
    private final double[] onGrid = new double[GRID + 1];

    /// Where the function is least, and its value there.
    final double place;

    final double least;

    Search(DoubleUnaryOperator function, double lower, double upper) {
        this.function = x -> orInfinite(function.applyAsDouble(x));
        this.lower = lower;
        this.upper = upper;
        int best = 0;
        for (int i = 0; i <= GRID; i++) {
            onGrid[i] = this.function.applyAsDouble(node(i));
            best = onGrid[i] < onGrid[best] ? i : best;
        }
        double refined = golden(node(Math.max(0, best - 1)), node(Math.min(GRID, best + 1)));
        double value = this.function.applyAsDouble(refined);
        place = value <= onGrid[best] ? refined : node(best);
        least = Math.min(value, onGrid[best]);
    }

    private static double orInfinite(double value) {
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }

    private double node(int i) {
        return lower + (upper - lower) * i / GRID;
    }

    /// Whether the minimum is at an end of the range, so that there may be none inside.
    boolean isAtAnEnd() {
        double width = (upper - lower) / GRID;
        return place - lower < 1e-3 * width || upper - place < 1e-3 * width;
    }

    private double golden(double from, double to) {
        double a = from;
        double b = to;
        double left = b - GOLDEN * (b - a);
        double right = a + GOLDEN * (b - a);
        double atLeft = function.applyAsDouble(left);
        double atRight = function.applyAsDouble(right);
        for (int i = 0; i < 80; i++) {
            if (atLeft <= atRight) {
                b = right;
                right = left;
                atRight = atLeft;
                left = b - GOLDEN * (b - a);
                atLeft = function.applyAsDouble(left);
            } else {
                a = left;
                left = right;
                atLeft = atRight;
                right = a + GOLDEN * (b - a);
                atRight = function.applyAsDouble(right);
            }
        }
        return (a + b) / 2;
    }

    /// The first place below the minimum where the function exceeds the level, minus infinity when it never
    /// does.
    double crossingBelow(double level) {
        double inside = place;
        for (int i = GRID; i >= 0; i--) {
            if (node(i) < place && onGrid[i] > level) {
                return bisect(node(i), inside, level);
            }
            inside = node(i) < place ? node(i) : inside;
        }
        return Double.NEGATIVE_INFINITY;
    }

    /// The first place above the minimum where the function exceeds the level, infinity when it never does.
    double crossingAbove(double level) {
        double inside = place;
        for (int i = 0; i <= GRID; i++) {
            if (node(i) > place && onGrid[i] > level) {
                return bisect(node(i), inside, level);
            }
            inside = node(i) > place ? node(i) : inside;
        }
        return Double.POSITIVE_INFINITY;
    }

    private double bisect(double outside, double inside, double level) {
        double out = outside;
        double in = inside;
        for (int i = 0; i < 100; i++) {
            double middle = (out + in) / 2;
            if (function.applyAsDouble(middle) > level) {
                out = middle;
            } else {
                in = middle;
            }
        }
        return in;
    }
}
