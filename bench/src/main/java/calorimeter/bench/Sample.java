// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// One quantity measured once in every round, in the order of the rounds. Its location is the median and its
/// spread the interquartile range: a round that another program disturbed moves neither much.
public final class Sample {

    private final double[] values;

    private Sample(double[] values) {
        this.values = values;
    }

    /// @throws IllegalArgumentException when there is no value
    public static Sample of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a sample has 0 values but must have at least 1");
        }
        return new Sample(values.clone());
    }

    public int size() {
        return values.length;
    }

    public double median() {
        return quantile(0.5);
    }

    public double lowerQuartile() {
        return quantile(0.25);
    }

    public double upperQuartile() {
        return quantile(0.75);
    }

    /// Linear between order statistics: definition 7 of Hyndman & Fan (1996), the default of numpy and R.
    private double quantile(double level) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = level * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /// numerator / denominator round by round: what slowed a whole round down cancels.
    ///
    /// @throws IllegalArgumentException when the two were not measured in the same number of rounds
    public static Sample ratio(Sample numerator, Sample denominator) {
        if (numerator.size() != denominator.size()) {
            throw new IllegalArgumentException("samples of " + numerator.size() + " and " + denominator.size()
                    + " rounds have no ratio round by round");
        }
        double[] ratios = new double[numerator.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = numerator.values[i] / denominator.values[i];
        }
        return new Sample(ratios);
    }

    public Sample map(DoubleUnaryOperator function) {
        return new Sample(Arrays.stream(values).map(function).toArray());
    }
}
