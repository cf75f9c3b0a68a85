package calorimeter.statistics.resampling;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/// Differences with every pattern of signs.
final class SignArrangements extends Arrangements {
    private final double[] differences;
    private final ToDoubleFunction<double[]> statistic;

    SignArrangements(double[] differences, ToDoubleFunction<double[]> statistic) {
        this.differences = differences.clone();
        this.statistic = statistic;
    }

    @Override
    double count() {
        return StrictMath.pow(2, differences.length);
    }

    @Override
    double observed() {
        return statistic.applyAsDouble(differences.clone());
    }

    @Override
    double[] all() {
        double[] values = new double[(int) count()];
        for (int word = 0; word < values.length; word++) {
            double[] flipped = differences.clone();
            for (int i = 0; i < flipped.length; i++) {
                flipped[i] *= (word >>> i & 1) == 0 ? 1 : -1;
            }
            values[word] = statistic.applyAsDouble(flipped);
        }
        return values;
    }

    @Override
    double drawOne(RandomGenerator random) {
        double[] flipped = differences.clone();
        for (int i = 0; i < flipped.length; i++) {
            flipped[i] *= random.nextBoolean() ? 1 : -1;
        }
        return statistic.applyAsDouble(flipped);
    }
}
