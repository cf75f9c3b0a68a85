// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import static calorimeter.papers.tanaka2021.ChargeRun.ANGLE;
import static calorimeter.papers.tanaka2021.ChargeRun.CONTINUOUS;
import static calorimeter.papers.tanaka2021.ChargeRun.DRIFT;
import static calorimeter.papers.tanaka2021.ChargeRun.EQ17;
import static calorimeter.papers.tanaka2021.ChargeRun.KEY_DRIFT;
import static calorimeter.papers.tanaka2021.ChargeRun.NORM;
import static calorimeter.papers.tanaka2021.ChargeRun.RELEASED;
import static calorimeter.papers.tanaka2021.ChargeRun.RMSPROP;
import static calorimeter.papers.tanaka2021.ChargeRun.TEST_LOSS;
import static calorimeter.papers.tanaka2021.ChargeRun.TRAIN_LOSS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.optimizer.OptimizerSettings.Sgd;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Numbers of runs whose rows are written by hand.
class ChargeRunTest {

    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final double NAN = Double.NaN;
    private static final String FIRST = "layer0.filters";
    private static final String SECOND = "layer1.filters";

    /// η = 0.1, β = 0.9, k = 0.001, 2000 steps: r⁴ relaxes 8 times.
    private static HandRows heavy(long... steps) {
        return HandRows.of(
                TanakaPlan.BATCH,
                item -> item.parameters().training().optimizer() instanceof Sgd sgd && sgd.momentum() > 0,
                steps);
    }

    @Nested
    class AtTheLastStep {

        private static HandRows rows() {
            return heavy(0, 1000, 2000)
                    .with(FIRST, "charge", 1, 5, 2)
                    .with(SECOND, "charge", 1, 5, 4)
                    .with(FIRST, "coherent", 1, 7, 2 * Math.exp(0.3))
                    .with(SECOND, "coherent", 1, 7, 4 * Math.exp(-0.1));
        }

        @Test
        void predictionsAreLogarithmsOverTheMeasuredChargeMeanOverLayers() {
            Map<String, Double> numbers = rows().with("train.loss", 3, 2, 0.5)
                    .with("test.loss", 3, 2, 0.7)
                    .with(FIRST, "white", 1, 7, 2 * Math.exp(0.5))
                    .with(FIRST, "driven", 1, 7, 2 * Math.exp(-0.6))
                    .with(SECOND, "exact", 1, 7, 4)
                    .with(FIRST, "continuous", 1, 7, 2 * Math.exp(0.01))
                    .with(FIRST, "released", 1, 7, 2 * Math.exp(-1.4))
                    .run()
                    .numbers();
            assertThat(numbers.get(EQ17 + "coherent")).isCloseTo(0.1, ROUNDING);
            assertThat(numbers.get(EQ17 + "white")).isCloseTo(0.5, ROUNDING);
            assertThat(numbers.get(EQ17 + "driven")).isCloseTo(-0.6, ROUNDING);
            assertThat(numbers.get(EQ17 + "exact")).isCloseTo(0, ROUNDING);
            assertThat(numbers.get(CONTINUOUS)).isCloseTo(0.01, ROUNDING);
            assertThat(numbers.get(RELEASED)).isCloseTo(-1.4, ROUNDING);
            assertThat(numbers).containsEntry(TRAIN_LOSS, 0.5).containsEntry(TEST_LOSS, 0.7);
        }

        @Test
        void equation18IsHeldAgainstEquation17() {
            Map<String, Double> numbers = rows().with(FIRST, "rmsprop", 1, 7, 2 * Math.exp(0.31))
                    .with(SECOND, "rmsprop", 1, 7, 4 * Math.exp(-0.13))
                    .run()
                    .numbers();
            assertThat(numbers.get(RMSPROP)).isCloseTo((0.01 - 0.03) / 2, ROUNDING);
        }

        @Test
        void aValueMissingThereIsNotTakenFromAnEarlierRow() {
            assertThat(rows().with(FIRST, "white", 1, 7, NAN)
                            .with("train.loss", 3, 2, NAN)
                            .run()
                            .numbers())
                    .doesNotContainKeys(EQ17 + "white", TRAIN_LOSS, TEST_LOSS);
            assertThat(rows().with(FIRST, "charge", 1, 5, NAN).run().numbers()).doesNotContainKey(EQ17 + "coherent");
        }

        @Test
        void whatIsNotRecordedIsNoNumber() {
            assertThat(heavy(0, 2000).run().numbers())
                    .containsOnlyKeys(ChargeRun.RATE, ChargeRun.BATCH, ChargeRun.SCALE, ChargeRun.MOMENTUM);
        }
    }

    @Nested
    class Steady {

        private static final double SQUARE_ANGLE = 2 * 0.1 * 0.001 / 1.9;
        private static final double FACTOR = 0.1 * 1.9 / (2 * 0.001);

        /// The last quarter begins at step 1500: three of the rows lie in it, of whose values the means count.
        private static HandRows rows() {
            double angle = Math.sqrt(SQUARE_ANGLE * Math.exp(0.3));
            double speed = 2 * Math.exp(-0.2) / FACTOR;
            return heavy(0, 1, 2, 1499, 1500, 1700, 2000)
                    .with(FIRST, "charge", 9, 9, 9, 9, 2.05, 2, 1.95)
                    .with(FIRST, "angle", NAN, 1, 1, 1, angle * Math.sqrt(0.5), angle, angle * Math.sqrt(1.5))
                    .with(FIRST, "speed", NAN, 1, 1, 1, 0.8 * speed, speed, 1.2 * speed)
                    .with(FIRST, "violation", 1, 1, 1, 1, 1e-3, 1e-3, 1e-3);
        }

