// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import java.util.Arrays;
import java.util.Objects;

/// The energy levels E_1 … E_n of a finite system, in any order; a level that occurs g times is listed g times.
/// Immutable.
///
/// An attention row is such a system: one level per *visible* key, E_j = −q·k_j = −s_j/β. A masked key is
/// absent, not a level of very high energy, because n enters ln n, χ and the high-temperature limit.
public final class EnergySpectrum {

    private final double[] levels;
    private final double ground;
    private final double ceiling;

    private EnergySpectrum(double[] ownedLevels) {
        if (ownedLevels.length == 0) {
            throw new IllegalArgumentException("the spectrum has no levels but needs at least one");
        }
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < ownedLevels.length; j++) {
            if (!Double.isFinite(ownedLevels[j])) {
                throw new IllegalArgumentException("level " + j + " is " + ownedLevels[j] + " but must be finite");
            }
            lowest = Math.min(lowest, ownedLevels[j]);
            highest = Math.max(highest, ownedLevels[j]);
        }
        if (Double.isInfinite(highest - lowest)) {
            throw new IllegalArgumentException(
                    "levels reach from " + lowest + " to " + highest + ": their difference must be finite");
        }
        levels = ownedLevels;
        ground = lowest;
        ceiling = highest;
    }

    /// The spectrum with these levels, copied.
    ///
    /// @throws IllegalArgumentException if there is no level, or one is not finite
    public static EnergySpectrum of(double... levels) {
        return new EnergySpectrum(levels.clone());
    }

    /// Energies E_j = −s_j/β of the scaled scores `scores[from..to)`.
    ///
    /// @throws IllegalArgumentException if the range is empty, a score is not finite, or β is not positive and
    ///     finite
    public static EnergySpectrum ofScaledScores(double[] scores, int from, int to, double beta) {
        Objects.checkFromToIndex(from, to, scores.length);
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta is " + beta + " but must be positive and finite");
        }
        double[] energies = new double[to - from];
        for (int j = 0; j < energies.length; j++) {
            // 0 − s rather than −s: a zero score is the energy 0, not −0.
            energies[j] = (0 - scores[from + j]) / beta;
        }
        return new EnergySpectrum(energies);
    }

    public int size() {
        return levels.length;
    }

    public double level(int index) {
        return levels[index];
    }

    /// A copy of the levels in the order given.
    public double[] levels() {
        return levels.clone();
    }

    /// The lowest energy.
    public double ground() {
        return ground;
    }

    /// The highest energy.
    public double ceiling() {
        return ceiling;
    }

    /// Highest minus lowest energy.
    public double width() {
        return ceiling - ground;
    }

    /// How many levels lie exactly at the lowest energy.
    public int groundDegeneracy() {
        int degeneracy = 0;
        for (double level : levels) {
            if (level == ground) {
                degeneracy++;
            }
        }
        return degeneracy;
    }

    /// The distance from the lowest energy to the next one, or 0 when all levels are equal.
    public double firstGap() {
        double gap = Double.POSITIVE_INFINITY;
        for (double level : levels) {
            if (level > ground) {
                gap = Math.min(gap, level - ground);
            }
        }
        return Double.isInfinite(gap) ? 0 : gap;
    }

    /// The same system with c added to every energy.
    public EnergySpectrum shifted(double c) {
        double[] shifted = new double[levels.length];
        for (int j = 0; j < levels.length; j++) {
            shifted[j] = levels[j] + c;
        }
        return new EnergySpectrum(shifted);
    }

    /// The Gibbs distribution p_j = e^(−βE_j)/Z, in the order of the levels; any finite β.
    public double[] probabilities(double beta) {
        double[] probabilities = new double[levels.length];
        moments(beta, probabilities);
        return probabilities;
    }

    /// Moments of the energy at β, with the probabilities left in `probabilities`.
    GibbsMoments moments(double beta, double[] probabilities) {
        return GibbsMoments.of(levels, 0, levels.length, -beta, probabilities);
    }

    /// Equal when the same levels stand in the same order.
    @Override
    public boolean equals(Object other) {
        return other instanceof EnergySpectrum spectrum && Arrays.equals(levels, spectrum.levels);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(levels);
    }

    @Override
    public String toString() {
        return "EnergySpectrum[n = " + levels.length + ", from " + ground + " to " + ceiling + "]";
    }
}
