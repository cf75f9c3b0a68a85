// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.papers.claim.SyntheticRuns.Design;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Claims about when runs generalise: paired arms, and against published summaries.
class LatencyClaimsTest {

    @Nested
    class PairedArms {

        private static final LatencyReduced PREDICTION =
                new LatencyReduced(Arms.COLD_START, Arms.BASELINE, 1, 6, 10, PeakRule.standard());

        /// @param factor of the intervention's step of generalisation
        private Verdict verdict(int seeds, double factor, double scatter) {
            SplittableRandom random = new SplittableRandom(4);
            List<Design> designs = new ArrayList<>();
            for (Design design : SyntheticRuns.grid(seeds, 97)) {
                designs.add(design.as(Arms.BASELINE, design.generalised()));
                designs.add(design.as(
                        Arms.COLD_START, design.generalised() * factor * Math.exp(scatter * random.nextGaussian())));
            }
            return Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs));
        }

        @Test
        void aTenthEarlierSupports() {
            Verdict verdict = verdict(10, 0.9, 0.01);
            assertThat(verdict).isInstanceOf(Verdict.Supported.class);
            assertThat(Verdicts.grounds(verdict).estimate().value()).isCloseTo(10, within(1.5));
        }

        @Test
        void aReductionIsInPerCentOfTheReference() {
            assertThat(Verdicts.grounds(verdict(10, 0.5, 0)).estimate().value()).isCloseTo(50, within(0.5));
        }

        /// Five pairs differ by 50 %; in six neither generalises, whose records are of unlike length and count as 0: of
        /// 66 averages of two pairs 21 are 0, 30 are 25 and 15 are 50.
        @Test
        void twoThatNeverGeneraliseDifferByNothing() {
            List<Design> designs = new ArrayList<>();
            for (Design design : SyntheticRuns.grid(11, 97)) {
                boolean never = design.seed() < 6;
                designs.add(design.as(Arms.BASELINE, never ? Double.POSITIVE_INFINITY : design.generalised())
                        .until(never ? 2 * design.last() : design.last()));
                designs.add(design.as(Arms.COLD_START, never ? Double.POSITIVE_INFINITY : design.generalised() / 2));
            }
            Verdict verdict = Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs));
            assertThat(Verdicts.grounds(verdict).estimate().value()).isCloseTo(25, within(0.5));
        }

        @Test
        void aTenthLaterRefutes() {
            Verdict verdict = verdict(10, 1.1, 0.01);
            assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
            assertThat(Verdicts.grounds(verdict).estimate().value()).isCloseTo(-10, within(1.5));
        }

        @Test
        void onePairThatIsTheSameRunTwiceRefutesNothing() {
            assertThat(verdict(1, 1, 0)).isInstanceOf(Verdict.Undecided.class);
            assertThat(verdict(8, 1, 0)).isInstanceOf(Verdict.Refuted.class);
        }

        @Test
        void fivePairsAreUndecidedHoweverLargeTheEffect() {
            assertThat(verdict(5, 0.5, 0.01)).isInstanceOf(Verdict.Undecided.class);
        }

        /// The pairs that both generalise look a tenth better; left out, the others would not be seen.
        @Test
        void aBetterArmThatDoesNotGeneraliseInHalfThePairsIsNotSupported() {
            List<Design> designs = new ArrayList<>();
            for (Design design : SyntheticRuns.grid(20, 97)) {
                double own = design.seed() % 2 == 0 ? 0.9 * design.generalised() : Double.POSITIVE_INFINITY;
                designs.add(design.as(Arms.BASELINE, design.generalised()));
                designs.add(design.as(Arms.COLD_START, own));
            }
            Verdict verdict = Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs));
            assertThat(verdict).isNotInstanceOf(Verdict.Supported.class).isInstanceOf(Verdict.Tested.class);
            assertThat(Verdicts.grounds(verdict).details())
                    .anyMatch(detail -> detail.label().contains("one did not generalise") && detail.value() == 10);
        }

        @Test
        void aReferenceThatDoesNotGeneraliseWithinItsBudgetSupports() {
            List<Design> designs = new ArrayList<>();
            for (Design design : SyntheticRuns.grid(20, 97)) {
                designs.add(design.as(Arms.BASELINE, Double.POSITIVE_INFINITY));
                designs.add(design.as(Arms.COLD_START, design.generalised()));
            }
            assertThat(Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs))).isInstanceOf(Verdict.Supported.class);
        }

        @Test
        void pairsOfWhichNoneGeneralisesAreNotTested() {
            List<Design> designs = new ArrayList<>();
            for (Design design : SyntheticRuns.grid(8, 97)) {
                designs.add(design.as(Arms.BASELINE, Double.POSITIVE_INFINITY));
                designs.add(design.as(Arms.COLD_START, Double.POSITIVE_INFINITY));
            }
            assertThat(Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs))).isInstanceOf(Verdict.NotTested.class);
        }

        @Test
        void withoutPairsItIsNotTested() {
            List<Design> designs = SyntheticRuns.grid(5, 97).stream()
                    .map(design -> design.as(Arms.BASELINE, design.generalised()))
                    .toList();
            assertThat(Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs))).isInstanceOf(Verdict.NotTested.class);
        }
    }

    @Nested
    class Published {

        private static final AgreesWithPublished PREDICTION =
                new AgreesWithPublished(Arms.BASELINE, 97, 10, 200, 400, 300, 20, 10, PeakRule.standard());

        /// Evenly spread over [low, high] epochs.
        private Verdict verdict(int seeds, double low, double high) {
            List<Design> designs = new ArrayList<>();
            for (long seed = 0; seed < seeds; seed++) {
                double epoch = low + (high - low) * (seed + 0.5) / seeds;
                designs.add(new Design(Arms.BASELINE, 97, seed, 130, 10 * epoch, 8 * epoch, 1, 14 * epoch + 700));
            }
            return Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs));
        }

        @Test
        void theSameRangeAndMeanSupport() {
            assertThat(verdict(12, 240, 360)).isInstanceOf(Verdict.Supported.class);
        }

        @Test
        void twiceAsLateRefutes() {
            assertThat(verdict(8, 500, 700)).isInstanceOf(Verdict.Refuted.class);
        }

        @Test
        void manyOutsideTheRangeRefuteThoughTheMeanAgrees() {
            Verdict verdict = verdict(16, 20, 580);
            assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
            assertThat(Verdicts.grounds(verdict).quantity()).contains("outside the published range");
            assertThat(Verdicts.grounds(verdict).estimate().value()).isBetween(0.5, 0.8);
        }

        /// Student's p-value of the mean alone would be below 0.05.
        @Test
        void aMeanThatRefutesByItselfMustRefuteAsOneOfTwoTests() {
            Verdict verdict = verdict(8, 352, 418);
            Verdict.Undecided undecided = (Verdict.Undecided) verdict;
            assertThat(Verdicts.grounds(verdict).estimate().interval().lower()).isGreaterThan(20);
            assertThat(undecided.pValue().orElseThrow()).isBetween(0.05, 0.1);
        }

        /// @param never how many further runs are still not there after 1000 epochs
        private Verdict withCensored(int seeds, int never) {
            List<Design> designs = new ArrayList<>();
            for (long seed = 0; seed < seeds + never; seed++) {
                double epoch = 240 + 120 * (seed + 0.5) / seeds;
                double event = seed < seeds ? 10 * epoch : Double.POSITIVE_INFINITY;
                designs.add(new Design(Arms.BASELINE, 97, seed, 130, event, 1000, 1, 10_000));
            }
            return Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs));
        }

        @Test
        void oneRunThatDoesNotGeneraliseKeepsTheMeanFromSupporting() {
            assertThat(withCensored(12, 0)).isInstanceOf(Verdict.Supported.class);
            assertThat(withCensored(12, 1)).isInstanceOf(Verdict.Undecided.class);
        }

        @Test
        void runsThatDoNotGeneraliseLieOutsideTheRangeAndRefute() {
            assertThat(withCensored(4, 8)).isInstanceOf(Verdict.Refuted.class);
            assertThat(withCensored(0, 8)).isInstanceOf(Verdict.Refuted.class);
        }

        @Test
        void threeScatteredSeedsAreUndecided() {
            assertThat(verdict(3, 200, 400)).isInstanceOf(Verdict.Undecided.class);
        }

        /// The published mean has an error of its own, which our seeds do not make smaller.
        @Test
        void seedsAreAdvisedOnlyWhereTheyCanDecide() {
            Verdict.Undecided far = (Verdict.Undecided) verdict(8, 300, 402);
            assertThat(far.grounds().estimate().value()).isBetween(16.0, 18.0);
            assertThat(far.advice()).startsWith("with 10 published times, whatever the number of ours");
            // Four have Student's wide quantile, which more would make narrower.
            Verdict.Undecided few = (Verdict.Undecided) verdict(4, 278, 392);
            assertThat(few.grounds().estimate().interval().upper()).isGreaterThan(30);
            assertThat(few.missing().seeds()).isBetween(20, 200);
            Verdict.Undecided near = (Verdict.Undecided) verdict(3, 260, 340);
            assertThat(near.missing().seeds()).isBetween(1, 5);
            assertThat(verdict(3 + near.missing().seeds(), 260, 340)).isInstanceOf(Verdict.Supported.class);
        }

        @Test
        void otherLevelsOfTestAccuracyAreTold() {
            assertThat(Verdicts.grounds(verdict(12, 240, 360)).details())
                    .extracting(Grounds.Detail::label)
                    .contains("median epoch of generalisation, at test accuracy 0.5")
                    .doesNotContain("median epoch of generalisation, at test accuracy 0.95");
        }

        @Test
        void oneSeedIsNotTested() {
            assertThat(verdict(1, 200, 400)).isInstanceOf(Verdict.NotTested.class);
        }
    }
}
