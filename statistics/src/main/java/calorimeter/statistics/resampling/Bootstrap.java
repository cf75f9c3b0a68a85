// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.resampling;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/// Nonparametric bootstrap interval of any statistic (B. Efron & R. J. Tibshirani, An Introduction to the
/// Bootstrap, 1993).
///
/// Units are drawn with replacement, each stratum from itself; the estimate is the statistic of the data,
/// the interval is from quantile to quantile of its distribution over resamples. The unit must be the
/// independent one: a seed, not a training step.
///
/// Declines below five units in all or two in a stratum (nominal 95 % intervals of a mean, exponential or
/// normal, cover 0.79 to 0.85 at 5 units, 0.87 to 0.90 at 10 and 0.90 to 0.92 at 20), when every
/// resample gives the same number (the interval would be a point: eight successes in eight runs are for
/// `ClopperPearson`), and when the statistic is not finite in more than a twentieth of the resamples; fewer
/// such resamples are left out.
///
/// @param resamples at least 100; ends at 95 % want 2 000 or more
/// @param confidence in (0, 1)
public record Bootstrap(int resamples, double confidence) {

    public static final int FEWEST_UNITS = 5;

    public Bootstrap {
        if (resamples < 100) {
            throw new IllegalArgumentException("resamples are " + resamples + " but must be at least 100");
        }
        Samples.requireConfidence(confidence);
    }

    /// Interval of a statistic of one sample.
    public Answer<Estimate> of(double[] sample, ToDoubleFunction<double[]> statistic, RandomGenerator random) {
        return ofUnits(new int[] {sample.length}, drawn -> statistic.applyAsDouble(take(sample, drawn[0])), random);
    }

    /// Interval of a statistic of several samples, each resampled within itself: groups, primes, or two arms.
    public Answer<Estimate> ofStrata(
            List<double[]> strata, ToDoubleFunction<List<double[]>> statistic, RandomGenerator random) {
        int[] sizes = strata.stream().mapToInt(stratum -> stratum.length).toArray();
        return ofUnits(
                sizes,
                drawn -> {
                    List<double[]> resampled = new ArrayList<>();
                    for (int s = 0; s < sizes.length; s++) {
                        resampled.add(take(strata.get(s), drawn[s]));
                    }
                    return statistic.applyAsDouble(resampled);
                },
                random);
    }

    /// Interval of a statistic of units of any kind: a function of the drawn indices, one array per stratum,
    /// each index in {0, …, size of its stratum − 1}. The arrays are reused between resamples; do not keep
    /// them.
    public Answer<Estimate> ofUnits(int[] sizes, ToDoubleFunction<int[][]> statistic, RandomGenerator random) {
        int n = Arrays.stream(sizes).sum();
        int smallest = Arrays.stream(sizes).min().orElse(0);
        if (smallest < 2) {
            return Answer.tooFew("the smallest stratum of a bootstrap", smallest, 2);
        }
        if (n < FEWEST_UNITS) {
            return Answer.tooFew("a bootstrap's number of units", n, FEWEST_UNITS);
        }
        double value = statistic.applyAsDouble(identity(sizes));
        if (!Double.isFinite(value)) {
            return Answer.notIdentified(n, "the statistic of the data is " + value + ", not a finite number");
        }
        double[] distribution = distribution(sizes, statistic, random);
        if (distribution.length < 0.95 * resamples) {
            return Answer.notIdentified(
                    n,
                    "the statistic is not finite in " + (resamples - distribution.length) + " of " + resamples
                            + " resamples; more units would help");
        }
        if (distribution[0] == distribution[distribution.length - 1]) {
            return Answer.noVariation(n, "every resample gives " + distribution[0] + "; an exact method would help");
        }
        double tail = (1 - confidence) / 2;
        Interval interval = new Interval(quantile(distribution, tail), quantile(distribution, 1 - tail), confidence);
        return Answer.given(new Estimate(value, interval, n));
    }

    /// Linear interpolation between order statistics, (n − 1) p into the sorted values (type 7 of Hyndman &
    /// Fan).
    static double quantile(double[] sorted, double probability) {
        double place = probability * (sorted.length - 1);
        int low = (int) Math.floor(place);
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
    }

    /// The finite values over resamples, sorted.
    private double[] distribution(int[] sizes, ToDoubleFunction<int[][]> statistic, RandomGenerator random) {
        int[][] drawn = identity(sizes);
        double[] values = new double[resamples];
        int finite = 0;
        for (int b = 0; b < resamples; b++) {
            for (int s = 0; s < sizes.length; s++) {
                for (int i = 0; i < sizes[s]; i++) {
                    drawn[s][i] = random.nextInt(sizes[s]);
                }
            }
            double value = statistic.applyAsDouble(drawn);
            if (Double.isFinite(value)) {
                values[finite++] = value;
            }
        }
        double[] distribution = Arrays.copyOf(values, finite);
        Arrays.sort(distribution);
        return distribution;
    }

    private static int[][] identity(int[] sizes) {
        int[][] indices = new int[sizes.length][];
        for (int s = 0; s < sizes.length; s++) {
            indices[s] = new int[sizes[s]];
            for (int i = 0; i < sizes[s]; i++) {
                indices[s][i] = i;
            }
        }
        return indices;
    }

    private static double[] take(double[] values, int[] indices) {
        double[] taken = new double[indices.length];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = values[indices[i]];
        }
        return taken;
    }
}
