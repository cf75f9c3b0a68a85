// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.exact;

import calorimeter.physics.ensemble.EnergySpectrum;

/// A finite system with closed forms for its thermodynamics, ground energy 0, k_B = 1; any finite β unless
/// stated.
public interface SolvableSystem {

    /// The levels, to be given to the general code.
    EnergySpectrum spectrum();

    /// ln Z(β).
    double logPartition(double beta);

    /// U(β).
    double meanEnergy(double beta);

    /// Var(E) at β.
    double energyVariance(double beta);

    /// κ₃ = ⟨(E − U)³⟩ at β.
    double thirdCumulant(double beta);

    /// S = ln Z + βU.
    default double entropy(double beta) {
        return logPartition(beta) + beta * meanEnergy(beta);
    }

    /// C = β² Var(E).
    default double specificHeat(double beta) {
        return beta * beta * energyVariance(beta);
    }
}
