// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.SyntheticRuns;
import calorimeter.papers.claim.SyntheticRuns.Design;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.claim.Verdicts;
import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Claims that are slopes: of logits with d_k, of √V with the weights, of the entropy production with the heat.
class ScalingClaimsTest {

    private static Evidence evidence(List<RunEvidence> runs) {
        return new Evidence(runs, List.of(), List.of(), Map.of());
    }

    @Nested
    class Logits {

        /// @param exponent of d_k in the variance of scaled logits
        private Verdict verdict(int seeds, double exponent, double scatter) {
            SplittableRandom random = new SplittableRandom(8);
            List<RunEvidence> runs = new ArrayList<>();
            for (long seed = 0; seed < seeds; seed++) {
                for (int headSize : new int[] {4, 16, 64}) {
                    double variance = Math.pow(headSize, exponent) * Math.exp(scatter * random.nextGaussian());
                    SampledSeries two = SampledSeries.of(new double[] {0, 1}, new double[] {variance, variance});
                    SampledSeries none = SampledSeries.of(new double[] {0, 1}, new double[] {0, 0});
                    runs.add(new RunEvidence(
                            "h" + headSize + "-" + seed,
                            KimGrid.HEAD_SIZES,
                            53,
                            seed,
                            headSize,
                            Map.of(
                                    RunEvidence.LANDSCAPE, two,
                                    RunEvidence.TEST_ACCURACY, none,
                                    RunEvidence.TRAIN_ACCURACY, none),
                            Map.of(),
                            PeakRule.standard()));
                }
            }
            return Verdicts.of(new LogitScaling(0.1), evidence(runs));
        }

        @Test
        void varianceThatDoesNotDependOnTheHeadSizeSupports() {
            Verdict verdict = verdict(6, 0, 0.05);
            assertThat(verdict).isInstanceOf(Verdict.Supported.class);
            assertThat(Verdicts.grounds(verdict).estimate().value()).isCloseTo(0, within(0.05));
        }

        @Test
        void varianceThatGrowsWithItRefutes() {
            Verdict verdict = verdict(6, 1, 0.05);
            assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
            assertThat(Verdicts.grounds(verdict).estimate().value()).isCloseTo(1, within(0.05));
        }

        @Test
        void muchScatterLeavesItUndecided() {
            assertThat(verdict(4, 0.05, 0.5)).isInstanceOf(Verdict.Undecided.class);
        }

        @Test
        void oneSeedIsNotTested() {
            assertThat(verdict(1, 0, 0.05)).isInstanceOf(Verdict.NotTested.class);
        }
    }

    @Nested
    class Temperature {

        /// ‖W_Q‖ = ‖W_K‖ and V = ‖W_Q‖^order, so that a slope is order/4.
        private static Map<String, DoubleUnaryOperator> columns(DoubleUnaryOperator norm, double order) {
            return Map.of(
                    "weights.norm.layer0.attention.query",
                    norm,
                    "weights.norm.layer0.attention.key",
                    norm,
                    RunEvidence.LANDSCAPE,
                    step -> Math.pow(norm.applyAsDouble(step), order));
        }

        private Verdict verdict(int seeds, double exponent, double scatter, int... moduli) {
            SplittableRandom random = new SplittableRandom(9);
            List<RunEvidence> runs = new ArrayList<>();
            for (Design design : SyntheticRuns.grid(seeds, moduli)) {
                double own = exponent + scatter * random.nextGaussian();
                DoubleUnaryOperator norm = step -> 10 + step / 1000;
                runs.add(SyntheticRuns.run(design, columns(norm, 4 * own)));
            }
            return Verdicts.of(new EffectiveTemperature(0.25), evidence(runs));
        }

        @Test
        void spreadProportionalToTheSquaredNormSupports() {
            Verdict verdict = verdict(5, 1, 0.02, 23);
            assertThat(verdict).isInstanceOf(Verdict.Supported.class);
            assertThat(Verdicts.grounds(verdict).estimate().value()).isCloseTo(1, within(0.05));
        }

        @Test
        void spreadThatFallsWithTheNormRefutes() {
            assertThat(verdict(5, -1, 0.02, 23)).isInstanceOf(Verdict.Refuted.class);
        }

        @Test
        void aSlopeAtTheBoundIsUndecided() {
            assertThat(verdict(5, 1.25, 0.2, 23)).isInstanceOf(Verdict.Undecided.class);
        }

