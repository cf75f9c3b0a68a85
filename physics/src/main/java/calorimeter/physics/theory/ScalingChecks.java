// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.Samples.relative;
import static calorimeter.physics.theory.TheoryCheck.DERIVED;

import calorimeter.physics.attention.AttentionRow;
import calorimeter.physics.attention.FieldResponse;
import calorimeter.physics.exact.GaussianRandomEnergies;
import java.util.List;
import java.util.Map;

/// Finite size: what a specific heat or a moment owes to the number of keys and layers.
final class ScalingChecks {

    private static final String DERRIDA = "Derrida, Phys. Rev. B 24, 2613 (1981)";

    private ScalingChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                check(
                        "two-energies",
                        "⟨ln Z⟩ = ∫(e^(−t) − φ(t)ⁿ)dt/t and its derivatives give ⟨C⟩ at every n",
                        "n = 2: C = (u/2)²/cosh²(u/2) averaged over a normal gap",
                        "b = 0.3, 1, 3, 8",
                        "relative difference from the integral over the gap",
                        1e-11,
                        DERIVED,
                        ScalingChecks::twoEnergies),
                check(
                        "first-correction",
                        "⟨C⟩ = b²(1 − (1 + 2b²)e^(b²)/n) + O(n⁻²), ⟨ln Z⟩ = ln n + b²/2 − (e^(b²) − 1)/2n + O(n⁻²)",
                        "random energies, b = 0.6",
                        "n = 1000 and 4000",
                        "largest difference of the measured orders from 2",
                        0.02,
                        DERRIDA,
                        ScalingChecks::firstCorrection),
                check(
                        "freezing",
                        "⟨U⟩ = −βσ²(1 − ⟨Σp²⟩), in the limit −d ln Z/dβ with Σp² = 1 − β_c/β",
                        "n = 1000, on both sides of β_c",
                        "5 β",
                        "largest relative difference from the finite difference of ln Z",
                        1e-9,
                        DERRIDA,
                        ScalingChecks::freezing),
                check(
                        "size-not-structure",
                        "C of unrelated keys: 0.992198 at n = 1024, b = 1; maxima at 0.785, 0.743 and 0.7295 β_c",
                        "random energies",
                        "n = 113, 1024 and 16384",
                        "largest difference of β*/β_c, in units of 5·10⁻⁴, and of C, in units of 5·10⁻⁷",
                        1,
                        DERIVED,
                        ScalingChecks::sizeNotStructure),
                check(
                        "unit-keys",
                        "⟨Z⟩ = n(1 − 1/d)^(−d/2) for unit normal keys and query at β = 1/√d",
                        "d = 16",
                        "40 000 rows of 4 keys",
                        "|z| of the sampled mean",
                        4,
                        DERIVED,
                        ScalingChecks::unitKeys),
                check(
                        "mean-field",
                        "q ← tanh βq, a row of keys ±1 iterated: m → √(3(β − 1)) above β = 1, √(3/2l) after l layers at it",
                        "β − 1 = 10⁻² and 10⁻³; l = 10⁵ at β = 1",
                        "2 keys",
                        "difference from 1 of the order of the remainder, of 100 m/√(3/2l) from 100",
                        0.1,
                        DERIVED,
                        ScalingChecks::meanField));
    }

    private static TheoryCheck check(
            String name,
            String statement,
            String system,
            String size,
            String method,
            double tolerance,
            String source,
            TheoryCheck.Residual residual) {
        return TheoryTopic.SCALING.check(name, statement, system, size, method, tolerance, source, residual);
    }

    /// The gap of two unit normal energies is normal with variance 2.
    private static double twoEnergies() {
        return Samples.largest(List.of(0.3, 1.0, 3.0, 8.0), b -> {
            double sum = 0;
            double step = 0.1 / (1 + b);
            for (double gap = step / 2; gap < 16; gap += step) {
                double half = 0.5 * b * gap;
                double heat = half * half / Math.pow(Math.cosh(half), 2);
                sum += 2 * step * heat * Math.exp(-0.25 * gap * gap) / Math.sqrt(4 * Math.PI);
            }
            return relative(new GaussianRandomEnergies(2, 2).meanSpecificHeat(b / 2), sum);
        });
    }

    private static double firstCorrection() {
        double[] coarse = remainders(1000);
        double[] fine = remainders(4000);
        return Math.max(
                Math.abs(Samples.order(coarse[0], fine[0], 4) - 2), Math.abs(Samples.order(coarse[1], fine[1], 4) - 2));
    }

    private static double[] remainders(int n) {
        double b = 0.6;
        GaussianRandomEnergies model = new GaussianRandomEnergies(n, 1);
        double heat = b * b * (1 - (1 + 2 * b * b) * Math.exp(b * b) / n);
        double logPartition = model.annealedLogPartition(b) - 0.5 * model.relativePartitionVariance(b);
        return new double[] {model.meanSpecificHeat(b) - heat, model.meanLogPartition(b) - logPartition};
    }

    private static double freezing() {
        GaussianRandomEnergies model = new GaussianRandomEnergies(1000, 1.5);
        double critical = model.criticalBeta();
        return Samples.largest(List.of(0.3, 0.6, 0.9, 1.1, 2.0), fraction -> {
            double beta = fraction * critical;
            double step = 1e-3 * beta;
            double slope = Samples.slope(model::meanLogPartition, beta, step);
            double limit = Samples.slope(model::limitingLogPartition, beta, step);
            double perSpread = beta * model.sigma() * model.sigma();
            return Samples.largest(List.of(
                    relative(-model.meanEnergy(beta), slope),
                    relative(perSpread * (1 - model.meanConcentration(beta)), slope),
                    relative(perSpread * (1 - model.limitingConcentration(beta)), limit)));
        });
    }

    private static double sizeNotStructure() {
        double heat = new GaussianRandomEnergies(1024, 1).meanSpecificHeat(1);
        double largest = Math.abs(heat - 0.992198) / 5e-7;
        for (Map.Entry<Integer, Double> peak :
                Map.of(113, 0.785, 1024, 0.743, 16_384, 0.7295).entrySet()) {
            GaussianRandomEnergies model = new GaussianRandomEnergies(peak.getKey(), 1);
            double fraction = model.peak().beta() / model.criticalBeta();
            largest = Math.max(largest, Math.abs(fraction - peak.getValue()) / 5e-4);
        }
        return largest;
    }

    private static double unitKeys() {
        int d = 16;
        int rows = 40_000;
        double beta = 1 / Math.sqrt(d);
        double expected = 4 * Math.pow(1 - 1.0 / d, -0.5 * d);
        double[] sums = new double[2];
        Samples.largest(801, rows, random -> {
            double[] query = Samples.gaussian(random, d, 1);
            double[] scores = new double[4];
            for (int j = 0; j < 4; j++) {
                scores[j] = beta * Samples.mean(query, Samples.gaussian(random, d, 1));
            }
            double partition = Math.exp(AttentionRow.state(scores, beta).logPartition());
            sums[0] += partition;
            sums[1] += partition * partition;
            return 0;
        });
        double mean = sums[0] / rows;
        return Math.abs(mean - expected) / Math.sqrt((sums[1] / rows - mean * mean) / rows);
    }

    private static double meanField() {
        double order = Samples.order(excess(1e-2), excess(1e-3), 10);
        int layers = 100_000;
        double decayed = iterated(1, 1, layers) / Math.sqrt(1.5 / layers);
        return Math.max(Math.abs(order - 1), 100 * Math.abs(decayed - 1));
    }

    /// m/√(3(β − 1)) − 1 at the fixed point.
    private static double excess(double distance) {
        double m = iterated(1 + distance, 0.1, (int) (20 / distance));
        return m / Math.sqrt(3 * distance) - 1;
    }

    private static double iterated(double beta, double start, int layers) {
        double[][] keys = {{1}, {-1}};
        double[] query = {start};
        for (int l = 0; l < layers; l++) {
            query = FieldResponse.of(query, keys, beta).dipole().moment();
        }
        return query[0];
    }
}
