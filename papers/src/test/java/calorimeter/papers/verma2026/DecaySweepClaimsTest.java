// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.verma2026;

import static calorimeter.papers.claim.SyntheticSweeps.COLLAPSE;
import static calorimeter.papers.claim.SyntheticSweeps.decays;
import static calorimeter.papers.claim.SyntheticSweeps.evidence;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.papers.claim.AgreesWithInterval;
import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.SweptQuantity;
import calorimeter.papers.claim.SyntheticSweeps;
import calorimeter.papers.claim.SyntheticSweeps.Ends;
import calorimeter.papers.claim.SyntheticSweeps.Plant;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.claim.Verdicts;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
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

        private static final double[] LAMBDA = {0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2};

        /// Three seeds at each λ, all of which generalise, with times that scatter by a few per cent.
        private static Verdict.Tested verdict(DoubleUnaryOperator time) {
            SplittableRandom random = new SplittableRandom(3);
            List<RunEvidence> runs = new ArrayList<>();
            for (double decay : LAMBDA) {
                for (int seed = 0; seed < 3; seed++) {
                    double scatter = Math.exp(0.05 * random.nextGaussian());
                    runs.add(SyntheticSweeps.decayed(decay, seed, time.applyAsDouble(decay) * scatter, 0));
                }
            }
            return (Verdict.Tested) Verdicts.of(new LatencyDiverges(EXPONENT), evidence(runs));
        }

        @Test
        void aPowerOfLambdaItselfHasNoThreshold() {
            Verdict.Tested verdict = verdict(decay -> 150 / decay);
            assertThat(verdict.grounds().estimate().interval().lower()).isPositive();
            assertThat(((Verdict.Undecided) verdict).missing().advice()).contains("without a threshold");
        }

        /// An exponential in λ is the limit of ever larger ν and ever lower λ_c.
        @Test
        void anIntervalWithoutUpperEndDoesNotSupport() {
            Verdict.Tested verdict = verdict(decay -> 8000 * Math.exp(-2 * decay));
            assertThat(verdict.grounds().estimate().interval().upper()).isInfinite();
            assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
        }

        @Test
        void supportIsAsSureAsTheLessCertainOfExponentAndThreshold() {
            Evidence evidence = evidence(decays(new Plant(0.0158, 4, 0.757, 0.2), 8));
            Verdict.Tested verdict = (Verdict.Tested) Verdicts.of(new LatencyDiverges(EXPONENT), evidence);
            assertThat(verdict).isInstanceOf(Verdict.Supported.class);
            double ofExponent = Decision.pValue(EXPONENT.intervals(evidence), 0);
            double ofThreshold = Decision.pValue(
                    confidence -> EXPONENT.fit(evidence, confidence)
                            .orElseThrow()
                            .threshold()
                            .interval(),
                    0);
            assertThat(ofThreshold).isGreaterThan(10 * ofExponent);
            assertThat(verdict.pValue().orElseThrow()).isEqualTo(ofThreshold);
        }

        @Test
        void theScatterOfSeedsWidensTheInterval() {
            Grounds grounds = EXPONENT.of(evidence(decays(new Plant(0.0158, 4, 0.757, 0.5), 5)))
                    .orElseThrow()
                    .grounds();
            Grounds.Detail profile = detail(grounds, "ν, profile interval");
            Grounds.Detail seeds = detail(grounds, "ν, bootstrap");
            Interval shown = grounds.estimate().interval();
            assertThat(requireNonNull(seeds.interval()).width()).isPositive();
            assertThat(shown.lower())
                    .isEqualTo(Math.min(
                            requireNonNull(profile.interval()).lower(),
                            seeds.interval().lower()));
            assertThat(shown.upper())
                    .isEqualTo(Math.max(
                            profile.interval().upper(), seeds.interval().upper()));
        }

        /// t = 150 (λ − λ_c)^(−0.757), λ_c a half of that of P(grok), which is therefore too high: a smaller exponent.
        @Test
        void withTheThresholdOfTheShareTheExponentIsShownWithItsSign() {
            Grounds.Detail fixed = detail(
                    EXPONENT.of(evidence(decays(Plant.PUBLISHED, 8)))
                            .orElseThrow()
                            .grounds(),
                    "ν with λ_c fixed at that of P(grok)");
            assertThat(fixed.value()).isBetween(0.4, 0.757);
            assertThat(requireNonNull(fixed.interval()).contains(fixed.value())).isTrue();
        }

        private static Grounds.Detail detail(Grounds grounds, String label) {
            return grounds.details().stream()
                    .filter(detail -> detail.label().startsWith(label))
                    .findFirst()
                    .orElseThrow();
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

        private static final double[] LAMBDA = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2};

        /// So many of four seeds generalise.
        private static final int[] GENERALISED = {0, 0, 1, 3, 4, 4, 4, 4};

        private static final double[] ZIGZAG = {0.01, -0.01, 0.01, 0.01, -0.01, -0.01, 0.01, -0.01};

        /// A sweep whose ends are those numbers, the same in every seed, and one λ in collapse.
        private static Verdict.Tested verdict(boolean collapsed, double[] ends, double inCollapse) {
            List<RunEvidence> runs = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                for (int i = 0; i < LAMBDA.length; i++) {
                    double time = seed < GENERALISED[i] ? 1000 : Double.POSITIVE_INFINITY;
                    runs.add(SyntheticSweeps.decayed(LAMBDA[i], seed, time, ends[i]));
                }
                runs.add(SyntheticSweeps.decayed(COLLAPSE, seed, Double.POSITIVE_INFINITY, inCollapse));
            }
            return (Verdict.Tested) Verdicts.of(
                    new RegimesDiffer("attention.similarity", "s̄", collapsed, 0.02, THRESHOLD), evidence(runs));
        }

        private static double[] ends(double difference, double scatter) {
            return IntStream.range(0, LAMBDA.length)
                    .mapToDouble(i -> 0.5 + difference * GENERALISED[i] / 4 + scatter * ZIGZAG[i])
                    .toArray();
        }

        /// By numpy.linalg.lstsq: beside degrees 1, 2 and 3 the slope is 0.1996 [0.1372, 0.2619], 0.1976
        /// [0.0955, 0.2998] and 0.1890 [0.0080, 0.3701]. A drift straight in ln λ does not change them.
        @Test
        void theIntervalHoldsThoseBesideEveryDegree() {
            Verdict.Tested verdict = verdict(false, ends(0.2, 1), 0);
            assertThat(verdict).isInstanceOf(Verdict.Supported.class);
            assertThat(verdict.grounds().estimate().value()).isCloseTo(0.19761, within(1e-5));
            assertThat(verdict.grounds().estimate().interval().lower()).isCloseTo(0.00800, within(1e-5));
            assertThat(verdict.grounds().estimate().interval().upper()).isCloseTo(0.37005, within(1e-5));
            assertThat(verdict.pValue().orElseThrow()).isCloseTo(0.04495, within(1e-5));
        }

        /// Of the same fits p is 4.98e-5 that the slope is 0.02 and 5.14e-5 that it is −0.02: the larger counts.
        @Test
        void noDifferenceIsAsSureAsTheNearerMargin() {
            Verdict.Tested verdict = verdict(false, ends(0, 0.01), 0);
            assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
            assertThat(verdict.pValue().orElseThrow()).isCloseTo(5.143e-5, within(1e-8));
        }

        /// [−0.0488, 0.0055]: below 0.02, but not above −0.02.
        @Test
        void aDifferenceDownwardsIsNotExcludedByTheMarginUpwards() {
            Verdict.Tested verdict = verdict(false, ends(-0.02, 0.15), 0);
            assertThat(verdict.grounds().estimate().interval().lower()).isCloseTo(-0.04880, within(1e-5));
            assertThat(verdict.grounds().estimate().interval().upper()).isCloseTo(0.00551, within(1e-5));
            assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
        }

        /// s̄ is 0.05 ln λ give or take 0.01 where runs generalise, 9 below, 0.3 more at the least λ of collapse: by
        /// numpy.linalg.lstsq the excess is 0.3081 [0.2509, 0.3653].
        @Test
        void collapseIsComparedWithGeneralisingRunsAlone() {
            double[] scatter = {0, 0, 0, 0.01, -0.01, -0.01, 0.01, -0.01};
            double[] ends = new double[LAMBDA.length];
            for (int i = 0; i < ends.length; i++) {
                ends[i] = i < 3 ? 9 : 0.05 * Math.log(LAMBDA[i]) + scatter[i];
            }
            Verdict.Tested verdict = verdict(true, ends, 0.05 * Math.log(COLLAPSE) + 0.3);
            assertThat(verdict).isInstanceOf(Verdict.Supported.class);
            assertThat(verdict.grounds().estimate().value()).isCloseTo(0.30809, within(1e-5));
            assertThat(verdict.grounds().estimate().interval().lower()).isCloseTo(0.25093, within(1e-5));
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
        assertThat(Samples.median(new double[] {3, never, 1})).isEqualTo(3);
        assertThat(Samples.median(new double[] {3, never, 1, never})).isInfinite();
        assertThat(Samples.median(new double[] {3, 5, 1, never})).isEqualTo(4);
    }

    @Test
    void nothingIsNotTested() {
        assertThat(THRESHOLD.of(evidence(List.of()))).isInstanceOf(Answer.Declined.class);
        assertThat(Verdicts.of(new ThresholdExists(THRESHOLD), evidence(List.of())))
                .isInstanceOf(Verdict.NotTested.class);
    }
}