        /// Slopes of 0.2 at one modulus and 1.8 at another have the mean 1, and follow no law.
        @Test
        void aMeanOverUnlikeModuliIsNotALaw() {
            SplittableRandom random = new SplittableRandom(9);
            List<RunEvidence> runs = new ArrayList<>();
            for (Design design : SyntheticRuns.grid(8, 23, 31)) {
                double own = (design.modulus() == 23 ? 0.2 : 1.8) + 0.05 * random.nextGaussian();
                runs.add(SyntheticRuns.run(design, columns(step -> 10 + step / 1000, 4 * own)));
            }
            Verdict verdict = Verdicts.of(new EffectiveTemperature(0.25), evidence(runs));
            assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        }

        /// Paired by index, one missing value would shift the norm against the spread.
        @Test
        void aMissingValueDoesNotShiftOneColumnAgainstTheOther() {
            List<RunEvidence> runs = new ArrayList<>();
            for (Design design : SyntheticRuns.grid(4, 23)) {
                DoubleUnaryOperator norm = step -> 10 + step % 20;
                // Equal slopes would have no interval.
                double order = 4 + 0.01 * design.seed();
                RunEvidence whole = SyntheticRuns.run(design, columns(norm, order));
                runs.add(SyntheticRuns.without(whole, RunEvidence.LANDSCAPE, 3));
            }
            Verdict verdict = Verdicts.of(new EffectiveTemperature(0.25), evidence(runs));
            assertThat(verdict).isNotInstanceOf(Verdict.NotTested.class);
            assertThat(Verdicts.grounds(verdict).estimate().value()).isCloseTo(1 + 0.015 / 4, within(1e-9));
        }

        /// A step without one of the norms has no point; the next value of it belongs to another step.
        @Test
        void aMissingNormIsNotTakenFromTheNextStep() {
            List<RunEvidence> runs = new ArrayList<>();
            for (Design design : SyntheticRuns.grid(4, 23)) {
                RunEvidence whole =
                        SyntheticRuns.run(design, columns(step -> 10 + step % 20, 4 + 0.01 * design.seed()));
                // Step 400, the first of its cell.
                runs.add(SyntheticRuns.without(whole, EffectiveTemperature.WEIGHTS.getFirst(), 76));
            }
            assertThat(slope(runs)).isCloseTo(1 + 0.015 / 4, within(1e-9));
        }

        private static double slope(List<RunEvidence> runs) {
            return Verdicts.grounds(Verdicts.of(new EffectiveTemperature(0.25), evidence(runs)))
                    .estimate()
                    .value();
        }

        /// ‖W_K‖ falls as ‖W_Q‖^(−1/2), and V is the square of their product.
        @Test
        void bothNormsCount() {
            List<RunEvidence> runs = new ArrayList<>();
            for (Design design : SyntheticRuns.grid(4, 23)) {
                double order = 1 + 0.01 * design.seed();
                runs.add(SyntheticRuns.run(
                        design,
                        Map.of(
                                EffectiveTemperature.WEIGHTS.getFirst(),
                                step -> 10 + step / 1000,
                                EffectiveTemperature.WEIGHTS.getLast(),
                                step -> Math.pow(10 + step / 1000, -0.5),
                                RunEvidence.LANDSCAPE,
                                step -> Math.pow(10 + step / 1000, order))));
            }
            assertThat(slope(runs)).isCloseTo(1 + 0.015, within(1e-9));
        }

        /// Elsewhere V is 1: before memorisation, and at all steps of a cell of 1/25 decade but the first.
        @Test
        void onlyTheFirstStepOfACellAfterMemorisationCounts() {
            List<RunEvidence> runs = new ArrayList<>();
            for (Design design : SyntheticRuns.grid(4, 23)) {
                double order = 4 + 0.01 * design.seed();
                DoubleUnaryOperator spread = step -> {
                    double before = step - (step > 40 ? 10 : 1);
                    boolean first = before < design.memorised() || cell(step) > cell(before);
                    return step >= design.memorised() && first ? Math.pow(10 + step / 1000, order) : 1;
                };
                Map<String, DoubleUnaryOperator> columns = new HashMap<>(columns(step -> 10 + step / 1000, order));
                columns.put(RunEvidence.LANDSCAPE, spread);
                runs.add(SyntheticRuns.run(design, columns));
            }
            assertThat(slope(runs)).isCloseTo(1 + 0.015 / 4, within(1e-9));
        }

        private static long cell(double step) {
            return (long) (25 * LogTime.ofStep(step));
        }

