// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.resampling;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/// All ways to rearrange data that a null hypothesis makes equally likely, and the statistic of each.
///
/// @param count how many there are, as a double since it may exceed any integer
/// @param observed the statistic of the data as they are
/// @param numbered the statistic of an arrangement by its number, 0 to count − 1
/// @param drawn the statistic of an arrangement drawn at random
record Arrangements(
        double count, double observed, IntToDoubleFunction numbered, ToDoubleFunction<RandomGenerator> drawn) {

    /// Two samples pooled and split again: all choices of which data form the first one.
    static Arrangements ofLabels(double[] x, double[] y, ToDoubleBiFunction<double[], double[]> statistic) {
        int first = x.length;
        double[] pooled = Arrays.copyOf(x, first + y.length);
        System.arraycopy(y, 0, pooled, first, y.length);
        ToDoubleFunction<double[]> split = arranged -> statistic.applyAsDouble(
                Arrays.copyOf(arranged, first), Arrays.copyOfRange(arranged, first, arranged.length));
        return new Arrangements(
                combinations(pooled.length, first),
                split.applyAsDouble(pooled),
                number -> split.applyAsDouble(combination(pooled, first, number)),
                random -> split.applyAsDouble(shuffled(pooled, random)));
    }

    /// n! / (k! (n − k)!), 0 unless 0 ≤ k ≤ n.
    private static double combinations(int n, int k) {
        double count = k < 0 || k > n ? 0 : 1;
        for (int i = 1; i <= k; i++) {
            count = count * (n - k + i) / i;
        }
        return Math.rint(count);
    }

    /// The pooled data with the numbered choice of `first` of them in front, choices in lexicographic order.
    private static double[] combination(double[] pooled, int first, int number) {
        double[] arranged = new double[pooled.length];
        int taken = 0;
        int rest = first;
        double left = number;
        for (int i = 0; i < pooled.length; i++) {
            double with = combinations(pooled.length - i - 1, first - taken - 1);
            if (left < with) {
                arranged[taken++] = pooled[i];
            } else {
                left -= with;
                arranged[rest++] = pooled[i];
            }
        }
        return arranged;
    }

    /// The values in another order (Fisher and Yates).
    private static double[] shuffled(double[] values, RandomGenerator random) {
        double[] shuffled = values.clone();
        for (int last = shuffled.length - 1; last > 0; last--) {
            int chosen = random.nextInt(last + 1);
            double kept = shuffled[last];
            shuffled[last] = shuffled[chosen];
            shuffled[chosen] = kept;
        }
        return shuffled;
    }

    /// Differences with every pattern of signs: the bits of an arrangement's number, or random ones.
    static Arrangements ofSigns(double[] differences, ToDoubleFunction<double[]> statistic) {
        ToDoubleFunction<IntUnaryOperator> flipped = bits -> {
            double[] signed = differences.clone();
            for (int i = 0; i < signed.length; i++) {
                signed[i] *= bits.applyAsInt(i) == 1 ? 1 : -1;
            }
            return statistic.applyAsDouble(signed);
        };
        return new Arrangements(
                StrictMath.pow(2, differences.length),
                statistic.applyAsDouble(differences.clone()),
                number -> flipped.applyAsDouble(i -> (number >> i) & 1),
                random -> flipped.applyAsDouble(i -> random.nextInt(2)));
    }
}
