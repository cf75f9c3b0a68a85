// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.optimizer.OptimizerSettings.Sgd;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Evidence.Excluded;
import calorimeter.papers.claim.Evidence.Residual;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.IdentityHolds;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.claim.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every kind of claim with its effect planted, with the opposite, with noise, and with too few seeds.
class TanakaClaimsTest {

    private static final TanakaGrid GRID = TanakaGrid.of(Size.STANDARD, false);

    private static Prediction prediction(String id) {
        return TanakaClaims.all(GRID).stream()
                .filter(claim -> claim.id().equals(id))
                .map(Claim::prediction)
                .findFirst()
                .orElseThrow();
    }

    /// A little that differs from seed to seed, in every number alike.
    private static double scatter(Item item) {
        return 0.002 * (item.seed() - 1);
    }

    private static Evidence evidence(int seeds, String number, ToDoubleFunction<Item> value) {
        return SyntheticCharges.evidence(GRID, seeds, Map.of(number, value), item -> 0.5);
    }

    private static double momentum(Item item) {
        return item.parameters().training().optimizer() instanceof Sgd sgd ? sgd.momentum() : Double.NaN;
    }

    private static boolean isMinibatch(Item item) {
        return item.parameters().training().batchSize() > 0;
    }

    private static double rate(Item item) {
        return item.parameters().training().optimizer().learningRate();
    }

    @Nested
    class Ratios {

        /// Claim, number, and a value inside and outside its bounds.
        @ParameterizedTest
        @CsvSource({
            "N-DAMPENING, released, 0.03, 0.07",
            "N-DAMPENING.CORRECTED, continuous, 0.03, 0.07",
            "N-EPSILON.SIZE, continuous, 0.003, 0.02",
            "N-EQ17.PRINTED, eq17.coherent, 0.08, 1.48",
            "N-EQ17.WHITE, eq17.white, 0.08, 0.12",
            "N-EQ17.DRIVEN, eq17.driven, -0.08, -0.12",
            "N-EQ17.PRINTED-FULL, eq17.coherent, 0.08, 0.12",
            "N-EQ17.DRIVEN-FULL, eq17.driven, 0.08, 0.12",
            "N-EQ17.DESCENT, eq17.coherent, 0.08, -0.12",
            "N-EQ17.PRINTED-GRID, eq17.coherent, 0.08, 0.12",
            "N-EQ17.WHITE-GRID, eq17.white, 0.08, 0.12",
            "N-EQ17.DRIVEN-GRID, eq17.driven, 0.08, 0.12",
            "N-RMSPROP, rmsprop, 0.01, 0.03",
            "N-STEADY.ANGLE, steady.angle, 0.08, 0.12",
            "N-STEADY.NORM, steady.norm, 0.03, 0.07",
        })
        void withinTheBoundsSupportAndOutsideRefute(String id, String number, double inside, double outside) {
            assertThat(Verdicts.of(prediction(id), evidence(3, number, item -> inside + scatter(item))))
                    .isInstanceOf(Verdict.Supported.class);
            assertThat(Verdicts.of(prediction(id), evidence(3, number, item -> outside + scatter(item))))
                    .isInstanceOf(Verdict.Refuted.class);
            assertThat(Verdicts.of(prediction(id), evidence(3, number, item -> inside + 0.2 * (item.seed() - 1))))
                    .isInstanceOf(Verdict.Undecided.class);
            assertThat(Verdicts.of(prediction(id), evidence(1, number, item -> inside)))
                    .isInstanceOf(Verdict.NotTested.class);
            assertThat(Verdicts.of(prediction(id), evidence(3, "another", item -> inside)))
                    .isInstanceOf(Verdict.NotTested.class);
        }

        /// What is wrong elsewhere does not touch a claim.
        @ParameterizedTest
        @CsvSource({
            "N-EQ17.PRINTED, true, mini, 3",
            "N-EQ17.PRINTED-FULL, true, full, 1",
            "N-EQ17.DESCENT, false, mini full, 4",
        })
        void countTheRunsTheyNameAlone(String id, boolean moving, String batches, int settings) {
            ToDoubleFunction<Item> planted = item -> item.arm().equals(TanakaPlan.BATCH)
                            && momentum(item) > 0 == moving
                            && batches.contains(isMinibatch(item) ? "mini" : "full")
                    ? 0.05 + scatter(item)
                    : 7;
            Verdict verdict = Verdicts.of(prediction(id), evidence(3, "eq17.coherent", planted));
            assertThat(Verdicts.grounds(verdict).estimate().value()).isCloseTo(0.05, within(1e-12));
            assertThat(Verdicts.grounds(verdict).details()).hasSize(settings);
        }

