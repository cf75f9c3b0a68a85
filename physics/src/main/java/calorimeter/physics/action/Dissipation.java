// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.information.FisherRao;
import calorimeter.physics.information.KullbackLeibler;
import calorimeter.physics.numeric.CompensatedSum;
import java.util.Arrays;

/// What a quench wastes: the levels of a row in equilibrium jump from E to E′, as a training step or the next
/// layer moves them, and the row then settles. Work beyond the change of free energy is a divergence, and not
/// less than what the Fisher–Rao distance d of the two equilibria asks for:
///
///     β(Σp(E′ − E) − ΔF) = KL(p‖p′) ≥ −2 ln cos(d/2) ≥ d²/4
///
/// The first bound is Jensen's, −2 ln Σ√(pp′). Unlike ΔS − βδQ of [FirstLawStep], which between Gibbs states
/// is the discretisation of the midpoint rule and has either sign, this is never negative and adds up over
/// steps.
///
/// @param divergence KL(p‖p′)
/// @param distance   d
public record Dissipation(double divergence, double distance) {

    /// The jump of one row between the weights of two equilibria over the same levels. A settled weight that is
    /// too small for a double counts as the smallest one, so that the divergence stays finite.
    ///
    /// @throws IllegalArgumentException if p or p′ is not a distribution, or their lengths differ
    public static Dissipation of(double[] p, double[] settled) {
        double[] present = Arrays.stream(settled)
                .map(weight -> Math.max(weight, Double.MIN_VALUE))
                .toArray();
        return new Dissipation(KullbackLeibler.divergence(p, present), FisherRao.distance(p, settled));
    }

    /// β(Σp(E′ − E) − ΔF) from energies and partition functions: the divergence by another way.
    ///
    /// @throws IllegalArgumentException if the numbers of levels differ or β is not positive and finite
    public static double excessWork(EnergySpectrum before, EnergySpectrum after, double beta) {
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta is " + beta + " but must be positive and finite");
        }
        double[] p = before.probabilities(beta);
        if (p.length != after.size()) {
            throw new IllegalArgumentException(
                    "the spectra have " + p.length + " and " + after.size() + " levels but must have equally many");
        }
        CompensatedSum work = new CompensatedSum();
        for (int j = 0; j < p.length; j++) {
            work.add(p[j] * (after.level(j) - before.level(j)));
        }
        double freeEnergyChange = CanonicalState.of(after, beta).freeEnergy()
                - CanonicalState.of(before, beta).freeEnergy();
        return beta * (work.value() - freeEnergyChange);
    }

    /// −2 ln cos(d/2).
    public double overlapBound() {
        return -2 * StrictMath.log(StrictMath.cos(0.5 * distance));
    }

    /// d²/4.
    public double distanceBound() {
        return 0.25 * distance * distance;
    }
}
