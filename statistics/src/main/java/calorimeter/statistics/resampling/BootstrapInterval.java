// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.resampling;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.function.ToDoubleFunction;
import org.hipparchus.distribution.continuous.NormalDistribution;

/// Interval from a sorted bootstrap distribution; conventions are those of `scipy.stats.bootstrap`.
final class BootstrapInterval {

    private static final NormalDistribution NORMAL = new NormalDistribution();

    private BootstrapInterval() {}

    static Interval percentile(double[] sorted, double confidence) {
        double tail = (1 - confidence) / 2;
        return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail), confidence);
    }

    /// The quantiles at Φ(z₀ + (z₀ ± z) / (1 − a (z₀ ± z))), z₀ = Φ⁻¹ of the share of the distribution below
    /// the estimate, values equal to it counted half.
    ///
    /// Declines when the estimate lies outside its own bootstrap distribution, where z₀ is infinite.
    static Answer<Interval> biasCorrected(
            double[] sorted, double estimate, double acceleration, double confidence, int n) {
        double below = 0;
        for (double value : sorted) {
            below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
        }
        if (below == 0 || below == sorted.length) {
            return Answer.notIdentified(n, "the estimate " + estimate + " lies outside its bootstrap distribution");
        }
        double bias = NORMAL.inverseCumulativeProbability(below / sorted.length);
        double half = NORMAL.inverseCumulativeProbability((1 + confidence) / 2);
        double lower = quantile(sorted, adjusted(bias, bias - half, acceleration));
        double upper = quantile(sorted, adjusted(bias, bias + half, acceleration));
        return Answer.given(new Interval(Math.min(lower, upper), Math.max(lower, upper), confidence));
    }

    private static double adjusted(double bias, double shifted, double acceleration) {
        return NORMAL.cumulativeProbability(bias + shifted / (1 - acceleration * shifted));
    }

    /// a = Σ_s Σ_i u³/n_s³ / (6 (Σ_s Σ_i u²/n_s²)^(3/2)) with u = (n_s − 1)(mean_s − value) of the jackknife;
    /// 0 when the jackknife does not vary or is not finite, which leaves the bias correction alone.
    static double acceleration(int[] sizes, ToDoubleFunction<int[][]> statistic) {
        double cubes = 0;
        double squares = 0;
        for (double[] stratum : jackknife(sizes, statistic)) {
            double mean = Samples.mean(stratum);
            for (double value : stratum) {
                double influence = (stratum.length - 1.0) / stratum.length * (mean - value);
                cubes += influence * influence * influence;
                squares += influence * influence;
            }
        }
        double acceleration = cubes / (6 * StrictMath.pow(squares, 1.5));
        return Double.isFinite(acceleration) ? acceleration : 0;
    }

    /// The statistic with one unit left out at a time: `[s][i]` is without unit i of stratum s.
    static double[][] jackknife(int[] sizes, ToDoubleFunction<int[][]> statistic) {
        double[][] values = new double[sizes.length][];
        for (int s = 0; s < sizes.length; s++) {
            values[s] = new double[sizes[s]];
            for (int left = 0; left < sizes[s]; left++) {
                int[][] kept = Bootstrap.identity(sizes);
                kept[s] = without(left, sizes[s]);
                values[s][left] = statistic.applyAsDouble(kept);
            }
        }
        return values;
    }

    private static int[] without(int left, int size) {
        int[] kept = new int[size - 1];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = i < left ? i : i + 1;
        }
        return kept;
    }

    /// Linear interpolation between order statistics, (n − 1) p into the sorted values (type 7 of Hyndman &
    /// Fan).
    static double quantile(double[] sorted, double probability) {
        double place = probability * (sorted.length - 1);
        int low = (int) Math.floor(place);
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
    }
}
