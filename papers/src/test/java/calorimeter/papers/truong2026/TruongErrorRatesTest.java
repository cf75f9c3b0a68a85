// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Difference;
import calorimeter.papers.claim.ErrorRates;
import calorimeter.papers.claim.ErrorRates.Row;
import calorimeter.papers.claim.ErrorRates.World;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.truong2026.DelayFollowsTemperature.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Errors of the claims on clamp and temperature.
@Tag("slow")
class TruongErrorRatesTest {

    private static final int SIMULATIONS = 400;
    private static final int P = PublishedDelays.MODULUS;
    private static final int SEEDS = 12;
    private static final double NORM = PublishedDelays.REFERENCE_NORM;
    private static final Knobs HIGH = new Knobs(1.15, 1);

    /// Of ln T_grok over the published seeds of a clamped setting.
    private static final double SCATTER = 0.05;

    /// ln T_grok is normal with mean and variance of the published sample, moved at one setting.
    private static Evidence delays(double moved, long simulation) {
        SplittableRandom random = new SplittableRandom(simulation);
        PlantedRuns planted = new PlantedRuns();
        for (PublishedDelays published : PublishedDelays.ALL) {
            double[] logarithms = published.logarithms();
            double mean = Arrays.stream(logarithms).average().orElseThrow();
            double variance = Arrays.stream(logarithms)
                            .map(value -> (value - mean) * (value - mean))
                            .sum()
                    / (logarithms.length - 1);
            double shift = published.knobs().equals(HIGH) ? moved : 0;
            for (int seed = 0; seed < SEEDS; seed++) {
                double delay = Math.exp(mean + shift + Math.sqrt(variance) * random.nextGaussian());
                Arm arm = published.knobs().isFree() ? TruongGrid.FREE : Arm.SWEPT;
                planted.add(arm, P, published.knobs(), seed, delay, published.logitScale());
            }
        }
        return planted.evidence();
    }

    private static Evidence dose(DoubleUnaryOperator logarithm, long simulation) {
        SplittableRandom random = new SplittableRandom(simulation);
        PlantedRuns planted = new PlantedRuns();
        for (int seed = 0; seed < SEEDS; seed++) {
            for (double ratio : TruongGrid.DOSES) {
                double mean = logarithm.applyAsDouble(NORM * ratio);
                planted.add(
                        Arm.SWEPT, P, new Knobs(ratio, 1), seed, Math.exp(mean + SCATTER * random.nextGaussian()), 20);
            }
        }
        return planted.evidence();
    }

    private static Evidence squared(double moved, long simulation) {
        SplittableRandom random = new SplittableRandom(simulation);
        PlantedRuns planted = new PlantedRuns();
        for (int seed = 0; seed < SEEDS; seed++) {
            planted.add(TruongGrid.SQUARED, P, Knobs.BASELINE, seed, 2000, Math.exp(SCATTER * random.nextGaussian()));
            double warm = Math.exp(moved + SCATTER * random.nextGaussian());
            planted.add(TruongGrid.SQUARED, P, TruongGrid.WARM, seed, 2000, warm);
        }
        return planted.evidence();
    }

    private static double exponential(double slope, double norm) {
        return 8.2 + slope * (norm - NORM);
    }

    @Test
    void claims() throws IOException {
        DoseResponse dose = new DoseResponse(P, TruongGrid.DOSES);
        DoseResponse.Rises rises = new DoseResponse.Rises(dose, PublishedDelays.SLOPE, 0.1);
        DoseResponse.IsExponential law = new DoseResponse.IsExponential(dose);
        LogitScaleIsPinned pinned = new LogitScaleIsPinned(P, Knobs.BASELINE, TruongGrid.WARM, 0.1);
        String n = SEEDS + " seeds";
        List<Row> rows = new ArrayList<>();
        for (World world : List.of(
                World.with("the published mean and scatter", i -> delays(0, i)),
                World.without("delays 20 % longer at ρ 1.15, τ 1", i -> delays(Math.log(1.2), i)))) {
            rows.add(ErrorRates.row("T-PUBLISHED", "6 settings × " + n, new DelaysArePublished(0.15), 200, world));
        }
        for (World world : List.of(
                World.with("α = 0.14", i -> dose(norm -> exponential(0.14, norm), i)),
                World.without("α = 0.154, at the bound", i -> dose(norm -> exponential(0.154, norm), i)),
                World.without("α = 0.11", i -> dose(norm -> exponential(0.11, norm), i)))) {
            rows.add(ErrorRates.row("T-DOSE", "7 clamps × " + n, rises, SIMULATIONS, world));
        }
        for (World world : List.of(
                World.with("T ∝ exp(0.14 W)", i -> dose(norm -> exponential(0.14, norm), i)),
                World.without("T ∝ W^7.6", i -> dose(norm -> 8.2 + 7.6 * Math.log(norm / NORM), i)))) {
            rows.add(ErrorRates.row("T-DOSE-LAW", "7 clamps × " + n, law, SIMULATIONS, world));
        }
        for (World world : List.of(
                World.with("the same scale", i -> squared(0, i)),
                World.without("10 % apart, at the bound", i -> squared(0.1, i)),
                World.without("a scale divided by 1.7", i -> squared(-Math.log(1.7), i)))) {
            rows.add(ErrorRates.row("T-MSE", n, pinned, SIMULATIONS, world));
        }
        ErrorRates.check("truong2026", rows);
    }

    /// ln T_grok of a run scatters by 0.2 about that of its seed.
    @Test
    void transformer() throws IOException {
        DelayFollowsTemperature follows = new DelayFollowsTemperature(Side.OUTPUT, new Difference(0.3));
        List<Row> rows = new ArrayList<>();
        for (World world : List.of(
                World.without(
                        "the same delay, ± 20 %",
                        i -> TruongClaimsTest.transformer(6, 0, 0, 0.2, i).evidence()),
                World.without(
                        "the same delay, ± 10 %",
                        i -> TruongClaimsTest.transformer(6, 0, 0, 0.1, i).evidence()),
                World.with(
                        "T ∝ τ^0.3, ± 20 %",
                        i -> TruongClaimsTest.transformer(6, 0.3, 0, 0.2, i).evidence()),
                World.with(
                        "T ∝ 1/τ, ± 20 %",
                        i -> TruongClaimsTest.transformer(6, -1, 0, 0.2, i).evidence()))) {
            rows.add(ErrorRates.row("T-ATTENTION.output", "3 temperatures × 6 seeds", follows, SIMULATIONS, world));
        }
        ErrorRates.check("truong2026 transformer", rows);
    }
}
