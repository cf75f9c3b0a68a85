package calorimeter.statistics.resampling;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.random.RandomGenerator;

/// Two samples pooled and split again: all choices of which data form the first sample.
final class LabelArrangements extends Arrangements {
    private final double[] pooled;
    private final int first;
    private final ToDoubleBiFunction<double[], double[]> statistic;

    LabelArrangements(double[] x, double[] y, ToDoubleBiFunction<double[], double[]> statistic) {
        pooled = Arrays.copyOf(x, x.length + y.length);
        System.arraycopy(y, 0, pooled, x.length, y.length);
        first = x.length;
        this.statistic = statistic;
    }

    @Override
    double count() {
        double count = 1;
        for (int i = 1; i <= first; i++) {
            count = count * (pooled.length - first + i) / i;
        }
        return Math.rint(count);
    }

    @Override
    double observed() {
        return of(pooled);
    }

    private double of(double[] arranged) {
        return statistic.applyAsDouble(
                Arrays.copyOf(arranged, first), Arrays.copyOfRange(arranged, first, arranged.length));
    }

    @Override
    double[] all() {
        double[] values = new double[(int) count()];
        int[] chosen = new int[first];
        for (int i = 0; i < first; i++) {
            chosen[i] = i;
        }
        for (int c = 0; c < values.length; c++) {
            values[c] = of(arrange(chosen));
            advance(chosen);
        }
        return values;
    }

    private double[] arrange(int[] chosen) {
        double[] arranged = new double[pooled.length];
        int taken = 0;
        int rest = first;
        for (int i = 0; i < pooled.length; i++) {
            if (taken < first && chosen[taken] == i) {
                arranged[taken++] = pooled[i];
            } else {
                arranged[rest++] = pooled[i];
            }
        }
        return arranged;
    }

    /// The next combination in lexicographic order; the last one stays.
    private void advance(int[] chosen) {
        int place = first - 1;
        while (place >= 0 && chosen[place] == pooled.length - first + place) {
            place--;
        }
        if (place < 0) {
            return;
        }
        chosen[place]++;
        for (int i = place + 1; i < first; i++) {
            chosen[i] = chosen[i - 1] + 1;
        }
    }

    @Override
    double drawOne(RandomGenerator random) {
        double[] arranged = pooled.clone();
        shuffle(arranged, random);
        return of(arranged);
    }
}
