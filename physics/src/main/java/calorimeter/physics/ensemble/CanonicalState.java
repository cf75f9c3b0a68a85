// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import java.util.function.ToDoubleFunction;

/// The canonical state of one finite spectrum at inverse temperature β; k_B = 1, so temperature and energy
/// share a unit and S and C are pure numbers. Source: G. Kim, arXiv:2602.08216, for attention; any textbook for
/// the rest.
///
///     ln Z = ln Σ e^(−βE_j)      F = −ln Z/β      U = ⟨E⟩      S = ln Z + βU = −Σ p ln p
///     C = dU/dT = β² Var(E)      I(β) = Var(E) = T²C            κ₃ = ⟨(E − U)³⟩
///
/// Stored are the moments of the energy; everything else is derived, so F = U − TS and T²C = I hold by
/// construction.
///
/// Every finite β is defined:
/// - **β → ∞**: U, F tend to the ground energy, S to the logarithm of its degeneracy, C to 0. Reached without
///   overflow.
/// - **β = 0** (T infinite): all levels equally likely, S = ln n, C = 0. F has no finite value: it is −∞ for
///   +0.0 and +∞ for −0.0, the limits from the two sides (for a spectrum of a single level F = E on both).
/// - **β < 0** (population inversion): high levels are the likelier ones, as in a laser medium or a spin system
///   after its field was reversed. Such a state is hotter than any of positive temperature. It is the state of
///   the spectrum −E at −β: S and C are the same (and not negative), U, F and κ₃ change sign. For attention,
///   the query that prefers the keys it matches least.
///
/// @param energy moments of E under p ∝ e^(−βE), that is with slope −β
public record CanonicalState(GibbsMoments energy) {

    /// The state of `spectrum` at `beta`.
    ///
    /// @throws IllegalArgumentException if β is infinite or NaN
    public static CanonicalState of(EnergySpectrum spectrum, double beta) {
        return new CanonicalState(spectrum.moments(beta, new double[spectrum.size()]));
    }

    /// The state with U = `meanEnergy`; β is negative where that lies above the mean of the levels.
    ///
    /// @throws IllegalArgumentException unless U lies between the lowest and the highest level
    public static CanonicalState ofMeanEnergy(EnergySpectrum spectrum, double meanEnergy) {
        if (!(meanEnergy > spectrum.ground() && meanEnergy < spectrum.ceiling())) {
            throw new IllegalArgumentException("the mean energy is " + meanEnergy + " but must lie between the levels "
                    + spectrum.ground() + " and " + spectrum.ceiling());
        }
        double sign = of(spectrum, 0).meanEnergy() >= meanEnergy ? 1 : -1;
        return falling(spectrum, sign, state -> sign * (state.meanEnergy() - meanEnergy));
    }

    /// The state with entropy S at β > 0.
    ///
    /// @throws IllegalArgumentException unless S lies between ln g of the ground level and ln n
    public static CanonicalState ofEntropy(EnergySpectrum spectrum, double entropy) {
        double coldest = StrictMath.log(spectrum.groundDegeneracy());
        double hottest = StrictMath.log(spectrum.size());
        if (!(entropy > coldest && entropy < hottest)) {
            throw new IllegalArgumentException(
                    "the entropy is " + entropy + " but must lie between " + coldest + " and " + hottest);
        }
        return falling(spectrum, 1, state -> state.entropy() - entropy);
    }

    /// The state where `excess`, which falls with |β|, is 0: doubling, then halving to the last bit.
    private static CanonicalState falling(
            EnergySpectrum spectrum, double sign, ToDoubleFunction<CanonicalState> excess) {
        double low = 0;
        double high = 1 / spectrum.width();
        while (excess.applyAsDouble(of(spectrum, sign * high)) > 0) {
            low = high;
            high *= 2;
        }
        for (double middle = 0.5 * (low + high); middle > low && middle < high; middle = 0.5 * (low + high)) {
            if (excess.applyAsDouble(of(spectrum, sign * middle)) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return of(spectrum, sign * high);
    }

    /// β = 1/T.
    public double beta() {
        return -energy.slope();
    }

    /// T = 1/β; infinite at β = 0.
    public double temperature() {
        return 1 / beta();
    }

    /// n.
    public int levels() {
        return energy.count();
    }

    /// ln Z; infinite when |β·E| overflows for the dominant level, although F, U, S and C are not.
    public double logPartition() {
        return energy.logPartition();
    }

    /// U = ⟨E⟩.
    public double meanEnergy() {
        return energy.mean();
    }

    /// F = −ln Z/β. At β = 0 see above.
    public double freeEnergy() {
        double excess = energy.excessLogPartition();
        return excess == 0 ? energy.dominant() : energy.dominant() - excess / beta();
    }

    /// S = ln Z + βU, in [0, ln n].
    public double entropy() {
        return energy.entropy();
    }

    /// C = β² Var(E) = dU/dT, dimensionless.
    public double specificHeat() {
        return energy.reducedVariance();
    }

    /// Var(E), also the Fisher information I(β) that one observation of the energy carries about β.
    public double energyVariance() {
        return energy.variance();
    }

    /// κ₃ = ⟨(E − U)³⟩ = −∂³ ln Z/∂β³.
    public double thirdCumulant() {
        return energy.thirdCumulant();
    }

    /// dC/dT = β⁴κ₃ − 2β³Var(E): positive below a maximum of C in temperature, negative above.
    public double specificHeatSlope() {
        double scaled = -energy.scaledSlope();
        return beta() * (scaled * energy.scaledThirdCumulant() * scaled * scaled - 2 * specificHeat());
    }

    /// 1/Σp².
    public double participationRatio() {
        return energy.participationRatio();
    }
}
