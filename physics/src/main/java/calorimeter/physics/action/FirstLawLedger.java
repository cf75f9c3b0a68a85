// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

/// Running totals of the first law along a path: a value, replaced by [#after] at each step. Its six numbers
/// are the whole state, so storing and restoring them continues the ledger with the same bits.
///
/// @param steps             number of steps entered
/// @param work              W = Σ δW
/// @param heat              Q = Σ δQ
/// @param energyChange      Σ ΔU
/// @param entropyChange     Σ ΔS
/// @param entropyProduction Σ (ΔS − βδQ), with the β of each step
public record FirstLawLedger(
        long steps, double work, double heat, double energyChange, double entropyChange, double entropyProduction) {

    /// Before the first step.
    public static final FirstLawLedger EMPTY = new FirstLawLedger(0, 0, 0, 0, 0, 0);

    public FirstLawLedger {
        if (steps < 0) {
            throw new IllegalArgumentException("steps is " + steps + " but must be at least 0");
        }
    }

    /// The totals with `step` entered.
    public FirstLawLedger after(FirstLawStep step) {
        return new FirstLawLedger(
                steps + 1,
                work + step.work(),
                heat + step.heat(),
                energyChange + step.energyChange(),
                entropyChange + step.entropyChange(),
                entropyProduction + step.entropyProduction());
    }

    /// W + Q − Σ ΔU: zero but for rounding, which grows like the square root of the number of steps.
    public double closureError() {
        return work + heat - energyChange;
    }
}
