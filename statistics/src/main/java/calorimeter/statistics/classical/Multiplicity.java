// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import java.util.Comparator;
import java.util.stream.IntStream;

/// P-values of a family of m tests, adjusted so that the family can be read as one. Both methods return them in
/// the order of the arguments; p₍₁₎ ≤ … ≤ p₍m₎ are the same sorted.
public final class Multiplicity {

    private Multiplicity() {}

    /// Family-wise error rate under any dependence (S. Holm, Scand. J. Statist. 6 (1979) 65):
    ///
    ///     p̃₍i₎ = max_{j ≤ i} min(1, (m − j + 1) p₍j₎)
    ///
    /// Rejecting where p̃ ≤ α keeps the probability of any false rejection at or below α.
    public static double[] holm(double... pValues) {
        int[] order = increasing(pValues);
        double[] adjusted = new double[pValues.length];
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            double scaled = (order.length - rank) * pValues[order[rank]];
            largest = Math.max(largest, Math.min(1, scaled));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }

    /// False discovery rate of independent or positively dependent tests (Y. Benjamini & Y. Hochberg, J. R.
    /// Statist. Soc. B 57 (1995) 289):
    ///
    ///     p̃₍i₎ = min_{j ≥ i} min(1, m p₍j₎ / j)
    ///
    /// Rejecting where p̃ ≤ q keeps the expected share of false rejections among all rejections at or below q.
    public static double[] benjaminiHochberg(double... pValues) {
        int[] order = increasing(pValues);
        double[] adjusted = new double[pValues.length];
        double smallest = 1;
        for (int rank = order.length; rank >= 1; rank--) {
            int index = order[rank - 1];
            smallest = Math.min(smallest, order.length * pValues[index] / rank);
            adjusted[index] = smallest;
        }
        return adjusted;
    }

    /// Indices from the smallest p-value to the largest, equal ones in their given order.
    private static int[] increasing(double[] pValues) {
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
