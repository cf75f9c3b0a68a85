// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.Samples.relative;
import static calorimeter.physics.theory.TheoryCheck.KIM;

import calorimeter.physics.attention.AttentionRow;
import calorimeter.physics.attention.FisherMetric;
import calorimeter.physics.attention.LandscapeState;
import calorimeter.physics.attention.LandscapeVariance;
import calorimeter.physics.attention.RowState;
import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.Distributions;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.GroupedLevels;
import calorimeter.physics.ensemble.SpecificHeatCurve;
import calorimeter.physics.ensemble.SpecificHeatIdentities;
import calorimeter.physics.ensemble.SpecificHeatPeak;
import calorimeter.physics.exact.EquallySpacedLevels;
import calorimeter.physics.exact.SolvableSystem;
import calorimeter.physics.exact.TwoLevelSystem;
import calorimeter.physics.information.FisherRao;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// §1: attention as a canonical ensemble.
final class EnsembleChecks {

    private static final List<Double> BETAS = List.of(-0.7, 0.1, 0.5, 1.0, 2.0, 6.0);

    private EnsembleChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                check(
                        "specific-heat",
                        "C = dU/dT = T dS/dT = β² Var(E) = Var(s) = Var(ln p)",
                        "Gaussian spectra",
                        "n = 64, 100 spectra × 6 β",
                        "largest relative spread of five routes (complex-step derivatives)",
                        1e-9,
                        EnsembleChecks::specificHeat),
                check(
                        "closed-forms",
                        "ln Z, U, Var(E), κ₃ of solvable systems",
                        "two levels with degeneracy, ladder of levels",
                        "n = 7 and 50, 6 β",
                        "largest relative difference from the closed form",
                        1e-11,
                        EnsembleChecks::closedForms),
                check(
                        "entropy",
                        "S = ln Z + βU = −Σ p ln p",
                        "Gaussian spectra",
                        "n = 64, 100 spectra × 6 β",
                        "largest relative difference",
                        1e-12,
                        EnsembleChecks::entropy),
                check(
                        "third-cumulant",
                        "dC/dT = β⁴κ₃ − 2β³Var(E)",
                        "Gaussian spectra",
                        "n = 32, 50 spectra",
                        "against the finite difference of C(T), relative to C/T",
                        1e-8,
                        EnsembleChecks::thirdCumulant),
                check(
                        "fisher-information",
                        "I(β) = Σ (dp/dβ)²/p = Var(E) = T²C",
                        "Gaussian spectra",
                        "n = 32, 50 spectra",
                        "against the finite difference of p(β), relative",
                        1e-8,
                        EnsembleChecks::fisherInformation),
                check(
                        "fisher-metric",
                        "∂p_i/∂s_j = p_i δ_ij − p_i p_j",
                        "Gaussian scores",
                        "n = 12",
                        "largest difference from the finite difference of softmax",
                        1e-10,
                        EnsembleChecks::fisherMetric),
                check(
                        "limits",
                        "S(0) = ln n, S(∞) = ln g, no overflow",
                        "levels to ±10⁴, ground threefold",
                        "n = 10⁶",
                        "largest difference of S and C from their limits",
                        1e-9,
                        EnsembleChecks::limits),
                check(
                        "row-state",
                        "scaled scores s are energies −s/β: F, U, S, C, κ₃ and dC/dT of a row; χ = C/ln²n",
                        "Gaussian scores",
                        "n = 40, 50 rows, β = 1/√32",
                        "largest relative difference from the canonical state",
                        1e-12,
                        EnsembleChecks::rowState),
                check(
                        "grouped-levels",
                        "levels merged within 1/512, each group at its mean, have the same C to 10⁻⁵",
                        "Gaussian levels",
                        "n = 20 000, 12 temperatures",
                        "largest relative difference",
                        1e-5,
                        EnsembleChecks::groupedLevels),
                check(
                        "peak",
                        "the Schottky maximum: u·tanh((u − ln(g₁/g₀))/2) = 2, u = β*Δ",
                        "two levels with degeneracy",
                        "g₁/g₀ = 1 … 10⁴",
                        "largest violation of the condition at the maximum found, of its C, and of ln(β/β*) at 3β*",
                        1e-7,
                        EnsembleChecks::peak),
                check(
                        "thermodynamic-length",
                        "∫√C d ln β is the Fisher–Rao length: 2|Δ arcsin √x| for two levels, else not below the distance",
                        "two levels with degeneracy; Gaussian spectra",
                        "n = 7 and 16, 20 spectra",
                        "largest relative difference from arcsin, and from the sum of 2000 distances",
                        1e-6,
                        EnsembleChecks::thermodynamicLength),
                check(
                        "landscape-variance",
                        "V = within-row + between-row variance",
                        "rows of Gaussian scores with different offsets and lengths",
                        "100 rows",
                        "relative difference from the pooled variance, and the part within rows, in two passes",
                        1e-12,
                        EnsembleChecks::landscapeVariance));
    }

    private static TheoryCheck check(
            String name,
            String statement,
            String system,
            String size,
            String method,
            double tolerance,
            TheoryCheck.Residual residual) {
        return TheoryTopic.ENSEMBLE.check(name, statement, system, size, method, tolerance, KIM, residual);
    }

    private static double specificHeat() {
        return Samples.largest(101, 100, random -> {
            EnergySpectrum spectrum = Samples.spectrum(random, 64, 1.3);
            return Samples.largest(
                    BETAS, beta -> SpecificHeatIdentities.of(spectrum, beta).largestRelativeSpread());
        });
    }

    private static double closedForms() {
        double largest = 0;
        for (SolvableSystem system : List.of(new TwoLevelSystem(1.5, 2, 5), new EquallySpacedLevels(0.2, 50))) {
            for (double beta : BETAS) {
                CanonicalState state = CanonicalState.of(system.spectrum(), beta);
                largest = Math.max(largest, relative(state.logPartition(), system.logPartition(beta)));
                largest = Math.max(largest, relative(state.meanEnergy(), system.meanEnergy(beta)));
                largest = Math.max(largest, relative(state.energyVariance(), system.energyVariance(beta)));
                double scale = Math.pow(system.energyVariance(beta), 1.5);
                largest = Math.max(largest, Math.abs(state.thirdCumulant() - system.thirdCumulant(beta)) / scale);
            }
        }
        return largest;
    }

    private static double entropy() {
        return Samples.largest(102, 100, random -> {
            EnergySpectrum spectrum = Samples.spectrum(random, 64, 1.3);
            return Samples.largest(BETAS, beta -> {
                double direct = Distributions.entropy(spectrum.probabilities(beta), 0, 64);
                return relative(CanonicalState.of(spectrum, beta).entropy(), direct);
            });
        });
    }

    private static double thirdCumulant() {
        return Samples.largest(103, 50, random -> {
            EnergySpectrum spectrum = Samples.spectrum(random, 32, 1);
            double temperature = 0.5 + random.nextDouble();
            CanonicalState state = CanonicalState.of(spectrum, 1 / temperature);
            double slope = Samples.slope(
                    t -> CanonicalState.of(spectrum, 1 / t).specificHeat(), temperature, 1e-3 * temperature);
            return Math.abs(state.specificHeatSlope() - slope) * temperature / state.specificHeat();
        });
    }

    private static double fisherInformation() {
        return Samples.largest(104, 50, random -> {
            EnergySpectrum spectrum = Samples.spectrum(random, 32, 1);
            double beta = 0.5 + random.nextDouble();
            double[] p = spectrum.probabilities(beta);
            double information = 0;
            for (int j = 0; j < p.length; j++) {
                int level = j;
                double slope = Samples.slope(b -> spectrum.probabilities(b)[level], beta, 1e-3 * beta);
                information += slope * slope / p[j];
            }
            return relative(CanonicalState.of(spectrum, beta).energyVariance(), information);
        });
    }

    private static double fisherMetric() {
        double[] scores = Samples.gaussian(Samples.random(105), 12, 1.5);
        double[][] metric = FisherMetric.ofScores(scores).matrix();
        return Samples.largestDifference(
                metric, moved -> EnergySpectrum.of(moved).probabilities(-1), scores, 1e-3);
    }

    private static double limits() {
        int count = 1_000_000;
        double[] levels = new double[count];
        RandomGenerator random = Samples.random(106);
        for (int j = 0; j < count; j++) {
            levels[j] = j < 3 ? -1e4 : -9.9e3 + 1.99e4 * random.nextDouble();
        }
        EnergySpectrum spectrum = EnergySpectrum.of(levels);
        CanonicalState hot = CanonicalState.of(spectrum, 0);
        CanonicalState cold = CanonicalState.of(spectrum, 1e3);
        double largest = Math.abs(hot.entropy() - StrictMath.log(count));
        largest = Math.max(largest, Math.abs(cold.entropy() - StrictMath.log(3)));
        largest = Math.max(largest, hot.specificHeat());
        return Math.max(largest, cold.specificHeat());
    }

    private static double peak() {
        return Samples.largest(List.of(1, 10, 1000, 10_000), excited -> {
            TwoLevelSystem system = new TwoLevelSystem(0.7, 1, excited);
            SpecificHeatCurve curve = new SpecificHeatCurve(system.spectrum());
            SpecificHeatPeak peak = curve.peak().orElseThrow();
            double u = peak.beta() * system.gap();
            double distance = curve.logDistanceFromPeak(3 * peak.beta()).orElseThrow();
            return Samples.largest(List.of(
                    Math.abs(u * Math.tanh(0.5 * (u - Math.log(excited))) - 2),
                    relative(peak.specificHeat(), system.specificHeat(peak.beta())),
                    relative(distance, Math.log(3))));
        });
    }

    private static double rowState() {
        double beta = 1 / Math.sqrt(32);
        return Samples.largest(108, 50, random -> {
            double[] scores = Samples.gaussian(random, 40, 1.5);
            RowState row = AttentionRow.state(scores, beta);
            CanonicalState state =
                    CanonicalState.of(EnergySpectrum.ofScaledScores(scores, 0, scores.length, beta), beta);
            double logKeys = Math.log(scores.length);
            double scale = Math.pow(state.energyVariance(), 1.5);
            return Samples.largest(List.of(
                    relative(row.freeEnergy(), state.freeEnergy()),
                    relative(row.meanEnergy(), state.meanEnergy()),
                    relative(row.entropy(), state.entropy()),
                    relative(row.specificHeat(), state.specificHeat()),
                    Math.abs(row.thirdCumulant() - state.thirdCumulant()) / scale,
                    Math.abs(row.specificHeatSlope() - state.specificHeatSlope()) / beta / state.specificHeat(),
                    relative(row.selectivity(), 1 - state.entropy() / logKeys),
                    relative(row.susceptibility(), state.specificHeat() / (logKeys * logKeys))));
        });
    }

    private static double groupedLevels() {
        EnergySpectrum spectrum = Samples.spectrum(Samples.random(109), 20_000, 1);
        GroupedLevels grouped = GroupedLevels.of(spectrum);
        double largest = 0;
        for (double beta = 0.1; beta < 30; beta *= 1.7) {
            double exact = CanonicalState.of(spectrum, beta).specificHeat();
            largest = Math.max(largest, relative(grouped.specificHeat(beta), exact));
        }
        return largest;
    }

    private static double thermodynamicLength() {
        TwoLevelSystem two = new TwoLevelSystem(1.5, 2, 5);
        double turn = Math.asin(Math.sqrt(two.meanEnergy(0.2) / 1.5)) - Math.asin(Math.sqrt(two.meanEnergy(6) / 1.5));
        double closed = relative(new SpecificHeatCurve(two.spectrum()).length(6, 0.2), 2 * turn);
        double path = Samples.largest(110, 20, random -> {
            EnergySpectrum spectrum = Samples.spectrum(random, 16, 1);
            double length = new SpecificHeatCurve(spectrum).length(0.5, 4);
            double sum = 0;
            for (int k = 0; k < 2000; k++) {
                double beta = 0.5 * Math.pow(8, k / 2000.0);
                double next = 0.5 * Math.pow(8, (k + 1) / 2000.0);
                sum += FisherRao.distance(spectrum.probabilities(beta), spectrum.probabilities(next));
            }
            double distance = FisherRao.distance(spectrum.probabilities(0.5), spectrum.probabilities(4));
            return length < distance ? Double.NaN : relative(length, sum);
        });
        return Math.max(1e3 * closed, path);
    }

    private static double landscapeVariance() {
        RandomGenerator random = Samples.random(107);
        LandscapeVariance variance = new LandscapeVariance();
        double[][] rows = new double[100][];
        double sum = 0;
        int count = 0;
        for (int r = 0; r < rows.length; r++) {
            double offset = 3 * random.nextGaussian();
            rows[r] = Samples.gaussian(random, 2 + r % 17, 1);
            for (int j = 0; j < rows[r].length; j++) {
                rows[r][j] += offset;
                sum += rows[r][j];
                count++;
            }
            variance.add(rows[r], 0, rows[r].length);
        }
        double squares = 0;
        double within = 0;
        for (double[] row : rows) {
            double mean = Arrays.stream(row).sum() / row.length;
            for (double score : row) {
                squares += (score - sum / count) * (score - sum / count);
                within += (score - mean) * (score - mean);
            }
        }
        LandscapeState state = variance.state();
        return Samples.largest(List.of(
                relative(state.variance(), squares / count),
                relative(state.withinRows(), within / count),
                relative(state.mean(), sum / count)));
    }
}