        private static HandRows moving() {
            return rows().with(SECOND, "charge", 9, 9, 9, 9, 2.3, 2, 2)
                    .with(SECOND, "angle", NAN, 1, 1, 1, 1, 1, 1)
                    .with(SECOND, "speed", NAN, 1, 1, 1, 1, 1, 1)
                    .with(SECOND, "violation", 1, 1, 1, 1, 1e-3, 1e-3, 1e-3);
        }

        @Test
        void angleAndNormAreThoseOfTheLastQuarter() {
            Map<String, Double> numbers = rows().run().numbers();
            assertThat(numbers.get(ANGLE)).isCloseTo(0.3, ROUNDING);
            assertThat(numbers.get(NORM)).isCloseTo(-0.2, ROUNDING);
        }

        @Test
        void layersThatMoveAreLeftOut() {
            Map<String, Double> numbers = moving().run().numbers();
            assertThat(numbers.get(ANGLE)).isCloseTo(0.3, ROUNDING);
            assertThat(numbers.get(NORM)).isCloseTo(-0.2, ROUNDING);
            assertThat(moving().with(SECOND, "charge", 9, 9, 9, 9, 2, 2, 2)
                            .run()
                            .numbers()
                            .get(ANGLE))
                    .isCloseTo((0.3 - Math.log(SQUARE_ANGLE)) / 2, ROUNDING);
        }

        @Test
        void layersInWhichEpsilonIsFeltAreLeftOut() {
            assertThat(rows().with(FIRST, "violation", 0, 0, 0, 0, 0, 0, 0.02)
                            .run()
                            .numbers())
                    .doesNotContainKeys(ANGLE, NORM);
        }

        @Test
        void aMissingValueLeavesNoNumber() {
            assertThat(rows().with(FIRST, "angle", NAN, 1, 1, 1, 1, NAN, 1)
                            .run()
                            .numbers())
                    .doesNotContainKey(ANGLE)
                    .containsKey(NORM);
        }

        @Test
        void dampenedAndShortRunsHaveNone() {
            HandRows damped = HandRows.of(TanakaPlan.DAMPED, item -> true, 0, 1500, 2000);
            HandRows shorter = HandRows.of(
                    TanakaPlan.FREE,
                    item -> item.parameters().training().optimizer().weightDecay() > 0,
                    0,
                    1500,
                    2000);
            for (HandRows rows : new HandRows[] {damped, shorter}) {
                assertThat(rows.with(FIRST, "charge", 1, 1, 1)
                                .with(FIRST, "angle", 1, 1, 1)
                                .with(FIRST, "speed", 1, 1, 1)
                                .with(FIRST, "violation", 0, 0, 0)
                                .run()
                                .numbers())
                        .doesNotContainKeys(ANGLE, NORM);
            }
        }
    }

    @Nested
    class Drift {

        /// verma: η = 0.001, 200 steps.
        private static HandRows adam() {
            return HandRows.of(TanakaPlan.ADAM, item -> item.modulus() == 31, 0, 200)
                    .with("layer0.attention.scores", "drift", 0, Math.exp(-1))
                    .with("layer0.attention.values", "drift", 0, Math.exp(-3))
                    .with("layer0.attention.key.bias", "drift", 0, 0.2 * Math.exp(-2))
                    .with("layer0.mlp.units", "drift", 0, 100);
        }

        @Test
        void attentionsIsTheMeanLogarithmWithoutTheKeyBiasWhichHasItsOwnOverTheWayOfAdam() {
            Map<String, Double> numbers = adam().run().numbers();
            assertThat(numbers.get(DRIFT)).isCloseTo(-2, ROUNDING);
            assertThat(numbers.get(KEY_DRIFT)).isCloseTo(-2, ROUNDING);
            assertThat(numbers).doesNotContainKeys(ChargeRun.MOMENTUM, EQ17 + "coherent");
        }

        @Test
        void noneWithoutItsLastValue() {
            assertThat(adam().with("layer0.attention.scores", "drift", 0, NAN)
                            .run()
                            .numbers())
                    .doesNotContainKey(DRIFT)
                    .containsKey(KEY_DRIFT);
        }
    }

    @Test
    void aTableHasTheRowsInWhichNothingIsMissing() {
        ChargeRun run = heavy(0, 10, 20, 30)
                .with(FIRST, "charge", 1, NAN, 3, 4)
                .with(FIRST, "angle", NAN, 2, 5, 6)
                .run();
        var group = run.groups().stream()
                .filter(found -> found.name().equals(FIRST))
                .findFirst()
                .orElseThrow();
        ChargeRun.Table table = run.table(group, "charge", "angle");
        assertThat(table.steps()).containsExactly(20L, 30L);
        assertThat(table.value(0, 0)).isEqualTo(3);
        assertThat(table.value(1, 1)).isEqualTo(6);
        assertThat(run.table(group, "charge", "speed").steps()).isEmpty();
        assertThat(run.values(group, "charge")).containsExactly(1, 3, 4);
    }
}