        /// The slopes of four seeds at each of two moduli.
        private static Verdict.Tested slopes(double first, double step, double ofSecond) {
            List<RunEvidence> runs = new ArrayList<>();
            for (Design design : SyntheticRuns.grid(4, 23, 31)) {
                double slope = first + (design.modulus() == 23 ? step : ofSecond) * (design.seed() - 1.5);
                runs.add(SyntheticRuns.run(design, columns(norm -> 10 + norm / 1000, 4 * slope)));
            }
            return (Verdict.Tested) Verdicts.of(new EffectiveTemperature(0.25), evidence(runs));
        }

        /// By scipy.stats: slopes 0.2 to 0.23 differ from 0.75 with p = 3.871e-06, at one of two moduli twice that;
        /// slopes 0.85 to 1.15 from 0.75 and 1.25 with p = 0.03047, and all must agree.
        @Test
        void oneModulusOfTwoRefutesAtHalfTheErrorAndTheWorstSupports() {
            Verdict.Tested refuted = slopes(0.215, 0.01, 0.01);
            assertThat(refuted).isInstanceOf(Verdict.Refuted.class);
            assertThat(refuted.pValue().orElseThrow()).isCloseTo(7.7427e-06, within(1e-9));
            Verdict.Tested supported = slopes(1, 0.001, 0.1);
            assertThat(supported).isInstanceOf(Verdict.Supported.class);
            assertThat(supported.pValue().orElseThrow()).isCloseTo(0.03047, within(1e-5));
            assertThat(supported.grounds().quantity()).endsWith("p = 31");
        }

        @Test
        void twoRunsAreNotTested() {
            assertThat(verdict(2, 1, 0.02, 23)).isInstanceOf(Verdict.NotTested.class);
        }
    }

    @Nested
    class FirstLaw {

        /// @param order of the entropy production in the heat
        private Verdict verdict(int seeds, double order, double scatter, double closure) {
            SplittableRandom random = new SplittableRandom(10);
            List<RunEvidence> runs = new ArrayList<>();
            for (Design design : SyntheticRuns.grid(seeds, 23)) {
                double own = order + scatter * random.nextGaussian();
                runs.add(SyntheticRuns.run(
                        design,
                        Map.of(
                                "ledger.heat", step -> Math.exp(step / 300),
                                // Differences of e^(own·t) are as the differences of e^t to the power own.
                                "ledger.entropy-production", step -> 1e-3 * Math.exp(own * step / 300),
                                "ledger.closure", step -> closure)));
            }
            return Verdicts.of(new FirstLawHolds(1e-9), evidence(runs));
        }

        @Test
        void thirdOrderSupports() {
            assertThat(verdict(5, 3, 0.05, 1e-14)).isInstanceOf(Verdict.Supported.class);
        }

        @Test
        void halfOrderRefutes() {
            assertThat(verdict(5, 0.5, 0.02, 1e-14)).isInstanceOf(Verdict.Refuted.class);
        }

        @Test
        void aLedgerThatDoesNotCloseRefutes() {
            assertThat(verdict(5, 3, 0.05, 1e30)).isInstanceOf(Verdict.Refuted.class);
        }

        @Test
        void oneLedgerRowThatIsNotFiniteRefutes() {
            List<RunEvidence> runs = new ArrayList<>();
            for (Design design : SyntheticRuns.grid(5, 23)) {
                runs.add(SyntheticRuns.run(
                        design,
                        Map.of(
                                "ledger.heat", step -> Math.exp(step / 300),
                                "ledger.entropy-production", step -> 1e-3 * Math.exp(step / 100),
                                "ledger.closure", step -> 1e-14)));
            }
            FirstLawHolds prediction = new FirstLawHolds(1e-9);
            assertThat(Verdicts.of(prediction, evidence(runs))).isInstanceOf(Verdict.Supported.class);
            runs.set(2, SyntheticRuns.without(runs.get(2), "ledger.closure", 7));
            Verdict verdict = Verdicts.of(prediction, evidence(runs));
            assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
            assertThat(Verdicts.grounds(verdict).estimate().value()).isEqualTo(1);
        }

        @Test
        void firstOrderIsUndecided() {
            assertThat(verdict(5, 1, 0.1, 1e-14)).isInstanceOf(Verdict.Undecided.class);
        }

        @Test
        void noRunIsNotTested() {
            assertThat(verdict(0, 3, 0.05, 0)).isInstanceOf(Verdict.NotTested.class);
        }
    }
}
