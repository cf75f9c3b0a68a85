// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.papers.claim.ErrorRates.Row;
import calorimeter.papers.claim.ErrorRates.World;
import calorimeter.statistics.series.SampledSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Errors of claims about latency at the scatter seen in pandey2026, 18 % of a pair.
@Tag("slow")
class LatencyErrorRatesTest {

    private static final int SIMULATIONS = 1000;
    private static final double SCATTER = 18;
    private static final LatencyReduced PREDICTION =
            new LatencyReduced(Arms.COLD_START, Arms.BASELINE, 1, 6, 10, PeakRule.standard());

    private static RunEvidence run(Arm arm, long seed, double generalised) {
        double[] steps = {0, generalised - 1, generalised, generalised + 600};
        SampledSeries accuracy = SampledSeries.of(steps, new double[] {0, 0, 1, 1});
        return new RunEvidence(
                arm.name() + seed,
                arm,
                97,
                seed,
                32,
                Map.of(RunEvidence.TRAIN_ACCURACY, accuracy, RunEvidence.TEST_ACCURACY, accuracy),
                Map.of(),
                PeakRule.standard());
    }

    /// @param reduction true one, in per cent
    private static Evidence pairs(int count, double reduction, long simulation) {
        SplittableRandom random = new SplittableRandom(simulation);
        List<RunEvidence> runs = new ArrayList<>();
        for (long seed = 0; seed < count; seed++) {
            double reference = 40_000 * Math.exp(0.25 * random.nextGaussian());
            double seen = reduction + SCATTER * random.nextGaussian();
            runs.add(run(Arms.BASELINE, seed, reference));
            runs.add(run(Arms.COLD_START, seed, reference * (1 - seen / 100)));
        }
        return new Evidence(runs, List.of(), List.of(), Map.of());
    }

    @Test
    void latency() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int count : new int[] {8, 40, 80}) {
            String n = count + " pairs";
            rows.add(ErrorRates.row(
                    "P-LATENCY", n, PREDICTION, SIMULATIONS, World.without("no reduction", i -> pairs(count, 0, i))));
            Row six = ErrorRates.row(
                    "P-LATENCY", n, PREDICTION, SIMULATIONS, World.with("6 % earlier", i -> pairs(count, 6, i)));
            rows.add(six);
            // The power beside a verdict knows the scatter from its own pairs alone.
            double stated = LongStream.range(0, 200)
                    .mapToObj(i -> Verdicts.grounds(Verdicts.of(PREDICTION, pairs(count, 0, i))))
                    .mapToDouble(grounds -> grounds.power().orElseThrow().value())
                    .average()
                    .orElseThrow();
            assertThat(stated).as(n).isCloseTo(six.supported() / (double) SIMULATIONS, within(0.06));
        }
        ErrorRates.check("pandey2026", rows);
    }
}
