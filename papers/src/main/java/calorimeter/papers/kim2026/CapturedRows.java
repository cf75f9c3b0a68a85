// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.lab.run.TrainedRun;
import calorimeter.papers.claim.Evidence.Residual;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.SpecificHeatIdentities;
import calorimeter.physics.information.FreeEnergyFunctional;
import calorimeter.physics.information.FreeEnergyMinimisers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Identities of the canonical ensemble tried on attention rows that a run recorded: occupation and energies of
/// its probe at the last logged step, as its checkpoint holds them for the first-law ledger.
final class CapturedRows {

    static final String CERTIFICATE = "rows.certificate";
    static final String RECORDED = "rows.recorded-is-minimum";
    static final String MINIMISER = "rows.minimiser";
    static final String SPECIFIC_HEAT = "rows.specific-heat";

    static final int MOST_ROWS = 64;

    /// Bounds by identity: rounding, and more of it where five forms of β² Var(E) are compared.
    static final Map<String, Double> BOUNDS =
            Map.of(CERTIFICATE, 1e-10, RECORDED, 1e-10, MINIMISER, 1e-10, SPECIFIC_HEAT, 1e-9);

    /// Each halves the distance from equilibrium.
    private static final int DESCENT_STEPS = 100;

    private static final int SEED = 17;

    private final double[] probabilities;
    private final double[] energies;
    private final List<TrainedRun.Row> rows;
    private final double beta;

    /// @throws StoreException when no rows were recorded, see [TrainedRun#hasRows]
    CapturedRows(TrainedRun run) {
        probabilities = run.occupation();
        energies = run.energies();
        beta = 1
                / (run.settings().attention().temperature().from()
                        * Math.sqrt(run.settings().headSize()));
        rows = sample(run.rows());
    }

    /// A few of those with more than one key, at random: every so many would always be the same head and query.
    static List<TrainedRun.Row> sample(List<TrainedRun.Row> rows) {
        List<TrainedRun.Row> shuffled = new ArrayList<>(rows);
        shuffled.removeIf(row -> row.keys() < 2);
        Collections.shuffle(shuffled, new Random(SEED));
        return shuffled.subList(0, Math.min(MOST_ROWS, shuffled.size()));
    }

    /// Empty when no row has more than one key: an identity tried on nothing would hold.
    List<Residual> residuals(String run) {
        if (rows.isEmpty()) {
            return List.of();
        }
        RandomGenerator random = new SplittableRandom(SEED);
        double certificate = 0;
        double recorded = 0;
        double minimiser = 0;
        double specificHeat = 0;
        for (TrainedRun.Row row : rows) {
            double[] p = Arrays.copyOfRange(probabilities, row.from(), row.to());
            EnergySpectrum spectrum = EnergySpectrum.of(Arrays.copyOfRange(energies, row.from(), row.to()));
            FreeEnergyFunctional functional = new FreeEnergyFunctional(spectrum, 1 / beta);
            double scale = functional.temperature() + Math.abs(functional.minimum());
            double[] other = interior(random, p.length);
            double excess = functional.value(other) - functional.minimum();
            certificate = Math.max(certificate, Math.abs(excess - functional.certificate(other)) / scale);
            certificate = Math.max(certificate, Math.max(0, -excess) / scale);
            recorded = Math.max(recorded, Math.abs(functional.value(p) - functional.minimum()) / scale);
            double[] found = FreeEnergyMinimisers.mirrorDescent(functional, other, beta / 2, 0, DESCENT_STEPS)
                    .distribution();
            for (int j = 0; j < p.length; j++) {
                minimiser = Math.max(minimiser, Math.abs(found[j] - p[j]));
            }
            specificHeat = Math.max(
                    specificHeat, SpecificHeatIdentities.of(spectrum, beta).largestRelativeSpread());
        }
        return List.of(
                residual(CERTIFICATE, run, certificate),
                residual(RECORDED, run, recorded),
                residual(MINIMISER, run, minimiser),
                residual(SPECIFIC_HEAT, run, specificHeat));
    }

    private Residual residual(String check, String run, double value) {
        return new Residual(check, run, value, Objects.requireNonNull(BOUNDS.get(check)), rows.size());
    }

    private static double[] interior(RandomGenerator random, int n) {
        double[] p = new double[n];
        double sum = 0;
        for (int j = 0; j < n; j++) {
            p[j] = 0.05 + random.nextDouble();
            sum += p[j];
        }
        for (int j = 0; j < n; j++) {
            p[j] /= sum;
        }
        return p;
    }
}
