// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.resampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /// Arrangements that are a sequence of independent choices, each among a number of alternatives that the
    /// statistic names: random numbers make them, or the digits of the arrangement's number.
    private static Arrangements ofChoices(double count, double observed, ToDoubleFunction<IntUnaryOperator> statistic) {
        return new Arrangements(
                count,
                observed,
                number -> statistic.applyAsDouble(digits(number)),
                random -> statistic.applyAsDouble(random::nextInt));
    }

    private static IntUnaryOperator digits(int number) {
        int[] rest = {number};
        return alternatives -> {
            int digit = rest[0] % alternatives;
            rest[0] /= alternatives;
            return digit;
        };
    }

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
                random -> split.applyAsDouble(shuffled(pooled, random::nextInt)));
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

    /// The values in another order; every sequence of choices gives another one (Fisher and Yates).
    private static double[] shuffled(double[] values, IntUnaryOperator choice) {
        double[] shuffled = values.clone();
        for (int last = shuffled.length - 1; last > 0; last--) {
            int chosen = choice.applyAsInt(last + 1);
            double kept = shuffled[last];
            shuffled[last] = shuffled[chosen];
            shuffled[chosen] = kept;
        }
        return shuffled;
    }

    /// Differences with every pattern of signs.
    static Arrangements ofSigns(double[] differences, ToDoubleFunction<double[]> statistic) {
        return ofChoices(
                StrictMath.pow(2, differences.length), statistic.applyAsDouble(differences.clone()), choice -> {
                    double[] flipped = differences.clone();
                    for (int i = 0; i < flipped.length; i++) {
                        flipped[i] *= choice.applyAsInt(2) == 1 ? 1 : -1;
                    }
                    return statistic.applyAsDouble(flipped);
                });
    }

    /// Runs whose series are turned around their ends, each unshifted or by any allowed shift of its own; the
    /// statistic is the mean over runs. That of every run at every shift is computed once.
    static Arrangements ofShifts(List<double[]> runs, ToDoubleBiFunction<Integer, double[]> statistic, int leastShift) {
        List<double[]> byShift = new ArrayList<>();
        double count = 1;
        for (int run = 0; run < runs.size(); run++) {
            double[] values = runs.get(run);
            double[] statistics = new double[2 + values.length - 2 * leastShift];
            statistics[0] = statistic.applyAsDouble(run, values.clone());
            for (int i = 1; i < statistics.length; i++) {
                statistics[i] = statistic.applyAsDouble(run, shifted(values, leastShift + i - 1));
            }
            byShift.add(statistics);
            count *= statistics.length;
        }
        ToDoubleFunction<IntUnaryOperator> mean = choice -> {
            double sum = 0;
            for (double[] statistics : byShift) {
                sum += statistics[choice.applyAsInt(statistics.length)];
            }
            return sum / byShift.size();
        };
        return ofChoices(count, mean.applyAsDouble(alternatives -> 0), mean);
    }

    private static double[] shifted(double[] values, int shift) {
        double[] shifted = new double[values.length];
        System.arraycopy(values, 0, shifted, shift, values.length - shift);
        System.arraycopy(values, values.length - shift, shifted, 0, shift);
        return shifted;
    }
}
