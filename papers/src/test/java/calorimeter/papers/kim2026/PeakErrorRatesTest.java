// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Difference;
import calorimeter.papers.claim.ErrorRates;
import calorimeter.papers.claim.ErrorRates.Decided;
import calorimeter.papers.claim.ErrorRates.Row;
import calorimeter.papers.claim.ErrorRates.World;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakPrecedes;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Searches;
import calorimeter.papers.claim.SyntheticRuns;
import calorimeter.papers.claim.SyntheticRuns.Design;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Errors of the claims about peaks at the n of the default size: each run has a bump, or has none, with a known
/// probability; an intervention moves bump and event by known decades; slopes are drawn about a known law.
@Tag("slow")
class PeakErrorRatesTest {

    private static final int SIMULATIONS = 200;
    private static final int SEEDS = 10;
    private static final List<Integer> MODULI = List.of(29, 31, 37);
    private static final String RUNS = SEEDS + " seeds × " + MODULI.size() + " p";

    private static final Tempering DOUBLED = Tempering.ALL.get(1);

    private static final double NEVER = Double.POSITIVE_INFINITY;

    /// Main runs of a simulation; no two simulations share one.
    private static List<Design> designs(long simulation, List<Integer> moduli) {
        List<Design> designs = new ArrayList<>();
        for (int modulus : moduli) {
            for (int k = 0; k < SEEDS; k++) {
                designs.add(SyntheticRuns.main(modulus, 1000 * simulation + k));
            }
        }
        return designs;
    }

    private static Evidence peaks(long simulation, double probability) {
        SplittableRandom random = new SplittableRandom(simulation);
        return SyntheticRuns.evidence(designs(simulation, MODULI).stream()
                .map(design -> random.nextDouble() < probability ? design : design.withPeak(NEVER))
                .toList());
    }

    private static Evidence withNulls(long simulation, double inReal, double inNulls) {
        SplittableRandom random = new SplittableRandom(simulation);
        List<Design> all = new ArrayList<>();
        for (Design design : designs(simulation, MODULI)) {
            all.add(random.nextDouble() < inReal ? design : design.withPeak(NEVER));
            KimGrid.NULLS.forEach(
                    arm -> all.add(design.asNull(arm, random.nextDouble() < inNulls ? design.peak() : NEVER)));
        }
        return SyntheticRuns.evidence(all);
    }

    /// A seed's own shifts scatter by 0.05 decades.
    private static Evidence moved(long simulation, double peak, double event) {
        SplittableRandom random = new SplittableRandom(simulation);
        List<Design> all = new ArrayList<>();
        for (Design main : designs(simulation, List.of(29))) {
            double own = event + 0.05 * random.nextGaussian();
            all.add(main);
            all.add(main.as(KimGrid.HALF_RATE, Math.rint(main.generalised() * Math.pow(10, own)))
                    .withPeak(main.peak() * Math.pow(10, peak))
                    .until(1.3 * main.generalised() * Math.pow(10, own) + 700));
        }
        return SyntheticRuns.evidence(all);
    }

    /// ln of a seed's own ratio scatters by 0.25; a run has its peak with a known probability.
    private static Evidence tempered(long simulation, double moved, double inMain, double inArm) {
        SplittableRandom random = new SplittableRandom(simulation);
        List<Design> all = new ArrayList<>();
        for (Design main : designs(simulation, List.of(Tempering.PRIME))) {
            double event = Math.rint(main.generalised() * Math.exp(moved + 0.25 * random.nextGaussian()));
            Design turned = main.as(DOUBLED.arm(), event).withPeak(event / 1.6).until(1.3 * event + 700);
            all.add(random.nextDouble() < inMain ? main : main.withPeak(NEVER));
            all.add(random.nextDouble() < inArm ? turned : turned.withPeak(NEVER));
        }
        return SyntheticRuns.evidence(all);
    }

    /// Slopes of a modulus scatter by 0.2.
    private static Evidence slopes(long simulation, double... means) {
        SplittableRandom random = new SplittableRandom(simulation);
        List<RunEvidence> runs = new ArrayList<>();
        for (Design design : designs(simulation, MODULI)) {
            double own = means[MODULI.indexOf(design.modulus())] + 0.2 * random.nextGaussian();
            runs.add(SyntheticRuns.run(
                    design,
                    Map.of(
                            EffectiveTemperature.WEIGHTS.getFirst(),
                            step -> 10 + step / 1000,
                            EffectiveTemperature.WEIGHTS.getLast(),
                            step -> 10 + step / 1000,
                            RunEvidence.LANDSCAPE,
                            step -> Math.pow(10 + step / 1000, 4 * own))));
        }
        return new Evidence(runs, List.of(), List.of(), Map.of());
    }

