package calorimeter.statistics.resampling;

import java.util.function.ToDoubleBiFunction;
import java.util.random.RandomGenerator;

/// Pairs with their second members in every order.
final class OrderArrangements extends Arrangements {
    private final double[] x;
    private final double[] y;
    private final ToDoubleBiFunction<double[], double[]> statistic;

    OrderArrangements(double[] x, double[] y, ToDoubleBiFunction<double[], double[]> statistic) {
        this.x = x.clone();
        this.y = y.clone();
        this.statistic = statistic;
    }

    @Override
    double count() {
        double count = 1;
        for (int i = 2; i <= y.length; i++) {
            count *= i;
        }
        return count;
    }

    @Override
    double observed() {
        return statistic.applyAsDouble(x.clone(), y.clone());
    }

    /// Heap's algorithm: each order follows from the one before by one exchange.
    @Override
    double[] all() {
        double[] values = new double[(int) count()];
        double[] order = y.clone();
        int[] counters = new int[order.length];
        int filled = 0;
        values[filled++] = statistic.applyAsDouble(x.clone(), order.clone());
        int level = 1;
        while (level < order.length) {
            if (counters[level] < level) {
                swap(order, level % 2 == 0 ? 0 : counters[level], level);
                values[filled++] = statistic.applyAsDouble(x.clone(), order.clone());
                counters[level]++;
                level = 1;
            } else {
                counters[level] = 0;
                level++;
            }
        }
        return values;
    }

    @Override
    double drawOne(RandomGenerator random) {
        double[] order = y.clone();
        shuffle(order, random);
        return statistic.applyAsDouble(x.clone(), order);
    }
}
