// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import java.util.function.DoubleUnaryOperator;

/// Walking a function with a single maximum, on the whole line: its highest value, and where it has fallen to
/// a level.
final class Ridge {

    private static final double GOLDEN = (StrictMath.sqrt(5) - 1) / 2;

    /// Leaves 5e-7 of the bracket; near a maximum the value is then exact to 1e-12 of its change over the
    /// bracket.
    private static final int SECTIONS = 30;

    private static final int HALVINGS = 45;

    /// Doubling a step this often passes every number that standardised data can mean.
    private static final int MOST_DOUBLINGS = 60;

    private Ridge() {}

    /// The largest value, searched from a starting point outward, then by golden sections.
    static double highest(DoubleUnaryOperator function, double start) {
        double from = edge(function, start, -1);
        double to = edge(function, start, 1);
        double left = to - GOLDEN * (to - from);
        double right = from + GOLDEN * (to - from);
        double atLeft = function.applyAsDouble(left);
        double atRight = function.applyAsDouble(right);
        for (int i = 0; i < SECTIONS; i++) {
            if (atLeft >= atRight) {
                to = right;
                right = left;
                atRight = atLeft;
                left = to - GOLDEN * (to - from);
                atLeft = function.applyAsDouble(left);
            } else {
                from = left;
                left = right;
                atLeft = atRight;
                right = from + GOLDEN * (to - from);
                atRight = function.applyAsDouble(right);
            }
        }
        return Math.max(atLeft, atRight);
    }

    /// A point in one direction beyond which the function does not rise any more.
    private static double edge(DoubleUnaryOperator function, double start, int direction) {
        double step = direction;
        double value = function.applyAsDouble(start);
        double place = start;
        for (int doubling = 0; doubling < MOST_DOUBLINGS; doubling++) {
            double next = function.applyAsDouble(place + step);
            if (!(next > value)) {
                return place + step;
            }
            place += step;
            value = next;
            step *= 2;
        }
        return place;
    }

    /// Where the function, walked from its maximum in steps that double, has fallen to the level; infinite
    /// when never.
    static double falls(DoubleUnaryOperator function, double maximum, double firstStep, double level) {
        double inside = maximum;
        double step = firstStep;
        for (int doubling = 0; doubling < MOST_DOUBLINGS; doubling++) {
            double outside = inside + step;
            if (!(function.applyAsDouble(outside) >= level)) {
                return bisect(function, inside, outside, level);
            }
            inside = outside;
            step *= 2;
        }
        return firstStep * Double.POSITIVE_INFINITY;
    }

    private static double bisect(DoubleUnaryOperator function, double inside, double outside, double level) {
        double in = inside;
        double out = outside;
        for (int i = 0; i < HALVINGS && in != out; i++) {
            double middle = (in + out) / 2;
            if (function.applyAsDouble(middle) >= level) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return in;
    }
}
