package calorimeter.statistics.resampling;

import java.util.function.ToDoubleFunction;

/// The statistic with one unit left out at a time: `[s][i]` is without unit i of stratum s.
final class Jackknife {

    private Jackknife() {}

    static double[][] of(int[] sizes, ToDoubleFunction<int[][]> statistic) {
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
}
