// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import calorimeter.physics.ensemble.GibbsMoments;

/// The canonical state of one attention row: scaled scores s_j of n visible keys, p = softmax(s), energies
/// E_j = −s_j/β. Source: G. Kim, arXiv:2602.08216.
///
/// Entropy, specific heat, selectivity and the counts of keys depend on the scores alone; β only sets the unit
/// of U, F and κ₃. A row with one key (n = 1) does not fluctuate: S = C = 0, and selectivity and
/// susceptibility, which divide by ln n, are NaN.
///
/// @param beta   inverse temperature, positive and finite; 1/√d_k unless the model says otherwise
/// @param scores moments of s under p, that is with slope 1
public record RowState(double beta, GibbsMoments scores) implements AttentionState {

    public RowState {
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta is " + beta + " but must be positive and finite");
        }
        if (scores.slope() != 1) {
            throw new IllegalArgumentException(
                    "moments of scaled scores have slope 1 but these have " + scores.slope());
        }
    }

    /// n.
    @Override
    public int keys() {
        return scores.count();
    }

    /// ln Z = ln Σ e^(s_j).
    public double logPartition() {
        return scores.logPartition();
    }

    /// F = −ln Z/β.
    @Override
    public double freeEnergy() {
        return -logPartition() / beta;
    }

    /// U = Σ p_j E_j = −⟨s⟩/β.
    @Override
    public double meanEnergy() {
        return -scores.mean() / beta;
    }

    /// S = −Σ p ln p, in [0, ln n].
    @Override
    public double entropy() {
        return scores.entropy();
    }

    /// C = Var_p(s) = β² Var_p(E).
    @Override
    public double specificHeat() {
        return scores.variance();
    }

    /// κ₃ = Σ p (E − U)³ = −β⁻³ Σ p (s − ⟨s⟩)³, in units of energy cubed.
    @Override
    public double thirdCumulant() {
        return -scores.thirdCumulant() / (beta * beta * beta);
    }

    /// dC/dT = β⁴κ₃ − 2β³Var_p(E).
    public double specificHeatSlope() {
        return -beta * (scores.thirdCumulant() + 2 * specificHeat());
    }

    /// KL(p‖uniform)/ln n, from 0 (uniform) to 1 (one key takes all); NaN for n = 1.
    @Override
    public double selectivity() {
        return scores.divergenceFromUniform() / scores.logCount();
    }

    /// χ = C/(ln n)²; NaN for n = 1.
    @Override
    public double susceptibility() {
        double logKeys = scores.logCount();
        return specificHeat() / (logKeys * logKeys);
    }

    /// e^S.
    @Override
    public double effectiveKeys() {
        return scores.effectiveCount();
    }

    /// 1/Σp².
    @Override
    public double participationRatio() {
        return scores.participationRatio();
    }
}
