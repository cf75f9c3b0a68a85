// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.information;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.Distributions;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.numeric.CompensatedSum;

/// The free energy of a distribution p that need not be in equilibrium (G. Kim, arXiv:2602.08216, §2):
///
///     F_T[p] = Σ p_j E_j + T Σ p_j ln p_j          k_B = 1, energies and T in one unit
///
/// It is strictly convex on the simplex and its one minimum is softmax, p*_j = e^(−E_j/T)/Z, with the value
/// F = −T ln Z. How far p is from the minimum is known exactly and without searching:
///
///     F_T[p] − F = T·KL(p‖p*)
///
/// so either side certifies the other. Immutable.
public final class FreeEnergyFunctional {

    private final EnergySpectrum spectrum;
    private final double temperature;
    private final double[] equilibrium;
    private final CanonicalState state;

    /// The functional of `spectrum` at temperature T.
    ///
    /// @throws IllegalArgumentException if T is not positive and finite, or so small that 1/T overflows
    public FreeEnergyFunctional(EnergySpectrum spectrum, double temperature) {
        if (!(temperature > 0) || Double.isInfinite(temperature) || Double.isInfinite(1 / temperature)) {
            throw new IllegalArgumentException(
                    "temperature is " + temperature + " but must be positive and finite, and so must 1/T");
        }
        this.spectrum = spectrum;
        this.temperature = temperature;
        this.equilibrium = spectrum.probabilities(1 / temperature);
        this.state = CanonicalState.of(spectrum, 1 / temperature);
    }

    /// n.
    public int size() {
        return spectrum.size();
    }

    public double temperature() {
        return temperature;
    }

    public EnergySpectrum spectrum() {
        return spectrum;
    }

    /// F_T(p).
    ///
    /// @throws IllegalArgumentException if p is not a distribution over the n levels
    public double value(double[] p) {
        require(p);
        CompensatedSum sum = new CompensatedSum();
        for (int j = 0; j < p.length; j++) {
            sum.add(p[j] * spectrum.level(j));
            sum.add(p[j] > 0 ? temperature * p[j] * StrictMath.log(p[j]) : 0);
        }
        return sum.value();
    }

    /// p* = softmax(−E/T), a copy.
    public double[] equilibrium() {
        return equilibrium.clone();
    }

    /// F = −T ln Z, the minimum.
    public double minimum() {
        return state.freeEnergy();
    }

    /// T·KL(p‖p*): the certificate of how far F_T(p) is above its minimum, computed without F_T(p) itself and
    /// so without the rounding of a difference. Infinite when p occupies a level whose equilibrium weight
    /// underflows.
    public double certificate(double[] p) {
        require(p);
        return temperature * KullbackLeibler.divergence(p, equilibrium);
    }

    /// φ_j = ∂F_T/∂p_j = E_j + T(1 + ln p_j), the chemical potential of level j; equal for all levels exactly
    /// in equilibrium. −∞ for an empty level.
    public double[] chemicalPotentials(double[] p) {
        require(p);
        double[] potentials = new double[p.length];
        for (int j = 0; j < p.length; j++) {
            potentials[j] = spectrum.level(j) + temperature * (1 + StrictMath.log(p[j]));
        }
        return potentials;
    }

    /// The second variation T Σ δp_j²/p_j: T times the squared Fisher–Rao length of δp, whatever the energies.
    ///
    /// @param p      interior: every entry above 0
    /// @param change δp, summing to zero within [Distributions#TOLERANCE] of its largest entry
    /// @throws IllegalArgumentException if p is not such a distribution or δp leaves the simplex
    public double secondVariation(double[] p, double[] change) {
        require(p);
        return temperature * FisherRao.squaredSpeed(p, change);
    }

    private void require(double[] p) {
        if (p.length != spectrum.size()) {
            throw new IllegalArgumentException(
                    "p has " + p.length + " entries but the spectrum has " + spectrum.size() + " levels");
        }
        Distributions.requireDistribution("p", p, 0, p.length);
    }
}
