package calorimeter.papers.verma2026;

import static calorimeter.papers.claim.SyntheticSweeps.COLLAPSE;
import static calorimeter.papers.claim.SyntheticSweeps.decays;
import static calorimeter.papers.claim.SyntheticSweeps.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.papers.claim.AgreesWithInterval;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.SweptQuantity;
import calorimeter.papers.claim.SyntheticSweeps;
import calorimeter.papers.claim.SyntheticSweeps.Ends;
import calorimeter.papers.claim.SyntheticSweeps.Plant;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.claim.Verdicts;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Threshold, exponent and regimes of the weight decay are recovered, and their opposites flip the verdicts.
class DecaySweepClaimsTest {

    private static final DecayThreshold THRESHOLD = new DecayThreshold(COLLAPSE);
    private static final LatencyExponent EXPONENT = new LatencyExponent(COLLAPSE);

    private static Estimate estimate(SweptQuantity quantity, Evidence evidence) {
        return quantity.of(evidence).orElseThrow().grounds().estimate();
    }

    @Nested
    class Threshold {

        @Test
        void thePlantedOneLiesInItsInterval() {
            Evidence evidence = evidence(decays(Plant.PUBLISHED, 8));
            Estimate found = estimate(THRESHOLD, evidence);
            assertThat(found.interval().contains(0.0158)).isTrue();
            assertThat(found.interval().upper() / found.interval().lower()).isLessThan(3);
            assertThat(Verdicts.of(new ThresholdExists(THRESHOLD), evidence)).isInstanceOf(Verdict.Supported.class);
        }

        @Test
        void separatedOutcomesHaveAnIntervalToo() {
            Evidence evidence = evidence(decays(new Plant(0.017, 500, 0.757, 0.05), 4));
            Estimate found = estimate(THRESHOLD, evidence);
            assertThat(found.interval().contains(0.017)).isTrue();
            assertThat(found.interval().width()).isPositive();
        }

        @Test
        void aShareThatFallsRefutes() {
            Evidence evidence = evidence(decays(new Plant(0.05, -3, 0, 0), 6));
            assertThat(Verdicts.of(new ThresholdExists(THRESHOLD), evidence)).isInstanceOf(Verdict.Refuted.class);
        }

        @Test
        void aShareThatDoesNotDependOnItIsUndecided() {
            Evidence evidence = evidence(decays(new Plant(1, 0, 0, 0), 3));
            Verdict verdict = Verdicts.of(new ThresholdExists(THRESHOLD), evidence);
            assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
        }

        @Test
        void runsThatAllGeneraliseAreNotTested() {
            Evidence evidence = evidence(decays(new Plant(1e-9, 10, 0, 0), 3));
            Verdict verdict = Verdicts.of(new ThresholdExists(THRESHOLD), evidence);
            assertThat(((Verdict.NotTested) verdict).reason()).contains("both outcomes");
        }
    }

    @Nested
    class PublishedThreshold {

        private static Verdict verdict(Evidence evidence, String unlike) {
            return Verdicts.of(new AgreesWithInterval(THRESHOLD, "λ_c", 0.0109, 0.0200, 4, true, unlike), evidence);
        }

        @Test
        void theSameSupports() {
            assertThat(verdict(evidence(decays(Plant.PUBLISHED, 8)), "")).isInstanceOf(Verdict.Supported.class);
        }

        @Test
        void anotherRefutes() {
            assertThat(verdict(evidence(decays(new Plant(0.15, 4, 0.757, 0.05), 8)), ""))
                    .isInstanceOf(Verdict.Refuted.class);
        }

        @Test
        void fewRunsOnACoarseGridAreUndecidedAndSayHowManyMore() {
            List<Double> coarse = List.of(0.002, 0.01, 0.05, 0.5);
            Evidence few = evidence(decays(new Plant(0.0158, 2, 0.757, 0.05), 2, coarse, decay -> 0.5, 0.01));
            Verdict verdict = verdict(few, "");
            assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
            assertThat(((Verdict.Undecided) verdict).missing().seeds()).isPositive();
        }

