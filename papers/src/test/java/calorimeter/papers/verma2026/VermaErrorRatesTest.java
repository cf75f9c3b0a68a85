// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.verma2026;

import static calorimeter.papers.claim.SyntheticSweeps.COLLAPSE;

import calorimeter.papers.campaign.Size;
import calorimeter.papers.claim.ErrorRates;
import calorimeter.papers.claim.ErrorRates.Row;
import calorimeter.papers.claim.ErrorRates.World;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.SyntheticSweeps;
import calorimeter.papers.claim.SyntheticSweeps.Ends;
import calorimeter.papers.claim.SyntheticSweeps.Plant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Errors of the claims on sweeps of the weight decay.
@Tag("slow")
class VermaErrorRatesTest {

    private static final int SIMULATIONS = 400;
    private static final VermaGrid GRID = VermaGrid.of(Size.STANDARD);
    private static final String N = GRID.decays().size() - 1 + " λ × " + GRID.seeds() + " seeds";
    private static final DecayThreshold THRESHOLD = new DecayThreshold(COLLAPSE);

    /// Of s̄ from end to end of the sweep, and of one run.
    private static final double TREND = 0.3;

    private static final double NOISE = 0.03;

    private static Evidence sweep(Plant plant, Ends ends, long simulation) {
        return SyntheticSweeps.evidence(SyntheticSweeps.decays(
                plant, GRID.seeds(), GRID.decays(), ends, NOISE, new SplittableRandom(simulation)));
    }

    private static double logarithmic(double decay) {
        return TREND
                * Math.log(decay / GRID.decays().getFirst())
                / Math.log(2 / GRID.decays().getFirst());
    }

    private static final Plant FLAT = new Plant(1, 0, 0.757, 0.05);
    private static final Plant LATE = new Plant(0.1, 4, 0.757, 0.05);

    @Test
    void regimes() throws IOException {
        RegimesDiffer similarity = new RegimesDiffer("attention.similarity", "s̄", false, 0.02, THRESHOLD);
        List<Row> rows = new ArrayList<>();
        for (World world : List.of(
                World.without(
                        "s̄ drifts with ln λ, P(grok) flat", i -> sweep(FLAT, (decay, grok) -> logarithmic(decay), i)),
                World.without(
                        "s̄ drifts with ln λ, λ_c = 0.1", i -> sweep(LATE, (decay, grok) -> logarithmic(decay), i)),
                World.without("s̄ drifts with λ, λ_c = 0.1", i -> sweep(LATE, (decay, grok) -> TREND * decay / 2, i)),
                World.with(
                        "s̄ drifts with ln λ and is 0.2 higher in runs that generalise, λ_c = 0.1",
                        i -> sweep(LATE, (decay, grok) -> logarithmic(decay) + (grok ? 0.2 : 0), i)))) {
            rows.add(ErrorRates.row("V-SIMILARITY", N, similarity, SIMULATIONS, world));
        }
        RegimesDiffer collapse = new RegimesDiffer("attention.similarity", "s̄", true, 0.02, THRESHOLD);
        for (World world : List.of(
                World.without("s̄ drifts with ln λ", i -> sweep(LATE, (decay, grok) -> logarithmic(decay), i)),
                World.with(
                        "s̄ drifts with ln λ and is 0.4 higher in collapse",
                        i -> sweep(LATE, (decay, grok) -> logarithmic(decay) + (decay >= COLLAPSE ? 0.4 : 0), i)))) {
            rows.add(ErrorRates.row("V-COLLAPSE", N + ", λ = 10", collapse, SIMULATIONS, world));
        }
        ErrorRates.check("verma2026 regimes", rows);
    }

    /// Every run generalises, in a time that does or does not know a threshold.
    private static Evidence times(DoubleUnaryOperator median, double scatter, long simulation) {
        SplittableRandom random = new SplittableRandom(simulation);
        List<RunEvidence> runs = new ArrayList<>();
        for (double decay : GRID.decays()) {
            for (long seed = 0; seed < GRID.seeds(); seed++) {
                double time = median.applyAsDouble(decay) * Math.exp(scatter * random.nextGaussian());
                runs.add(SyntheticSweeps.decayed(decay, seed, time > GRID.budget() - GRID.sustain() ? 1e9 : time, 0));
            }
        }
        return SyntheticSweeps.evidence(runs);
    }

    @Test
    void exponent() throws IOException {
        LatencyDiverges diverges = new LatencyDiverges(new LatencyExponent(COLLAPSE));
        List<Row> rows = new ArrayList<>();
        for (World world : List.of(
                World.without("t ∝ 1/λ, ± 10 %", i -> times(decay -> 100 / decay, 0.1, i)),
                World.without("t ∝ λ^−0.757, ± 10 %", i -> times(decay -> 300 * Math.pow(decay, -0.757), 0.1, i)),
                World.with(
                        "t ∝ (λ − 0.0045)^−0.757, ± 10 %",
                        i -> times(decay -> 80 * Math.pow(Math.max(1e-9, decay - 0.0045), -0.757), 0.1, i)),
                World.with(
                        "t ∝ (λ − 0.0158)^−0.757, ± 10 %",
                        i -> times(decay -> 200 * Math.pow(Math.max(1e-9, decay - 0.0158), -0.757), 0.1, i)))) {
            rows.add(ErrorRates.row("V-EXPONENT", N, diverges, 150, world));
        }
        ErrorRates.check("verma2026 exponent", rows);
    }
}
