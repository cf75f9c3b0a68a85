package calorimeter.statistics.multiplicity;

/// The step-up adjustment of Y. Benjamini & Y. Hochberg, J. R. Statist. Soc. B 57 (1995) 289: false discovery
/// rate for independent or positively dependent tests.
///
/// With p₍₁₎ ≤ … ≤ p₍m₎ the adjusted value is p̃₍i₎ = min_{j ≥ i} min(1, m p₍j₎ / j); rejecting where p̃ ≤ q
/// keeps the expected share of false rejections among all rejections at or below q.
public final class BenjaminiHochberg {

    private BenjaminiHochberg() {}

    /// Adjusted p-values in the order of the arguments; empty for none.
    public static double[] adjust(double... pValues) {
        int[] order = Ordering.increasing(pValues);
        double[] adjusted = new double[pValues.length];
        double smallest = 1;
        for (int rank = order.length; rank >= 1; rank--) {
            int index = order[rank - 1];
            smallest = Math.min(smallest, order.length * pValues[index] / rank);
            adjusted[index] = smallest;
        }
        return adjusted;
    }
}