        @Test
        void ofTheGridAreThoseAtItsLargestRateWithFreeNorms() {
            ToDoubleFunction<Item> planted =
                    item -> item.arm().equals(TanakaPlan.FREE) && rate(item) == 0.1 && momentum(item) > 0
                            ? item.parameters().training().optimizer().weightDecay() + scatter(item)
                            : 7;
            Verdict verdict = Verdicts.of(prediction("N-EQ17.WHITE-GRID"), evidence(3, "eq17.white", planted));
            assertThat(Verdicts.grounds(verdict).estimate().value()).isCloseTo(0.0055 / 3, within(1e-12));
            assertThat(Verdicts.grounds(verdict).details().stream().map(Detail::label))
                    .hasSize(3)
                    .allMatch(label -> label.contains("batch 64, η = 0.1, β = 0.9, k = "));
        }

        /// A seed is one number however many settings it has, and equal ones have no interval.
        @Test
        void averageTheSettingsOfASeedFirst() {
            Verdict alike = Verdicts.of(prediction("N-STEADY.ANGLE"), evidence(3, "steady.angle", item -> 0.05));
            assertThat(alike).isInstanceOf(Verdict.NotTested.class);
            assertThat(((Verdict.NotTested) alike).reason()).contains("3 seeds");
            Verdict uneven = Verdicts.of(
                    prediction("N-STEADY.ANGLE"),
                    evidence(
                            3,
                            "steady.angle",
                            item -> item.seed() == 0 && momentum(item) > 0 ? Double.NaN : 0.01 * item.seed()));
            assertThat(Verdicts.grounds(uneven).estimate().value()).isCloseTo(0.01, within(1e-12));
            assertThat(Verdicts.grounds(uneven).estimate().n()).isEqualTo(3);
            assertThat(Verdicts.grounds(uneven).details().stream().map(Detail::label))
                    .filteredOn(label -> label.contains("(not in every mean: only seeds [1, 2])"))
                    .isNotEmpty()
                    .allMatch(label -> label.contains("β = 0.9"));
        }
    }

    @Nested
    class Learning {

        private static Verdict large(int seeds, double gain) {
            return Verdicts.of(prediction("N-KSB.LARGE"), SyntheticCharges.evidence(GRID, seeds, Map.of(), item -> {
                boolean counted = rate(item) == 0.1 && momentum(item) > 0;
                boolean free = item.arm().equals(TanakaPlan.FREE);
                return 0.6 + (counted ? free ? gain + scatter(item) : 0 : free ? -0.3 : 0);
            }));
        }

        @Test
        void aGainOfFreeNormsSupportsAndALossRefutes() {
            assertThat(large(3, 0.05)).isInstanceOf(Verdict.Supported.class);
            assertThat(Verdicts.grounds(large(3, 0.05)).estimate().value()).isCloseTo(0.05, within(1e-12));
            assertThat(large(3, -0.05)).isInstanceOf(Verdict.Refuted.class);
            assertThat(large(3, 0.0005)).isInstanceOf(Verdict.Undecided.class);
            assertThat(large(1, 0.05)).isInstanceOf(Verdict.NotTested.class);
        }

        private static Verdict withDiverged(String id, double rate, double momentum, int seeds) {
            Map<String, String> settings =
                    Map.of(ChargeRun.RATE, String.valueOf(rate), ChargeRun.MOMENTUM, String.valueOf(momentum));
            Evidence finished = SyntheticCharges.evidence(
                    GRID, seeds, Map.of(ChargeRun.TEST_LOSS, item -> Math.exp(scatter(item))), Learning::accuracy);
            return Verdicts.of(
                    prediction(id),
                    new Evidence(
                            finished.runs(),
                            List.of(),
                            List.of(
                                    new Excluded("one", TanakaPlan.FREE, "diverged at step 3", settings),
                                    new Excluded("two", TanakaPlan.FREE, "diverged at step 4", settings),
                                    new Excluded("other", TanakaPlan.SCALED, "diverged at step 4", settings)),
                            Map.of()));
        }

        private static double accuracy(Item item) {
            return 0.5 + (item.arm().equals(TanakaPlan.FREE) ? scatter(item) : 0);
        }

        @Test
        void pairsLostToADivergedRunAreCountedAndSayWhomThatFavours() {
            String lost =
                    "runs that diverged with free norms: their pairs are not in the means, which speak too well of"
                            + " free norms";
            assertThat(Verdicts.grounds(withDiverged("N-KSB.LARGE", 0.1, 0.9, 3))
                            .details())
                    .last()
                    .isEqualTo(Detail.of(lost, 2, 2));
            assertThat(Verdicts.grounds(withDiverged("N-KSB.LARGE", 0.1, 0.0, 3))
                            .details())
                    .noneMatch(detail -> detail.label().contains("diverged"));
            assertThat(((Verdict.NotTested) withDiverged("N-KSB.LARGE", 0.1, 0.9, 1)).reason())
                    .endsWith("; " + lost + ": 2");
        }

        private static Verdict small(double apart) {
            return Verdicts.of(prediction("N-KSB.SMALL"), evidence(3, ChargeRun.TEST_LOSS, item -> {
                boolean counted = rate(item) == 0.001 && momentum(item) == 0;
                boolean frozen = item.arm().equals(TanakaPlan.FROZEN);
                return Math.exp(frozen ? counted ? apart + scatter(item) : 5 : 0);
            }));
        }

