// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.positions;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.information.KullbackLeibler;

/// What it costs to move all positions of a row together. Zero, to rounding, when energies depend on
/// differences of positions: the shift is then a symmetry.
///
/// @param shift               positions moved by
/// @param largestEnergyChange max_j |E_j′ − E_j|
/// @param typicalEnergyChange root mean square of E_j′ − E_j over the keys
/// @param freeEnergyChange    F′ − F
/// @param divergence          KL(p‖p′) of attention before and after, in nats
public record ShiftCost(
        int shift, double largestEnergyChange, double typicalEnergyChange, double freeEnergyChange, double divergence) {

    /// Cost for `row` under `encoding` at inverse temperature β.
    ///
    /// @throws IllegalArgumentException as [PositionedRow#energies], or if β is not positive and finite
    public static ShiftCost of(PositionedRow row, PositionalEncoding encoding, double beta, int shift) {
        PhaseHessian.requireBeta(beta);
        EnergySpectrum before = row.spectrum(encoding);
        EnergySpectrum after = row.shifted(shift).spectrum(encoding);
        double largest = 0;
        double squares = 0;
        for (int j = 0; j < before.size(); j++) {
            double change = Math.abs(after.level(j) - before.level(j));
            largest = Math.max(largest, change);
            squares += change * change;
        }
        return new ShiftCost(
                shift,
                largest,
                Math.sqrt(squares / before.size()),
                CanonicalState.of(after, beta).freeEnergy()
                        - CanonicalState.of(before, beta).freeEnergy(),
                KullbackLeibler.divergence(before.probabilities(beta), after.probabilities(beta)));
    }
}
