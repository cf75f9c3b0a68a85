// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

/// Functions of one probability distribution p_1 … p_n.
public final class Distributions {

    /// How far Σp may be from 1. Wide enough for distributions that were stored in single precision.
    public static final double TOLERANCE = 1e-6;

    private Distributions() {}

    /// Checks that `p[from..to)` is a distribution.
    ///
    /// @throws IllegalArgumentException if it is empty, an entry is negative or not finite, or the sum is not 1
    ///     within [#TOLERANCE]; `name` says in the message what was wrong
    public static void requireDistribution(String name, double[] p, int from, int to) {
        if (from >= to) {
            throw new IllegalArgumentException(name + " is empty but needs at least one probability");
        }
        double sum = 0;
        for (int j = from; j < to; j++) {
            if (!(p[j] >= 0) || Double.isInfinite(p[j])) {
                throw new IllegalArgumentException(
                        name + " has the probability " + p[j] + " at " + j + " but needs values from 0 to 1");
            }
            sum += p[j];
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException(name + " sums to " + sum + " over [" + from + ", " + to
                    + ") but must sum to 1 within " + TOLERANCE);
        }
    }

    /// S = −Σ p ln p of `p[from..to)`, with 0·ln 0 = 0. Not validated.
    public static double entropy(double[] p, int from, int to) {
        double entropy = 0;
        for (int j = from; j < to; j++) {
            if (p[j] > 0) {
                entropy -= p[j] * StrictMath.log(p[j]);
            }
        }
        return entropy;
    }
}
