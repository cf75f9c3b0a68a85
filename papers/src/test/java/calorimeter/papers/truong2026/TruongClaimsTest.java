// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Difference;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.truong2026.DelayFollowsTemperature.Side;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/// Every claim on planted effects, on their opposite, and on too few seeds.
class TruongClaimsTest {

    private static final int P = PublishedDelays.MODULUS;
    private static final Knobs HIGH = new Knobs(1.15, 1);

    // --- the published delays ---

    @Test
    void thePublishedDelaysAreThePublishedOnes() {
        assertThat(new DelaysArePublished(0.15)
                        .judge(PlantedRuns.published(12, HIGH, 1).evidence()))
                .isInstanceOf(Verdict.Supported.class);
    }

    @Test
    void oneSettingThatDiffersRefutes() {
        Verdict verdict = new DelaysArePublished(0.15)
                .judge(PlantedRuns.published(12, HIGH, 1.3).evidence());
        assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        Verdict.Refuted refuted = (Verdict.Refuted) verdict;
        assertThat(refuted.grounds().quantity()).contains("ρ 1.15, τ 1");
        assertThat(refuted.grounds().estimate().value()).isCloseTo(Math.log(1.3), within(0.01));
    }

    @Test
    void twoSeedsAreTooFewToCompare() {
        Verdict verdict = new DelaysArePublished(0.15)
                .judge(PlantedRuns.published(2, HIGH, 1).evidence());
        assertThat(((Verdict.NotTested) verdict).reason()).contains("at least 3 that have grokked are needed");
    }

    // --- recovery ---

    /// From the table of the source: τ* = 1.456, T₂ = 5168, (12600 − 5168)/(12600 − 3675); it publishes 0.83.
    @Test
    void theTableOfTheSourceHasItsRecovery() {
        var measured = new Recovery(Arm.SWEPT, P)
                .of(PlantedRuns.published(12, HIGH, 1).evidence())
                .orElseThrow();
        assertThat(measured.grounds().estimate().value()).isCloseTo(0.8328, within(5e-4));
        assertThat(measured.grounds().estimate().interval().lower()).isBetween(0.80, 0.83);
        assertThat(measured.grounds().estimate().interval().upper()).isBetween(0.835, 0.86);
    }

    @Test
    void recoveryNeedsFiveSeeds() {
        Recovery.IsMost claim = new Recovery.IsMost(new Recovery(Arm.SWEPT, P), 0.5);
        assertThat(claim.judge(PlantedRuns.published(4, HIGH, 1).evidence())).isInstanceOf(Verdict.NotTested.class);
        assertThat(claim.judge(PlantedRuns.published(12, HIGH, 1).evidence())).isInstanceOf(Verdict.Supported.class);
    }

    @Test
    void aTemperatureThatTakesLittleAwayIsRefuted() {
        PlantedRuns planted = new PlantedRuns();
        for (int seed = 0; seed < 8; seed++) {
            planted.add(Arm.SWEPT, P, Knobs.BASELINE, seed, 3600 + 25 * seed, 24);
            planted.add(Arm.SWEPT, P, HIGH, seed, 12_000 + 100 * seed, 34);
            planted.add(Arm.SWEPT, P, new Knobs(1.15, 1.3), seed, 11_000 + 100 * seed, 26);
            planted.add(Arm.SWEPT, P, new Knobs(1.15, 1.5), seed, 10_500 + 100 * seed, 23);
            planted.add(Arm.SWEPT, P, new Knobs(1.15, 1.7), seed, 10_000 + 100 * seed, 21);
        }
        assertThat(new Recovery.IsMost(new Recovery(Arm.SWEPT, P), 0.5).judge(planted.evidence()))
                .isInstanceOf(Verdict.Refuted.class);
    }

    // --- dose ---

    private static PlantedRuns dose(int seeds, ToDoubleFunction<Double> logarithm) {
        PlantedRuns planted = new PlantedRuns();
        SplittableRandom random = new SplittableRandom(5);
        for (int seed = 0; seed < seeds; seed++) {
            for (double ratio : TruongGrid.DOSES) {
                double delay = Math.exp(logarithm.applyAsDouble(54.489 * ratio) + 0.02 * random.nextGaussian());
                planted.add(Arm.SWEPT, P, new Knobs(ratio, 1), seed, delay, 20);
            }
        }
        return planted;
    }

    private static double exponential(double slope, double norm) {
        return Math.log(3675) + slope * (norm - 54.489);
    }

    @Test
    void theSlopeIsFoundAndJudged() {
        DoseResponse.Rises claim = new DoseResponse.Rises(new DoseResponse(P, TruongGrid.DOSES), 0.14, 0.1);
        Verdict supported = claim.judge(dose(6, norm -> exponential(0.14, norm)).evidence());
        assertThat(supported).isInstanceOf(Verdict.Supported.class);
        assertThat(((Verdict.Tested) supported).grounds().estimate().value()).isCloseTo(0.14, within(0.003));
        assertThat(claim.judge(dose(6, norm -> exponential(0.11, norm)).evidence()))
                .isInstanceOf(Verdict.Refuted.class);
        assertThat(claim.judge(dose(1, norm -> exponential(0.14, norm)).evidence()))
                .isInstanceOf(Verdict.NotTested.class);
    }

    @Test
    void exponentialAndPowerAreToldApart() {
        DoseResponse.IsExponential claim = new DoseResponse.IsExponential(new DoseResponse(P, TruongGrid.DOSES));
        assertThat(claim.judge(dose(12, norm -> exponential(0.14, norm)).evidence()))
                .isInstanceOf(Verdict.Supported.class);
        assertThat(claim.judge(dose(12, norm -> Math.log(3675) + 7.6 * Math.log(norm / 54.489))
                        .evidence()))
                .isInstanceOf(Verdict.Refuted.class);
    }