        @Test
        void otherSettingsAreNotComparedButTold() {
            Verdict verdict = verdict(evidence(decays(Plant.PUBLISHED, 8)), "this is another model");
            assertThat(((Verdict.NotTested) verdict).reason())
                    .contains("λ_c = 0.01")
                    .contains("n = 96")
                    .contains("this is another model");
        }
    }

    @Nested
    class Exponent {

        @Test
        void thePlantedOneLiesInItsInterval() {
            Evidence evidence = evidence(decays(Plant.PUBLISHED, 8));
            Estimate found = estimate(EXPONENT, evidence);
            assertThat(found.interval().contains(0.757)).isTrue();
            assertThat(Verdicts.of(new LatencyDiverges(EXPONENT), evidence)).isInstanceOf(Verdict.Supported.class);
            assertThat(Verdicts.of(new AgreesWithInterval(EXPONENT, "ν", 0.725, 0.799, 0.5, false, ""), evidence))
                    .isInstanceOf(Verdict.Supported.class);
        }

        @Test
        void anotherOneRefutesThePublished() {
            Evidence evidence = evidence(decays(new Plant(0.0158, 4, 0.3, 0.02), 8));
            assertThat(Verdicts.of(new AgreesWithInterval(EXPONENT, "ν", 0.725, 0.799, 0.5, false, ""), evidence))
                    .isInstanceOf(Verdict.Refuted.class);
        }

        @Test
        void timesThatRiseDoNotSupport() {
            Evidence evidence = evidence(decays(new Plant(0.0158, 4, -0.3, 0.02), 8));
            assertThat(Verdicts.of(new LatencyDiverges(EXPONENT), evidence)).isNotInstanceOf(Verdict.Supported.class);
        }

        @Test
        void threeValuesOfLambdaAreNotTestedAndTheReasonSaysSo() {
            Evidence evidence = evidence(decays(Plant.PUBLISHED, 4, List.of(0.1, 0.5, 1.0), decay -> 0.5, 0.01));
            assertThat(((Verdict.NotTested) Verdicts.of(new LatencyDiverges(EXPONENT), evidence)).reason())
                    .contains("needs at least 5, not 3");
        }

        @Test
        void censoredRunsCountAsLateAndAreTold() {
            double never = Double.POSITIVE_INFINITY;
            List<RunEvidence> runs = new ArrayList<>();
            double[][] times = {
                {never, never, never},
                {5000, 6000, never},
                {2000, 2200, 2400},
                {900, 1000, 1100},
                {400, 450, 500},
                {200, 220, 240}
            };
            double[] decays = {0.01, 0.05, 0.1, 0.2, 0.5, 1};
            for (int i = 0; i < decays.length; i++) {
                for (int seed = 0; seed < 3; seed++) {
                    runs.add(SyntheticSweeps.decayed(decays[i], seed, times[i][seed], 0));
                }
            }
            Evidence evidence = evidence(runs);
            assertThat(EXPONENT.points(evidence)).hasSize(5);
            assertThat(EXPONENT.points(evidence).getFirst().medianTime()).isEqualTo(6000);
            assertThat(EXPONENT.of(evidence).orElseThrow().grounds().details())
                    .anyMatch(detail -> detail.label().startsWith("censored runs that entered") && detail.value() == 1)
                    .anyMatch(detail -> detail.label().equals("left out: λ = 0.01, generalised"));
        }
    }

    @Nested
    class Regimes {

        private static Verdict verdict(boolean collapsed, Ends ends, double noise) {
            Evidence evidence =
                    evidence(decays(Plant.PUBLISHED, 5, SyntheticSweeps.DECAYS, ends, noise, new SplittableRandom(4)));
            return Verdicts.of(new RegimesDiffer("attention.similarity", "s̄", collapsed, 0.02, THRESHOLD), evidence);
        }

