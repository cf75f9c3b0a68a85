// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.TheoryCheck.DERIVED;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.GapCounting;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// §2, third part: the inverse temperature at which attention over n keys concentrates, from counting gaps.
final class CriticalBetaChecks {

    private static final String SOURCE = "after Karakida & Hayase, arXiv:2605.12697; " + DERIVED;
    private static final List<Integer> SIZES = List.of(1 << 8, 1 << 12, 1 << 16);

    private CriticalBetaChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                TheoryTopic.CRITICAL_BETA.check(
                        "square-root",
                        "β_c = (√(2 ln n) + √(2 ln n − 2 ln 2))/2 where N(Δ) = exp(√(2 ln n) Δ − Δ²/2)",
                        "levels with the mean density of random energies of variance 1 above their lowest",
                        "n = 2⁸, 2¹², 2¹⁶",
                        "largest relative difference of sup ln N/Δ from the formula",
                        1e-12,
                        SOURCE,
                        () -> Samples.largest(SIZES, CriticalBetaChecks::squareRoot)),
                TheoryTopic.CRITICAL_BETA.check(
                        "linear",
                        "β_c = ln n where all others lie one unit above the lowest level; at cβ_c S is that of two groups",
                        "one level and n − 1 equal ones",
                        "n = 2⁸, 2¹², 2¹⁶; c = ½, 1, 2",
                        "largest difference of β_c/ln n from 1, and of S/ln n from the closed form",
                        1e-12,
                        SOURCE,
                        () -> Samples.largest(SIZES, n -> twoGroups(n, 1))),
                TheoryTopic.CRITICAL_BETA.check(
                        "quadratic",
                        "β_c = (ln n)² where that gap is 1/ln n",
                        "one level and n − 1 equal ones",
                        "n = 2⁸, 2¹², 2¹⁶; c = ½, 1, 2",
                        "largest difference of β_c/(ln n)² from 1, and of S/ln n from the closed form",
                        1e-12,
                        SOURCE,
                        () -> Samples.largest(SIZES, n -> twoGroups(n, 1 / StrictMath.log(n)))),
                TheoryTopic.CRITICAL_BETA.check(
                        "spread",
                        "p₀ ≤ N*^(c−1) at β = cβ_c < β_c, and the bound is met by two groups as n grows",
                        "Gaussian spectra and two groups",
                        "n = 16 … 4096, 60 spectra, c = 0.2, 0.5, 0.9; n = 2²⁰",
                        "largest excess of p₀ N*^(1−c) over 1, and its distance from 1 at two groups, c = ½",
                        2e-3,
                        DERIVED,
                        CriticalBetaChecks::spread),
                TheoryTopic.CRITICAL_BETA.check(
                        "concentration",
                        "p₀ ≥ 1/ζ(c) and S ≤ B(c) at β = cβ_c > β_c for every n, p₀ → 1/ζ(c) where N(Δ) = e^(β_c Δ)",
                        "Gaussian spectra and a logarithmic one",
                        "n = 16 … 4096, 60 spectra, c = 1.2, 2, 4; n = 2¹⁶",
                        "largest violation, and relative difference of p₀ from 1/ζ(4)",
                        1e-10,
                        DERIVED,
                        CriticalBetaChecks::concentration));
    }

    /// ln(k + 1) = √(2L) Δ_k − Δ_k²/2, so ln N/Δ = √(2L) − Δ/2 is largest at the first gap, its mean with
    /// √(2L − 2 ln 2).
    private static double squareRoot(int n) {
        double root = Math.sqrt(2 * StrictMath.log(n));
        double[] levels = new double[n];
        for (int k = 0; k < n; k++) {
            double left = Math.sqrt(Math.max(0, root * root - 2 * StrictMath.log(k + 1)));
            levels[k] = root - left;
        }
        double expected = 0.5 * (root + Math.sqrt(root * root - 2 * StrictMath.log(2)));
        return Math.abs(GapCounting.of(EnergySpectrum.of(levels)).critical() / expected - 1);
    }

    private static EnergySpectrum groups(int n, double gap) {
        double[] levels = new double[n];
        Arrays.fill(levels, 1, n, gap);
        return EnergySpectrum.of(levels);
    }

    /// Z = 1 + (n − 1)n^(−c) at β = cβ_c, S = ln Z + βU.
    private static double twoGroups(int n, double gap) {
        double log = StrictMath.log(n);
        EnergySpectrum spectrum = groups(n, gap);
        double critical = GapCounting.of(spectrum).critical();
        double largest = Math.abs(critical * gap / log - 1);
        for (double c : new double[] {0.5, 1, 2}) {
            double excited = (n - 1) * StrictMath.pow(n, -c);
            double expected = StrictMath.log(1 + excited) + c * log * excited / (1 + excited);
            double measured = CanonicalState.of(spectrum, c * critical).entropy();
            largest = Math.max(largest, Math.abs(measured - expected) / log);
        }
        return largest;
    }

    private static EnergySpectrum gaussian(RandomGenerator random) {
        int n = 16 << random.nextInt(9);
        double[] levels = new double[n];
        for (int j = 0; j < n; j++) {
            levels[j] = random.nextGaussian();
        }
        return EnergySpectrum.of(levels);
    }

    private static double ground(EnergySpectrum spectrum, double beta) {
        return Arrays.stream(spectrum.probabilities(beta)).max().orElseThrow();
    }

    private static double spread() {
        double excess = Samples.largest(71, 60, random -> {
            EnergySpectrum spectrum = gaussian(random);
            GapCounting count = GapCounting.of(spectrum);
            double largest = 0;
            for (double c : new double[] {0.2, 0.5, 0.9}) {
                double scaled = ground(spectrum, c * count.critical()) * StrictMath.pow(count.accumulated(), 1 - c);
                largest = Math.max(largest, scaled - 1);
            }
            return largest;
        });
        EnergySpectrum groups = groups(1 << 20, 1);
        GapCounting count = GapCounting.of(groups);
        double met = ground(groups, 0.5 * count.critical()) * Math.sqrt(count.accumulated());
        return Math.max(excess, Math.abs(met - 1));
    }

    private static double concentration() {
        double violation = Samples.largest(72, 60, random -> {
            EnergySpectrum spectrum = gaussian(random);
            double critical = GapCounting.of(spectrum).critical();
            double largest = 0;
            for (double c : new double[] {1.2, 2, 4}) {
                double p = ground(spectrum, c * critical);
                double entropy = CanonicalState.of(spectrum, c * critical).entropy();
                largest = Math.max(largest, 1 / GapCounting.largestPartition(c) - p);
                largest = Math.max(largest, entropy - GapCounting.entropyBound(c));
            }
            return largest;
        });
        double[] levels = new double[1 << 16];
        for (int k = 0; k < levels.length; k++) {
            levels[k] = StrictMath.log(k + 1);
        }
        EnergySpectrum logarithmic = EnergySpectrum.of(levels);
        double met = ground(logarithmic, 4 * GapCounting.of(logarithmic).critical());
        return Math.max(violation, Math.abs(met * GapCounting.largestPartition(4) - 1));
    }
}