    // --- squared error ---

    private static PlantedRuns squared(int seeds, double warm) {
        PlantedRuns planted = new PlantedRuns();
        for (int seed = 0; seed < seeds; seed++) {
            planted.add(TruongGrid.SQUARED, P, Knobs.BASELINE, seed, 2000, 1 + 0.01 * seed);
            planted.add(TruongGrid.SQUARED, P, TruongGrid.WARM, seed, 2500, warm * (1 + 0.011 * seed));
        }
        return planted;
    }

    @Test
    void aScaleThatTheTargetsFixIsPinned() {
        LogitScaleIsPinned claim = new LogitScaleIsPinned(P, Knobs.BASELINE, TruongGrid.WARM, 0.1);
        assertThat(claim.judge(squared(6, 1).evidence())).isInstanceOf(Verdict.Supported.class);
        assertThat(claim.judge(squared(6, 1 / 1.7).evidence())).isInstanceOf(Verdict.Refuted.class);
        assertThat(claim.judge(squared(1, 1).evidence())).isInstanceOf(Verdict.NotTested.class);
    }

    /// A run that never groks has no scale at grokking, and one that groks before the clamp no held norm;
    /// their seeds do not count.
    @Test
    void seedsThatHaveNotGrokkedAreLeftOut() {
        PlantedRuns planted = squared(3, 1);
        planted.add(TruongGrid.SQUARED, P, Knobs.BASELINE, 3, Double.POSITIVE_INFINITY, 9);
        planted.add(TruongGrid.SQUARED, P, TruongGrid.WARM, 3, 2500, 1);
        planted.add(TruongGrid.SQUARED, P, Knobs.BASELINE, 4, 400, 9);
        planted.add(TruongGrid.SQUARED, P, TruongGrid.WARM, 4, 2500, 1);
        Verdict verdict = new LogitScaleIsPinned(P, Knobs.BASELINE, TruongGrid.WARM, 0.1).judge(planted.evidence());
        assertThat(((Verdict.Tested) verdict).grounds().estimate().n()).isEqualTo(3);
    }

    // --- transformer ---

    static PlantedRuns transformer(int seeds, double output, double attention, double scatter, long start) {
        PlantedRuns planted = new PlantedRuns();
        SplittableRandom random = new SplittableRandom(start);
        for (int seed = 0; seed < seeds; seed++) {
            double own = 8 + 0.3 * random.nextGaussian();
            for (Knobs knobs : DelayFollowsTemperature.knobs()) {
                double logarithm = own
                        + output * Math.log(knobs.temperature())
                        + attention * Math.log(knobs.attention())
                        + scatter * random.nextGaussian();
                planted.add(
                        TruongGrid.ATTENTION, DelayFollowsTemperature.MODULUS, knobs, seed, Math.exp(logarithm), 20);
            }
        }
        return planted;
    }

    @Test
    void theDelayFollowsTheTemperatureThatMovesIt() {
        Difference rule = new Difference(0.3);
        DelayFollowsTemperature output = new DelayFollowsTemperature(Side.OUTPUT, rule);
        DelayFollowsTemperature attention = new DelayFollowsTemperature(Side.ATTENTION, rule);
        Evidence planted = transformer(6, -1, 0, 0.02, 11).evidence();
        Verdict moved = output.judge(planted);
        assertThat(moved).isInstanceOf(Verdict.Supported.class);
        assertThat(((Verdict.Tested) moved).grounds().estimate().value()).isCloseTo(-1, within(0.06));
        assertThat(attention.judge(planted)).isInstanceOf(Verdict.Refuted.class);
        assertThat(attention.judge(transformer(6, 0, 0, 1, 8).evidence())).isInstanceOf(Verdict.Undecided.class);
        assertThat(output.judge(transformer(1, -1, 0, 0.02, 11).evidence())).isInstanceOf(Verdict.NotTested.class);
    }

    // --- collapse ---

    private static PlantedRuns grid(int seeds, ToDoubleFunction<Knobs> logarithm) {
        PlantedRuns planted = new PlantedRuns();
        SplittableRandom random = new SplittableRandom(6);
        for (int seed = 0; seed < seeds; seed++) {
            for (Knobs knobs : DelayFollowsLogitScale.knobs()) {
                double delay = Math.exp(logarithm.applyAsDouble(knobs) + 0.03 * random.nextGaussian());
                planted.add(Arm.SWEPT, P, knobs, seed, delay, scale(knobs));
            }
        }
        return planted;
    }

    private static double scale(Knobs knobs) {
        return 24 * Math.exp(2.5 * (knobs.ratio() - 1)) / knobs.temperature();
    }

    @Test
    void delaysThatFollowTheScaleCollapse() {
        DelayFollowsLogitScale claim = new DelayFollowsLogitScale(P, 0.9, 0.05);
        assertThat(claim.judge(grid(8, knobs -> 6 + 0.1 * scale(knobs)).evidence()))
                .isInstanceOf(Verdict.Supported.class);
        assertThat(claim.judge(grid(8, knobs -> 7 + 8 * (knobs.ratio() - 1)).evidence()))
                .isInstanceOf(Verdict.Refuted.class);
        assertThat(claim.judge(grid(3, knobs -> 6 + 0.1 * scale(knobs)).evidence()))
                .isInstanceOf(Verdict.NotTested.class);
    }
}
