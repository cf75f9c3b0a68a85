// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import java.util.Arrays;

/// At which inverse temperature attention concentrates, from the gaps of a row's levels to its lowest (the
/// idea of Karakida & Hayase, arXiv:2605.12697; the definition and the bounds with their constants are
/// derived in docs/theory.md):
///
///     N(Δ) = number of levels within Δ of the lowest, itself included
///     β_c = sup_Δ>0 ln N(Δ)/Δ
///
/// At β = cβ_c, whatever the number of levels:
///
///     c < 1: p₀ ≤ N*^(c−1), with N* = N(Δ*) at the gap Δ* where the supremum is attained
///     c > 1: p₀ ≥ 1/ζ(c) and S ≤ [#entropyBound], both functions of c alone
///
/// so β_c is the scale that the inverse temperature needs as n grows: √(2 ln n) for random energies, ln n
/// where the others lie at a fixed gap, (ln n)² where that gap shrinks as 1/ln n.
///
/// @param critical β_c; infinite where the lowest level is degenerate, 0 for one level
/// @param gap Δ*
/// @param accumulated N*
public record GapCounting(double critical, double gap, int accumulated) {

    /// Terms of a series that are added one by one; an integral takes the rest.
    private static final int TERMS = 10_000;

    public static GapCounting of(EnergySpectrum spectrum) {
        double[] levels = spectrum.levels();
        Arrays.sort(levels);
        GapCounting best = new GapCounting(0, Double.POSITIVE_INFINITY, 1);
        for (int j = 1; j < levels.length; j++) {
            double gap = levels[j] - levels[0];
            double rate = StrictMath.log(j + 1) / gap;
            if (rate >= best.critical) {
                best = new GapCounting(rate, gap, j + 1);
            }
        }
        return best;
    }

    /// ζ(c) = Σ k^(−c) for c > 1, whose inverse p₀ does not fall below at β = cβ_c: the first terms, then
    /// Euler and Maclaurin's formula.
    ///
    /// @throws IllegalArgumentException unless c > 1
    public static double largestPartition(double c) {
        requireAbove(c);
        double sum = 0;
        for (int k = TERMS; k >= 1; k--) {
            sum += StrictMath.pow(k, -c);
        }
        double last = StrictMath.pow(TERMS, -c);
        return sum + TERMS * last / (c - 1) - last / 2 + c * last / (12.0 * TERMS);
    }

    /// What S does not exceed at β = cβ_c, whatever n: with x = βΔ, which is at least c ln k at the k-th
    /// level,
    ///
    ///     S = ln Z + ⟨x⟩ ≤ ln ζ(c) + Σ_{k ≥ 2} g(c ln k),   g(y) = max over x ≥ y of x e^(−x)
    ///
    /// with the energy of the lowest level as zero.
    ///
    /// @throws IllegalArgumentException unless c > 1
    public static double entropyBound(double c) {
        requireAbove(c);
        double sum = 0;
        for (int k = 2; k <= TERMS; k++) {
            double y = Math.max(1, c * StrictMath.log(k));
            sum += y * StrictMath.exp(-y);
        }
        // ∫_K^∞ c ln x x^(−c) dx bounds the rest, whose terms fall
        double log = StrictMath.log(TERMS);
        double rest = c * StrictMath.pow(TERMS, 1 - c) * (log / (c - 1) + 1 / ((c - 1) * (c - 1)));
        return StrictMath.log(largestPartition(c)) + sum + rest;
    }

    private static void requireAbove(double c) {
        if (!(c > 1)) {
            throw new IllegalArgumentException("c is " + c + " but must be above 1");
        }
    }
}