    private static World neither(String words, LongFunction<Evidence> evidence) {
        return new World(words, Decided.FALSELY, Decided.FALSELY, evidence);
    }

    private static List<Row> rows(String claim, String n, Prediction prediction, World... worlds) {
        List<Row> rows = new ArrayList<>();
        for (World world : worlds) {
            rows.add(ErrorRates.row(claim, n, prediction, SIMULATIONS, world));
        }
        return rows;
    }

    @Test
    void peaks() throws IOException {
        List<Row> rows = new ArrayList<>();
        rows.addAll(rows(
                "K-ONLINE",
                RUNS,
                new PeakPrecedes(Searches.ONLINE, 0.8, List.of(Arm.MAIN), Optional.empty()),
                World.with("a peak in every run", i -> peaks(i, 1)),
                World.with("a peak in every run, 6 % missed", i -> peaks(i, 0.94)),
                World.without("a peak in 80 % of runs", i -> peaks(i, 0.8)),
                World.without("a peak in half of the runs", i -> peaks(i, 0.5))));
        rows.addAll(rows(
                "K-ONLINE-NULL",
                RUNS,
                new PeakBeatsNulls(Searches.ONLINE, 0.25),
                World.without("a peak in half of real runs and nulls", i -> withNulls(i, 0.5, 0.5)),
                World.without("a peak in every real run and null", i -> withNulls(i, 1, 1)),
                World.with("a peak in 70 % of real runs, 45 % of nulls", i -> withNulls(i, 0.7, 0.45)),
                World.with("a peak in 90 % of real runs, 20 % of nulls", i -> withNulls(i, 0.9, 0.2))));
        rows.addAll(rows(
                "K-INTERVENTION",
                SEEDS + " pairs",
                new PeakFollowed(Searches.ONLINE, KimGrid.HALF_RATE, 0.05),
                World.with("both move by 0.2 decades", i -> moved(i, 0.2, 0.2)),
                neither("peak moves by −0.2, event by −0.1", i -> moved(i, -0.2, -0.1)),
                World.without("peak moves by −0.2, event stays", i -> moved(i, -0.2, 0))));
        rows.addAll(rows(
                "K-SCALING.temperature",
                RUNS,
                new EffectiveTemperature(0.25),
                World.with("slope 1", i -> slopes(i, 1, 1, 1)),
                neither("slopes 1, 1 and 1.25", i -> slopes(i, 1, 1, 1.25)),
                World.without("slopes 0.2, 1 and 1.8", i -> slopes(i, 0.2, 1, 1.8))));
        ErrorRates.check("kim2026 peaks", rows);
    }

    @Test
    void temperature() throws IOException {
        List<Row> rows = new ArrayList<>();
        rows.addAll(rows(
                "K-TEMPERATURE.delay",
                SEEDS + " pairs",
                new DelayMoved(DOUBLED, new Difference(0.223), PeakRule.standard()),
                World.without("the same step, ± 25 %", i -> tempered(i, 0, 0, 0)),
                World.with("at 1.25 times the step, ± 25 %", i -> tempered(i, 0.223, 0, 0)),
                World.with("at 1.5 times the step, ± 25 %", i -> tempered(i, Math.log(1.5), 0, 0)),
                World.with("at half the step, ± 25 %", i -> tempered(i, -Math.log(2), 0, 0))));
        rows.addAll(rows(
                "K-TEMPERATURE.peak",
                SEEDS + " pairs",
                new PeakAppears(DOUBLED, Searches.ONLINE, 0.5),
                World.without("no peak in either", i -> tempered(i, 0, 0, 0)),
                World.without("a peak in half of both", i -> tempered(i, 0, 0.5, 0.5)),
                World.with("a peak in half, none in main runs", i -> tempered(i, 0, 0, 0.5)),
                World.with("a peak in 90 %, none in main runs", i -> tempered(i, 0, 0, 0.9))));
        ErrorRates.check("kim2026 temperature", rows);
    }
}
