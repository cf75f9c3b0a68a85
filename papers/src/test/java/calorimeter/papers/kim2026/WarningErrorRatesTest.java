// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.ErrorRates;
import calorimeter.papers.claim.ErrorRates.Decided;
import calorimeter.papers.claim.ErrorRates.Row;
import calorimeter.papers.claim.ErrorRates.World;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.SampledSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Errors of claims about warnings: signals that are alike, and one that is earlier.
///
/// Each signal is noise with one step up before generalisation, about as high as the threshold: then it is
/// the threshold that decides how many runs are warned.
@Tag("slow")
class WarningErrorRatesTest {

    private static final int SIMULATIONS = 60;
    private static final int SEEDS = 8;
    private static final List<Integer> MODULI = List.of(53, 113);

    /// Not C's own column, whose peaks would be looked for.
    private static final Signal WATCHED = new Signal("watched", "C", false);

    private static final PeakWarns PREDICTION = new PeakWarns(WATCHED, 0.1, PeakRule.standard());

    private static final double MEMORISED = 120;
    private static final double[] STEPS = logSpaced();

    /// What a world plants.
    ///
    /// @param ahead decades by which C is earlier than the others
    /// @param height of the step in standard deviations of the noise
    /// @param spread standard deviation of the logarithm by which a run's noise grows halfway
    private record Plant(double ahead, double height, double spread) {}

    /// Two steps in a cell.
    private static double[] logSpaced() {
        return Stream.iterate(40.0, step -> Math.ceil(step * Math.pow(10, 0.5 / Watch.CELLS_PER_DECADE)))
                .takeWhile(step -> step < 30_000)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static RunEvidence run(Arm arm, int modulus, long seed, double event, Plant plant, RandomGenerator random) {
        Map<String, SampledSeries> series = new LinkedHashMap<>();
        double[] train = new double[STEPS.length];
        double[] test = new double[STEPS.length];
        for (int i = 0; i < STEPS.length; i++) {
            train[i] = STEPS[i] >= MEMORISED ? 1 : 0;
            test[i] = STEPS[i] >= event ? 1 : 0;
        }
        series.put(RunEvidence.TRAIN_ACCURACY, SampledSeries.of(STEPS, train));
        series.put(RunEvidence.TEST_ACCURACY, SampledSeries.of(STEPS, test));
        Stream.concat(Stream.of(WATCHED), Signal.RIVALS.stream())
                .forEach(signal -> series.put(signal.column(), signal(signal, event, plant, random)));
        return new RunEvidence(
                arm.name() + "-p" + modulus + "-s" + seed,
                arm,
                modulus,
                seed,
                32,
                series,
                Map.of(),
                PeakRule.standard());
    }

    private static SampledSeries signal(Signal signal, double event, Plant plant, RandomGenerator random) {
        double lead = 0.5 + (signal.equals(WATCHED) ? plant.ahead : 0) + 0.05 * random.nextGaussian();
        double start = LogTime.ofStep(event) - lead;
        double growth = Math.exp(plant.spread * random.nextGaussian());
        double[] values = new double[STEPS.length];
        for (int i = 0; i < values.length; i++) {
            double scale = STEPS[i] > 10 * MEMORISED ? growth : 1;
            double step = LogTime.ofStep(STEPS[i]) >= start ? plant.height : 0;
            double value = scale * Math.sqrt(2) * random.nextGaussian() + step;
            values[i] = signal.logarithmic() ? Math.exp(value / 10) : value;
        }
        return SampledSeries.of(STEPS, values);
    }

    private static Evidence runs(Plant plant, long simulation) {
        SplittableRandom random = new SplittableRandom(simulation);
        List<RunEvidence> runs = new ArrayList<>();
        for (int modulus : MODULI) {
            for (long seed = 0; seed < SEEDS; seed++) {
                double event = Math.ceil(MEMORISED * Math.pow(10, 1.3 + 0.3 * random.nextDouble()));
                runs.add(run(Arm.MAIN, modulus, seed, event, plant, random));
                for (Arm arm : KimGrid.NULLS) {
                    runs.add(run(arm, modulus, seed, Double.POSITIVE_INFINITY, plant, random));
                }
            }
        }
        return new Evidence(runs, List.of(), List.of(), Map.of());
    }

    private static World alike(String words, Plant plant) {
        return new World(words, Decided.FALSELY, Decided.FALSELY, i -> runs(plant, i));
    }

    @Test
    void warnings() throws IOException {
        String n = SEEDS + " seeds × " + MODULI.size() + " p";
        List<Row> rows = new ArrayList<>();
        for (World world : List.of(
                alike("signals alike, steps of 6 σ", new Plant(0, 6, 0)),
                alike("signals alike, steps of 7 σ", new Plant(0, 7, 0)),
                alike("signals alike, steps of 8 σ, noise of unlike growth", new Plant(0, 8, 0.5)),
                World.with("C is 0.4 decades earlier, steps of 20 σ", i -> runs(new Plant(0.4, 20, 0), i)),
                World.without("C is 0.4 decades later, steps of 20 σ", i -> runs(new Plant(-0.4, 20, 0), i)))) {
            rows.add(ErrorRates.row("K-WARNING", n, PREDICTION, SIMULATIONS, world));
        }
        ErrorRates.check("kim2026 warnings", rows);
    }
}
