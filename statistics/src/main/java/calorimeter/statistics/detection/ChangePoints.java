package calorimeter.statistics.detection;

import calorimeter.statistics.estimate.Samples;
import java.util.ArrayList;
import java.util.List;

/// Where the mean of a whole series changes: the exact minimum of
///
///     Σ_segments Σ_{t in segment} (x_t − segment mean)² + penalty · (number of changes)
///
/// over all segmentations, by dynamic programming with pruning (PELT; R. Killick, P. Fearnhead & I. A.
/// Eckley, J. Am. Statist. Assoc. 107 (2012) 1590). For independent Gaussian noise of variance σ² the usual
/// penalty is 2σ² ln n ([#penalty]), which finds no change in pure noise with probability tending to one;
/// correlated noise needs more, since its wandering looks like steps.
public final class ChangePoints {

    private ChangePoints() {}

    /// 2σ² ln n: two parameters, a position and a mean, per change (Schwarz's criterion).
    public static double penalty(double noise, int n) {
        return 2 * noise * noise * StrictMath.log(n);
    }

    /// First indices of all segments but the first, increasing; empty when one mean is best.
    ///
    /// @param penalty > 0, in the square of the values' unit
    public static int[] inMean(double[] values, double penalty) {
        Samples.requireFinite("value", values);
        Samples.requirePositive("penalty", penalty);
        int n = values.length;
        Costs costs = new Costs(values);
        double[] best = new double[n + 1];
        int[] last = new int[n + 1];
        best[0] = -penalty;
        List<Integer> candidates = new ArrayList<>();
        for (int end = 1; end <= n; end++) {
            candidates.add(end - 1);
            best[end] = Double.POSITIVE_INFINITY;
            for (int start : candidates) {
                double cost = best[start] + costs.of(start, end) + penalty;
                if (cost < best[end]) {
                    best[end] = cost;
                    last[end] = start;
                }
            }
            int now = end;
            // A start that is worse already without paying for a further change can never become best.
            candidates.removeIf(start -> best[start] + costs.of(start, now) > best[now]);
        }
        return changes(last, n);
    }

    private static int[] changes(int[] last, int n) {
        List<Integer> changes = new ArrayList<>();
        for (int start = n == 0 ? 0 : last[n]; start > 0; start = last[start]) {
            changes.addFirst(start);
        }
        return changes.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Sum of squares about the mean of any segment, from cumulative sums of the values less their overall
    /// mean, which keeps cancellation small.
    private static final class Costs {
        private final double[] sums;
        private final double[] squares;

        Costs(double[] values) {
            double mean = values.length == 0 ? 0 : Samples.mean(values);
            sums = new double[values.length + 1];
            squares = new double[values.length + 1];
            for (int t = 0; t < values.length; t++) {
                double value = values[t] - mean;
                sums[t + 1] = sums[t] + value;
                squares[t + 1] = squares[t] + value * value;
            }
        }

        double of(int start, int end) {
            double sum = sums[end] - sums[start];
            return Math.max(0, squares[end] - squares[start] - sum * sum / (end - start));
        }
    }
}