        @Test
        void aDifferenceEitherWaySupportsBesideADrift() {
            for (double difference : new double[] {0.2, -0.2}) {
                Verdict verdict = verdict(false, (decay, grok) -> rising(decay) + (grok ? difference : 0), 0.02);
                assertThat(verdict).isInstanceOf(Verdict.Supported.class);
                assertThat(Verdicts.grounds(verdict).estimate().interval().contains(difference))
                        .isTrue();
            }
        }

        @Test
        void aDriftWithLambdaIsNoSupport() {
            assertThat(verdict(false, (decay, grok) -> rising(decay), 0.02)).isInstanceOf(Verdict.Undecided.class);
            assertThat(verdict(false, (decay, grok) -> decay, 0.001)).isInstanceOf(Verdict.Undecided.class);
        }

        @Test
        void noneRefutes() {
            assertThat(verdict(false, (decay, grok) -> 0.5, 0.005)).isInstanceOf(Verdict.Refuted.class);
        }

        @Test
        void noiseIsUndecidedAndAsksForMoreLambda() {
            Verdict verdict = verdict(false, (decay, grok) -> grok ? 0.52 : 0.5, 0.2);
            assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
            assertThat(((Verdict.Undecided) verdict).advice()).startsWith("λ are the units");
        }

        @Test
        void aDifferenceSmallerThanTheMarginIsThereWhenItIsCertain() {
            Verdict verdict = verdict(false, (decay, grok) -> grok ? 0.508 : 0.5, 0.002);
            assertThat(verdict).isInstanceOf(Verdict.Supported.class);
            assertThat(Verdicts.grounds(verdict).estimate().value()).isBetween(0.005, 0.02);
        }

        @Test
        void seedsWithoutAnyScatterAreNotTestedAndBlameNotTheirNumber() {
            assertThat(verdict(false, (decay, grok) -> grok ? 0.7 : 0.5, 0))
                    .isInstanceOfSatisfying(
                            Verdict.NotTested.class,
                            untested -> assertThat(untested.reason())
                                    .endsWith("; the fit has no error; the interval of its slope is unknown"));
        }

        @Test
        void withoutAThresholdThereAreNoRegimes() {
            Plant flat = new Plant(1, 0, 0, 0);
            Evidence evidence = evidence(decays(flat, 5, SyntheticSweeps.DECAYS, DecaySweepClaimsTest::rising, 0.02));
            assertThat(Verdicts.of(new RegimesDiffer("attention.similarity", "s̄", false, 0.02, THRESHOLD), evidence))
                    .isInstanceOfSatisfying(
                            Verdict.NotTested.class,
                            untested -> assertThat(untested.reason()).contains("a threshold λ_c is needed"));
        }

        @Test
        void headsThatAreAlikeInCollapseSupportAndTheOppositeRefutes() {
            assertThat(verdict(true, (decay, grok) -> rising(decay) + (decay < COLLAPSE ? 0.3 : 0.8), 0.02))
                    .isInstanceOf(Verdict.Supported.class);
            assertThat(verdict(true, (decay, grok) -> decay < COLLAPSE ? 0.98 : 0.6, 0.02))
                    .isInstanceOf(Verdict.Refuted.class);
        }
    }

    private static double rising(double decay) {
        return 0.05 * Math.log(decay);
    }

    @Test
    void aMedianThatIsNotReachedIsInfinite() {
        double never = Double.POSITIVE_INFINITY;
        assertThat(DecaySweep.median(new double[] {3, never, 1})).isEqualTo(3);
        assertThat(DecaySweep.median(new double[] {3, never, 1, never})).isInfinite();
        assertThat(DecaySweep.median(new double[] {3, 5, 1, never})).isEqualTo(4);
    }

    @Test
    void nothingIsNotTested() {
        assertThat(THRESHOLD.of(evidence(List.of()))).isInstanceOf(Answer.Declined.class);
        assertThat(Verdicts.of(new ThresholdExists(THRESHOLD), evidence(List.of())))
                .isInstanceOf(Verdict.NotTested.class);
    }
}
