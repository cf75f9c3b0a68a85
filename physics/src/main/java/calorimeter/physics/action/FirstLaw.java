// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import calorimeter.physics.ensemble.Distributions;
import calorimeter.physics.numeric.CompensatedSum;

/// The first law between two states (p, E) → (p′, E′) of the same rows: two training steps, two layers or two
/// prompts. G. Kim, arXiv:2602.08216v1, with the midpoint rule, for which the balance is exact:
///
///     δW = Σ_j ½(p_j + p_j′)(E_j′ − E_j)      work: the levels move
///     δQ = Σ_j ½(E_j + E_j′)(p_j′ − p_j)      heat: the occupation moves
///     ΔU = Σ_j (p_j′E_j′ − p_j E_j) = δW + δQ
///
/// **Reversible limit.** Between two Gibbs states of one β, with δ_j = ln p_j′ − ln p_j of size h, the constant
/// in βE = −ln p − ln Z drops out of δQ and
///
///     ΔS − βδQ = −½Σ(p_j + p_j′)δ_j = −(1/12) Σ p_j δ_j³ + O(h⁴),
///
/// because Σp_j(e^δ_j − 1) = 0 removes the first two orders. So it vanishes as h³ per step and as h² along a
/// path cut into 1/h steps. Its sign is that of a third moment: with this rule a reversible step may show a
/// small *negative* entropy production, which is discretisation and not a violation of the second law.
public final class FirstLaw {

    private FirstLaw() {}

    /// One step for many rows, averaged over them. Row r occupies `[offsets[r], offsets[r+1])` of the four
    /// arrays: the same visible keys in the same order before and after. A row with one key does work but takes
    /// no heat.
    ///
    /// @param offsets rows + 1 rising indices, the first 0, the last the common length of the arrays
    /// @param beta    inverse temperature of the bath, which sets the entropy production only; if it changes
    ///     during the step, its mean
    /// @throws IllegalArgumentException if lengths or offsets disagree, a row is empty, p or p′ of a row is not
    ///     a distribution, or an energy or β is not finite
    public static FirstLawStep step(
            double[] pBefore, double[] eBefore, double[] pAfter, double[] eAfter, int[] offsets, double beta) {
        requireShapes(pBefore, eBefore, pAfter, eAfter, offsets);
        requireFinite("energy before", eBefore);
        requireFinite("energy after", eAfter);
        int rows = offsets.length - 1;
        CompensatedSum work = new CompensatedSum();
        CompensatedSum heat = new CompensatedSum();
        CompensatedSum energyChange = new CompensatedSum();
        CompensatedSum entropyChange = new CompensatedSum();
        for (int r = 0; r < rows; r++) {
            int from = offsets[r];
            int to = offsets[r + 1];
            Distributions.requireDistribution("p before", pBefore, from, to);
            Distributions.requireDistribution("p after", pAfter, from, to);
            for (int j = from; j < to; j++) {
                work.add(0.5 * (pBefore[j] + pAfter[j]) * (eAfter[j] - eBefore[j]));
                heat.add(0.5 * (eBefore[j] + eAfter[j]) * (pAfter[j] - pBefore[j]));
                energyChange.add(pAfter[j] * eAfter[j]);
                energyChange.add(-pBefore[j] * eBefore[j]);
            }
            entropyChange.add(Distributions.entropy(pAfter, from, to));
            entropyChange.add(-Distributions.entropy(pBefore, from, to));
        }
        return new FirstLawStep(
                rows,
                beta,
                work.value() / rows,
                heat.value() / rows,
                energyChange.value() / rows,
                entropyChange.value() / rows);
    }

    /// One step of a single row.
    public static FirstLawStep step(double[] pBefore, double[] eBefore, double[] pAfter, double[] eAfter, double beta) {
        return step(pBefore, eBefore, pAfter, eAfter, new int[] {0, pBefore.length}, beta);
    }

    private static void requireShapes(
            double[] pBefore, double[] eBefore, double[] pAfter, double[] eAfter, int[] offsets) {
        int length = pBefore.length;
        if (eBefore.length != length || pAfter.length != length || eAfter.length != length) {
            throw new IllegalArgumentException("p before, E before, p after and E after have " + length + ", "
                    + eBefore.length + ", " + pAfter.length + " and " + eAfter.length
                    + " entries but must have equally many");
        }
        if (offsets.length < 2 || offsets[0] != 0 || offsets[offsets.length - 1] != length) {
            throw new IllegalArgumentException("there are " + offsets.length
                    + " row offsets but they must be at least two, the first 0 and the last " + length);
        }
        for (int r = 0; r + 1 < offsets.length; r++) {
            if (offsets[r] >= offsets[r + 1] || offsets[r + 1] > length) {
                throw new IllegalArgumentException("row " + r + " reaches from " + offsets[r] + " to " + offsets[r + 1]
                        + " but needs at least one key and must end by " + length);
            }
        }
    }

    private static void requireFinite(String name, double[] values) {
        for (int j = 0; j < values.length; j++) {
            if (!Double.isFinite(values[j])) {
                throw new IllegalArgumentException(name + " is " + values[j] + " at " + j + " but must be finite");
            }
        }
    }
}