        @Test
        void noDifferenceAtSmallRatesSupportsAndOneRefutes() {
            assertThat(small(0.01)).isInstanceOf(Verdict.Supported.class);
            assertThat(Verdicts.grounds(small(0.01)).estimate().value()).isCloseTo(0.01, within(1e-12));
            assertThat(small(0.1)).isInstanceOf(Verdict.Refuted.class);
        }

        private static Verdict scaled(double apart) {
            return Verdicts.of(prediction("N-INITIAL.DYNAMICS"), evidence(3, ChargeRun.TRAIN_LOSS, item -> {
                double scale = item.parameters().training().filters().scale();
                return Math.exp(scale == 1 ? 2 : 2 + (apart + scatter(item)) * (scale > 1 ? 1 : -1));
            }));
        }

        /// Up with large and down with small filters is a change, too.
        @Test
        void lossesThatPartSupportAndLossesAlikeRefute() {
            assertThat(scaled(0.3)).isInstanceOf(Verdict.Supported.class);
            assertThat(Verdicts.grounds(scaled(0.3)).estimate().value()).isCloseTo(0.3, within(1e-12));
            assertThat(scaled(0.01)).isInstanceOf(Verdict.Refuted.class);
        }
    }

    @Nested
    class Attention {

        /// Drifts as η to a power, of each model with a factor of its own.
        private static Verdict order(String id, double power, int seeds) {
            return Verdicts.of(
                    prediction(id),
                    evidence(
                            seeds,
                            ChargeRun.DRIFT,
                            item -> item.modulus()
                                    + (power + (rate(item) == 0.1 || rate(item) == 1e-3 ? scatter(item) : 0))
                                            * Math.log(rate(item))));
        }

        @Test
        void theOrderOfDescentIsOneAndOfAdamNone() {
            assertThat(order("N-ATTENTION.DESCENT", 1, 3)).isInstanceOf(Verdict.Supported.class);
            assertThat(Verdicts.grounds(order("N-ATTENTION.DESCENT", 1, 3))
                            .estimate()
                            .value())
                    .isCloseTo(1, within(1e-9));
            assertThat(order("N-ATTENTION.DESCENT", 2, 3)).isInstanceOf(Verdict.Refuted.class);
            assertThat(order("N-ATTENTION.DESCENT", 1, 1)).isInstanceOf(Verdict.NotTested.class);
            assertThat(order("N-ATTENTION.ADAM", 0, 3)).isInstanceOf(Verdict.Supported.class);
            assertThat(order("N-ATTENTION.ADAM", 1, 3)).isInstanceOf(Verdict.Refuted.class);
        }

        @Test
        void aKeyBiasThatDriftsSupportsAndOneThatStaysRefutes() {
            for (double share : new double[] {0.1, 0.001}) {
                Verdict verdict = Verdicts.of(
                        prediction("N-ATTENTION.KEY-BIAS"),
                        evidence(
                                3,
                                ChargeRun.KEY_DRIFT,
                                item -> item.modulus() == 31 ? Math.log(share) + scatter(item) : Double.NaN));
                assertThat(verdict.word()).isEqualTo(share > 0.01 ? "Supported" : "Refuted");
            }
        }
    }

    @Nested
    class Identities {

        private static Verdict verdict(IdentityHolds identity, double share, int counted) {
            List<Residual> residuals = new ArrayList<>();
            identity.bounds().forEach((check, bound) -> {
                residuals.add(new Residual(check, "one", 0.5 * bound, bound, 7));
                residuals.add(new Residual(check, "another", share * bound, bound, counted));
            });
            return Verdicts.of(identity, new Evidence(List.of(), residuals, List.of(), Map.of()));
        }

        @Test
        void everyOneIsRefutedByOneResidualAndNotTestedWithoutAny() {
            List<IdentityHolds> identities = TanakaClaims.all(GRID).stream()
                    .map(Claim::prediction)
                    .filter(IdentityHolds.class::isInstance)
                    .map(IdentityHolds.class::cast)
                    .toList();
            assertThat(identities).hasSize(8);
            for (IdentityHolds identity : identities) {
                assertThat(verdict(identity, 0.9, 1)).isInstanceOf(Verdict.Supported.class);
                assertThat(verdict(identity, 1.1, 1)).isInstanceOf(Verdict.Refuted.class);
                assertThat(verdict(identity, Double.NaN, 1)).isInstanceOf(Verdict.Refuted.class);
                assertThat(verdict(identity, 1.1, 0)).isInstanceOf(Verdict.Supported.class);
                assertThat(Verdicts.of(identity, new Evidence(List.of(), List.of(), List.of(), Map.of())))
                        .isInstanceOf(Verdict.NotTested.class);
            }
        }
    }
}
