// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

/// The thermodynamics of one attention row, whatever entropy its operator maximises. U, F and C = T dS/dT
/// belong to that entropy; selectivity and the counts of keys are functions of the weights alone.
public sealed interface AttentionState permits RowState, OperatorState {

    /// n.
    int keys();

    /// Whether the row has more than one key.
    default boolean fluctuates() {
        return keys() > 1;
    }

    /// F = U − TS.
    double freeEnergy();

    /// U = Σ p_j E_j.
    double meanEnergy();

    /// S, of its own kind.
    double entropy();

    /// C = dU/dT = T dS/dT.
    double specificHeat();

    /// κ₃ = Σ p (E − U)³.
    double thirdCumulant();

    /// KL(p‖uniform)/ln n, from 0 (uniform) to 1 (one key takes all); NaN for n = 1.
    double selectivity();

    /// χ = C/(ln n)²; NaN for n = 1.
    double susceptibility();

    /// e^H with Shannon's entropy H of the weights.
    double effectiveKeys();

    /// 1/Σp².
    double participationRatio();
}
