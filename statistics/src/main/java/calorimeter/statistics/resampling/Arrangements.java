package calorimeter.statistics.resampling;

import java.util.random.RandomGenerator;

/// All ways to rearrange data that a null hypothesis makes equally likely, and the statistic of each.
abstract class Arrangements {

    /// How many there are, as a double since it may exceed any integer.
    abstract double count();

    abstract double observed();

    /// The statistic of every arrangement, the observed one among them.
    abstract double[] all();

    abstract double drawOne(RandomGenerator random);

    final double[] draw(int number, RandomGenerator random) {
        double[] values = new double[number];
        for (int i = 0; i < number; i++) {
            values[i] = drawOne(random);
        }
        return values;
    }

    static void shuffle(double[] values, RandomGenerator random) {
        for (int last = values.length - 1; last > 0; last--) {
            swap(values, last, random.nextInt(last + 1));
        }
    }

    static void swap(double[] values, int i, int j) {
        double kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
