// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.entropy;

import calorimeter.physics.ensemble.EnergySpectrum;

/// Which identities of thermodynamics hold for a generalised entropy, measured: each number is the relative
/// difference of the two sides, with every derivative d/dT and d/dE taken by finite differences of the operator
/// itself and not from its response formulas. S is the entropy's own, F = U − TS.
///
/// The first five follow from p being the minimum of U − TS (a Legendre transform) and hold for every
/// entropy. The last three use that softmax is an exponential family. No other has them as identities in T;
/// at single temperatures they may hold, two crossing curves having a point in common.
///
/// @param entropyFromFreeEnergy   S = −dF/dT
/// @param energyFromFreeEnergy    U = d(βF)/dβ
/// @param occupationFromFreeEnergy p_j = ∂F/∂E_j, the largest difference
/// @param clausius                dU/dT = T dS/dT
/// @param escortFluctuation       dU/dT = (W/T)Var_w(E), see [GeneralisedState]
/// @param canonicalFluctuation    dU/dT = β²Var_p(E)
/// @param fisherIsVariance        Fisher information I(β) = Var_p(E)
/// @param fisherIsHeat            I(β) = T² dU/dT
public record ThermodynamicIdentities(
        double entropyFromFreeEnergy,
        double energyFromFreeEnergy,
        double occupationFromFreeEnergy,
        double clausius,
        double escortFluctuation,
        double canonicalFluctuation,
        double fisherIsVariance,
        double fisherIsHeat) {

    /// Relative step of the differences. Their error is h⁴ times a fifth derivative, about 10⁻¹¹, and ε/h,
    /// about 10⁻¹³, so an identity that holds shows a residual of some 10⁻¹⁰ and one that fails a residual of
    /// order one.
    private static final double STEP = 1e-3;

    /// Measures all eight for `spectrum` at temperature T. Choose a T at which no level is about to become
    /// empty: there a sparse p(T) has a kink and finite differences straddle it.
    ///
    /// @throws IllegalArgumentException if T is not positive and finite, or all levels are equal
    public static ThermodynamicIdentities measured(
            GeneralisedEntropy entropy, EnergySpectrum spectrum, double temperature) {
        if (spectrum.width() == 0) {
            throw new IllegalArgumentException("the spectrum has width 0 but needs different levels");
        }
        GeneralisedState state = GeneralisedState.of(entropy, spectrum, temperature);
        double energySlope = slope(entropy, spectrum, temperature, GeneralisedState::meanEnergy);
        double entropySlope = slope(entropy, spectrum, temperature, GeneralisedState::entropy);
        double freeEnergySlope = slope(entropy, spectrum, temperature, GeneralisedState::freeEnergy);
        double fisher = measuredFisher(entropy, spectrum, temperature, state);
        double square = temperature * temperature;
        return new ThermodynamicIdentities(
                relative(-freeEnergySlope, state.entropy()),
                // d(βF)/dβ = F − T dF/dT.
                relative(state.freeEnergy() - temperature * freeEnergySlope, state.meanEnergy()),
                occupationError(entropy, spectrum, temperature, state),
                relative(temperature * entropySlope, energySlope),
                relative(state.specificHeat(), energySlope),
                relative(state.energyVariance() / square, energySlope),
                relative(state.energyVariance(), fisher),
                relative(square * energySlope, fisher));
    }

    /// The largest of the five that every entropy obeys.
    public double largestOfTheSurviving() {
        return Math.max(
                Math.max(entropyFromFreeEnergy, energyFromFreeEnergy),
                Math.max(occupationFromFreeEnergy, Math.max(clausius, escortFluctuation)));
    }

    /// The largest of the three that only softmax obeys at every T.
    public double largestOfTheCanonical() {
        return Math.max(canonicalFluctuation, Math.max(fisherIsVariance, fisherIsHeat));
    }

    private interface Quantity {
        double of(GeneralisedState state);
    }

    private static double slope(
            GeneralisedEntropy entropy, EnergySpectrum spectrum, double temperature, Quantity quantity) {
        double h = STEP * temperature;
        return fivePoint(
                quantity.of(GeneralisedState.of(entropy, spectrum, temperature - 2 * h)),
                quantity.of(GeneralisedState.of(entropy, spectrum, temperature - h)),
                quantity.of(GeneralisedState.of(entropy, spectrum, temperature + h)),
                quantity.of(GeneralisedState.of(entropy, spectrum, temperature + 2 * h)),
                h);
    }

    private static double measuredFisher(
            GeneralisedEntropy entropy, EnergySpectrum spectrum, double temperature, GeneralisedState state) {
        double[] p = state.probabilities();
        double information = 0;
        for (int j = 0; j < p.length; j++) {
            int level = j;
            double slope = slope(entropy, spectrum, temperature, other -> other.probabilities()[level]);
            // dp/dβ = −T² dp/dT.
            double inBeta = temperature * temperature * slope;
            information += p[j] > 0 ? inBeta * inBeta / p[j] : 0;
        }
        return information;
    }

    private static double occupationError(
            GeneralisedEntropy entropy, EnergySpectrum spectrum, double temperature, GeneralisedState state) {
        double[] p = state.probabilities();
        double h = STEP * temperature;
        double largest = 0;
        for (int j = 0; j < p.length; j++) {
            double[] freeEnergies = new double[4];
            double[] shifts = {-2 * h, -h, h, 2 * h};
            for (int k = 0; k < shifts.length; k++) {
                double[] levels = spectrum.levels();
                levels[j] += shifts[k];
                freeEnergies[k] = GeneralisedState.of(entropy, EnergySpectrum.of(levels), temperature)
                        .freeEnergy();
            }
            double slope = fivePoint(freeEnergies[0], freeEnergies[1], freeEnergies[2], freeEnergies[3], h);
            largest = Math.max(largest, Math.abs(slope - p[j]));
        }
        return largest;
    }

    /// The first derivative from values at −2h, −h, h, 2h; error h⁴f⁗′/30.
    private static double fivePoint(double farBelow, double below, double above, double farAbove, double h) {
        return (8 * (above - below) - (farAbove - farBelow)) / (12 * h);
    }

    private static double relative(double left, double right) {
        return Math.abs(left - right) / Math.max(Math.abs(right), Double.MIN_NORMAL);
    }
}
