// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.numeric.CompensatedSum;

/// A system in contact with a bath at β whose levels are moved from E(0) to E(1) in N steps. Each step has two
/// parts, so that work and heat never occur together:
///
/// 1. the levels move to E(k/N) while the occupation stays: work;
/// 2. a fraction r of the population is thermalised, p ← (1 − r)p + r·p*(k/N), at fixed levels: heat.
///
/// N → ∞ with r > 0 is quasi-static, W → ΔF; N = 1 is sudden. Part 2 leaves p* unchanged, so it never lowers
/// the entropy production, ΔS − βδQ = KL(p‖p*) − KL(p′‖p*) ≥ 0, and from equilibrium β(W − ΔF) = (entropy
/// produced) + KL(p_N‖p*(1)) ≥ 0.
///
/// @param path       E(λ) for λ in [0, 1], always the same number of levels
/// @param beta       β > 0
/// @param steps      N ≥ 1
/// @param relaxation r in [0, 1]
public record Protocol(Path path, double beta, int steps, double relaxation) {

    /// Cells of the integral over λ; the error is 10⁻⁷ of the curvature.
    private static final int CELLS = 1000;

    /// Levels that depend on one parameter.
    @FunctionalInterface
    public interface Path {
        EnergySpectrum at(double lambda);

        /// Path from one spectrum to another at constant speed, level by level.
        ///
        /// @throws IllegalArgumentException if they have different numbers of levels
        static Path straight(EnergySpectrum from, EnergySpectrum to) {
            if (from.size() != to.size()) {
                throw new IllegalArgumentException(
                        "the spectra have " + from.size() + " and " + to.size() + " levels but must have equally many");
            }
            return lambda -> {
                double[] levels = new double[from.size()];
                for (int j = 0; j < levels.length; j++) {
                    levels[j] = (1 - lambda) * from.level(j) + lambda * to.level(j);
                }
                return EnergySpectrum.of(levels);
            };
        }
    }

    public Protocol {
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta is " + beta + " but must be positive and finite");
        }
        if (steps < 1) {
            throw new IllegalArgumentException("steps is " + steps + " but must be at least 1");
        }
        if (!(relaxation >= 0 && relaxation <= 1)) {
            throw new IllegalArgumentException("relaxation is " + relaxation + " but must lie in [0, 1]");
        }
    }

    /// E(k/N).
    EnergySpectrum spectrum(int step) {
        return path.at((double) step / steps);
    }

    /// ΔF = F(1) − F(0), from the partition functions.
    public double freeEnergyChange() {
        return CanonicalState.of(spectrum(steps), beta).freeEnergy()
                - CanonicalState.of(spectrum(0), beta).freeEnergy();
    }

    /// The ledger of the mean of many systems that start in equilibrium.
    public ProtocolRun run() {
        EnergySpectrum levels = spectrum(0);
        double[] p = levels.probabilities(beta);
        FirstLawLedger ledger = FirstLawLedger.EMPTY;
        double smallestProduction = Double.POSITIVE_INFINITY;
        for (int k = 1; k <= steps; k++) {
            EnergySpectrum moved = spectrum(k);
            ledger = ledger.after(FirstLaw.step(p, levels.levels(), p, moved.levels(), beta));
            double[] relaxed = relaxed(p, moved);
            FirstLawStep heat = FirstLaw.step(p, moved.levels(), relaxed, moved.levels(), beta);
            smallestProduction = Math.min(smallestProduction, heat.entropyProduction());
            ledger = ledger.after(heat);
            levels = moved;
            p = relaxed;
        }
        return new ProtocolRun(ledger, smallestProduction, freeEnergyChange(), p);
    }

    /// The ledger of the same path followed through Gibbs states, E and p moving together: the reversible
    /// limit, in which ΔS − βQ vanishes as N⁻².
    public FirstLawLedger reversible() {
        EnergySpectrum levels = spectrum(0);
        FirstLawLedger ledger = FirstLawLedger.EMPTY;
        for (int k = 1; k <= steps; k++) {
            EnergySpectrum moved = spectrum(k);
            ledger = ledger.after(FirstLaw.step(
                    levels.probabilities(beta), levels.levels(), moved.probabilities(beta), moved.levels(), beta));
            levels = moved;
        }
        return ledger;
    }

    /// ((2 − r)/2r)∫₀¹β²Var(∂E/∂λ)dλ, which N·β(W − ΔF) tends to when N grows: the lag of p behind p*, (1 −
    /// r)/r steps and half of one more, against the metric of the path (Nulton et al., J. Chem. Phys. 83,
    /// 334, 1985). By the midpoint rule; infinite for r = 0.
    public double quasiStaticDissipation() {
        CompensatedSum sum = new CompensatedSum();
        for (int k = 0; k < CELLS; k++) {
            EnergySpectrum before = path.at((double) k / CELLS);
            EnergySpectrum after = path.at((k + 1.0) / CELLS);
            double[] p = path.at((k + 0.5) / CELLS).probabilities(beta);
            double mean = 0;
            double square = 0;
            for (int j = 0; j < p.length; j++) {
                double change = beta * (after.level(j) - before.level(j));
                mean += p[j] * change;
                square += p[j] * change * change;
            }
            sum.add(CELLS * (square - mean * mean));
        }
        return (2 - relaxation) / (2 * relaxation) * sum.value();
    }

    private double[] relaxed(double[] p, EnergySpectrum levels) {
        double[] gibbs = levels.probabilities(beta);
        for (int j = 0; j < p.length; j++) {
            gibbs[j] = (1 - relaxation) * p[j] + relaxation * gibbs[j];
        }
        return gibbs;
    }
}
