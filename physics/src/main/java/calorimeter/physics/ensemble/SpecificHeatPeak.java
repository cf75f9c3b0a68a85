// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

/// A local maximum of C(β) at positive temperature (a Schottky anomaly).
///
/// @param beta         β*, where dC/dβ = 0
/// @param specificHeat C(β*)
public record SpecificHeatPeak(double beta, double specificHeat) {

    public SpecificHeatPeak {
        if (!(beta > 0) || !(specificHeat > 0)) {
            throw new IllegalArgumentException("a peak needs beta and specific heat above 0 but has beta " + beta
                    + " and specific heat " + specificHeat);
        }
    }
}
