package calorimeter.statistics.multiplicity;

/// Holm's step-down adjustment (S. Holm, Scand. J. Statist. 6 (1979) 65): family-wise error rate under any
/// dependence.
///
/// With p₍₁₎ ≤ … ≤ p₍m₎ the adjusted value is p̃₍i₎ = max_{j ≤ i} min(1, (m − j + 1) p₍j₎); rejecting where
/// p̃ ≤ α keeps the probability of any false rejection at or below α.
public final class Holm {

    private Holm() {}

    /// Adjusted p-values in the order of the arguments; empty for none.
    public static double[] adjust(double... pValues) {
        int[] order = Ordering.increasing(pValues);
        double[] adjusted = new double[pValues.length];
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            double scaled = (order.length - rank) * pValues[order[rank]];
            largest = Math.max(largest, Math.min(1, scaled));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }
}
