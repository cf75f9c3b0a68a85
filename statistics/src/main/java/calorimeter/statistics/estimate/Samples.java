// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.estimate;

import java.util.Arrays;

/// Checks that arguments are samples at all, shared by the estimators. Wrong arguments throw; scarce data do
/// not.
public final class Samples {

    private Samples() {}

    public static void requireFinite(String name, double... values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + " " + i + " is " + values[i] + " but must be finite");
            }
        }
    }

    public static void requirePositive(String name, double... values) {
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] > 0 && values[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        name + " " + i + " is " + values[i] + " but must be positive and finite");
            }
        }
    }

    public static void requireSameSize(String first, int firstSize, String second, int secondSize) {
        if (firstSize != secondSize) {
            throw new IllegalArgumentException("there are " + firstSize + " " + first + " and " + secondSize + " "
                    + second + " but there must be as many of one as of the other");
        }
    }

    public static void requireConfidence(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence is " + confidence + " but must lie between 0 and 1");
        }
    }

    /// Whether all values are equal; true for none and one.
    public static boolean areConstant(double... values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    public static double mean(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /// The middle value, or the mean of both in the middle; any may be infinite. NaN of none.
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    /// s² = Σ(x − x̄)²/(n − 1); NaN below two values.
    public static double variance(double... values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }
}
