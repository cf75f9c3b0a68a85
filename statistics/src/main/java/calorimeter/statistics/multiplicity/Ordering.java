package calorimeter.statistics.multiplicity;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Indices of p-values from the smallest to the largest, equal ones in their given order.
final class Ordering {

    private Ordering() {}

    static int[] increasing(double[] pValues) {
        for (int i = 0; i < pValues.length; i++) {
            if (!(pValues[i] >= 0 && pValues[i] <= 1)) {
                throw new IllegalArgumentException("p-value " + i + " is " + pValues[i] + " but must lie in 0 to 1");
            }
        }
        return IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
