// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.lab.observable.Instrument;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each law on series of V whose averages have a closed form.
class WeightDecayControllerTest {

    private static final double BASE = 0.1;
    private static final ControlLaw.Threshold THRESHOLD = new ControlLaw.Threshold(5, 0.02, 0.9);
    private static final ControlLaw.Discrete DISCRETE = new ControlLaw.Discrete(1, 0.02, 0.9);
    private static final ControlLaw.ZScore COLD = new ControlLaw.ZScore(2, 0.9, true);
    private static final ControlLaw.ZScore CONTINUOUS = new ControlLaw.ZScore(2, 0.9, false);

    private static WeightDecayController controller(ControlLaw law) {
        return new WeightDecayController(new WeightDecayControl(law, 0.99, 0), BASE);
    }

    /// One whole reading.
    private static double read(WeightDecayController controller, double accuracy, double variance) {
        return read(controller, accuracy, variance, 1);
    }

    private static double read(WeightDecayController controller, double accuracy, double variance, double epochs) {
        if (!controller.open()) {
            controller.gate(accuracy);
        }
        if (controller.listens()) {
            controller.read(variance, epochs);
        }
        return controller.weightDecay();
    }

    private static double[] numbers(WeightDecayController controller) {
        return Instrument.saved(controller.state(), "control/state");
    }

    /// A ramp of slope s: after n rates μ = s (1 − aⁿ), and λ − λ₀ = κ (μ − τ) once that is positive.
    @Test
    void theThresholdLawOnARamp() {
        WeightDecayController controller = controller(THRESHOLD);
        double slope = 0.1;
        assertThat(read(controller, 1, 3)).isEqualTo(BASE);
        assertThat(controller.signal()).isNaN();
        for (int n = 1; n <= 60; n++) {
            double decay = read(controller, 1, 3 + slope * n);
            double mean = slope * (1 - Math.pow(0.9, n));
            assertThat(controller.signal()).isCloseTo(mean, within(1e-12));
            assertThat(decay).as("reading %d", n).isCloseTo(BASE + 5 * Math.max(0, mean - 0.02), within(1e-12));
        }
        assertThat(controller.weightDecay()).isCloseTo(BASE + 5 * 0.08, within(1e-3));
    }

    /// Falling V never adds decay; a rate of τ itself neither.
    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, 0.02})
    void noDecayIsAddedUpToTheThreshold(double slope) {
        for (ControlLaw law : new ControlLaw[] {THRESHOLD, DISCRETE}) {
            WeightDecayController controller = controller(law);
            for (int n = 0; n < 100; n++) {
                assertThat(read(controller, 1, slope * n)).isEqualTo(BASE);
            }
        }
    }

    /// On a ramp of slope 0.1, μ passes τ = 0.02 when 0.9ⁿ < 0.8: at the third rate.
    @Test
    void theDiscreteLawStepsWhereTheThresholdLawBegins() {
        WeightDecayController controller = controller(DISCRETE);
        read(controller, 1, 0);
        assertThat(read(controller, 1, 0.1)).isEqualTo(BASE);
        assertThat(read(controller, 1, 0.2)).isEqualTo(BASE);
        assertThat(read(controller, 1, 0.3)).isEqualTo(BASE + 1);
        assertThat(read(controller, 1, 0.4)).isEqualTo(BASE + 1);
        // one great fall takes μ below τ
        assertThat(read(controller, 1, -9)).isEqualTo(BASE);
    }

    /// The second rate, whatever it is if larger, has Z = √(a/(1 − a)) = 3, the most there is. A ramp after
    /// that has Z = 3 aⁿ (1 − a)ⁿ… by hand: with d₁ the jump, m lags by a d₁, v = a (1 − a) d₁².
    @Test
    void theZScoreOfAJumpOfTheRate() {
        WeightDecayController controller = controller(COLD);
        read(controller, 1, 0);
        assertThat(read(controller, 1, 0)).isEqualTo(BASE);
        double jump = 0.7;
        assertThat(read(controller, 1, jump)).isCloseTo(BASE + 1, within(1e-12));
        assertThat(controller.signal()).isCloseTo(3, within(1e-12));
        // same rate again: d = a jump, m lags by a² jump, v = a (v₁ + (1 − a) a² jump²)
        double a = 0.9;
        double spread = a * (a * (1 - a) + (1 - a) * a * a);
        double score = a * a / Math.sqrt(spread);
        assertThat(read(controller, 1, 2 * jump)).isCloseTo(BASE + Math.max(0, score - 2), within(1e-12));
        assertThat(controller.signal()).isCloseTo(score, within(1e-12));
    }

    @Test
    void theZScoreIsBoundedAndKnowsNoUnit() {
        WeightDecayController one = controller(CONTINUOUS);
        WeightDecayController thousand = controller(CONTINUOUS);
        for (int n = 0; n < 500; n++) {
            double variance = Math.pow(1.03, n) * (1 + 0.1 * Math.sin(n));
            double decay = read(one, 1, variance);
            assertThat(decay).isBetween(BASE, BASE + 1 + 1e-12);
            assertThat(read(thousand, 1, 1024 * variance)).isEqualTo(decay);
        }
    }

    @Test
    void aSteadyRateHasNoZScore() {
        WeightDecayController controller = controller(COLD);
        for (int n = 0; n < 20; n++) {
            assertThat(read(controller, 1, 0.5 * n)).isEqualTo(BASE);
        }
        assertThat(controller.signal()).isZero();
    }

    /// A fluctuating past makes the continuous sensor insensitive to a change that the cold one, which begins at
    /// the gate, takes for a great one.
    @Test
    void theTwoStartsDifferInWhatTheyRemember() {
        WeightDecayController cold = controller(COLD);
        WeightDecayController continuous = controller(CONTINUOUS);
        for (int n = 0; n < 50; n++) {
            double wild = n % 2;
            assertThat(read(cold, 0.5, wild)).isEqualTo(BASE);
            assertThat(read(continuous, 0.5, wild)).isEqualTo(BASE);
        }
        assertThat(cold.signal()).isNaN();
        assertThat(numbers(cold)).isEqualTo(numbers(controller(COLD)));
        assertThat(continuous.signal()).isNotNaN();
        double[] calm = {1, 1, 1.1};
        for (double variance : calm) {
            read(cold, 0.995, variance);
            read(continuous, 0.995, variance);
        }
        assertThat(cold.weightDecay()).isCloseTo(BASE + 1, within(1e-12));
        assertThat(continuous.weightDecay()).isEqualTo(BASE);
    }

    /// Below the gate μ is known but λ stays; at the gate λ follows at once, and stays so when accuracy falls.
    @Test
    void theGateHoldsTheActionNotTheSensor() {
        WeightDecayController controller = controller(THRESHOLD);
        for (int n = 0; n < 40; n++) {
            assertThat(read(controller, 0.98, n)).isEqualTo(BASE);
        }
        assertThat(controller.signal()).isCloseTo(1, within(0.02));
        assertThat(controller.open()).isFalse();
        assertThat(read(controller, 0.99, 40)).isGreaterThan(BASE + 4.5);
        assertThat(read(controller, 0.2, 41)).isGreaterThan(BASE + 4.5);
    }

    /// The same V read every second epoch has the same rate per epoch.
    @Test
    void ratesArePerEpoch() {
        ControlLaw instant = new ControlLaw.Threshold(5, 0.02, 0);
        WeightDecayController rare = new WeightDecayController(new WeightDecayControl(instant, 0, 20), BASE);
        read(rare, 0, 1, 2);
        assertThat(read(rare, 0, 1.2, 2)).isCloseTo(BASE + 5 * (0.1 - 0.02), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 17})
    void aRestoredControllerGoesOnWithTheSameBits(int cut) {
        for (ControlLaw law : new ControlLaw[] {THRESHOLD, DISCRETE, COLD, CONTINUOUS}) {
            WeightDecayController whole = controller(law);
            WeightDecayController resumed = controller(law);
            for (int n = 0; n < 30; n++) {
                if (n == cut) {
                    resumed.restore(whole.state());
                }
                double variance = Math.sin(n * n);
                double accuracy = n < 8 ? 0.5 : 1;
                read(whole, accuracy, variance);
                if (n >= cut) {
                    read(resumed, accuracy, variance);
                    assertThat(numbers(resumed)).isEqualTo(numbers(whole));
                    assertThat(resumed.weightDecay()).isEqualTo(whole.weightDecay());
                }
            }
        }
    }

    @Test
    void badNumbersAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ControlLaw.Threshold(-1, 0.02, 0.9))
                .withMessage("controller gain is -1.0 but must be a number from 0 to 1e6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ControlLaw.ZScore(2, 1, true))
                .withMessage("controller smoothing is 1.0 but must be in [0, 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WeightDecayControl(COLD, 1.5, 0))
                .withMessage("controller gate is 1.5 but must be in [0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> controller(COLD).restore(new TreeMap<>(Map.of("control/state", new double[8]))))
                .withMessage("the weight-decay controller was given 8 numbers but needs 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> controller(COLD).restore(new TreeMap<>()))
                .withMessage("there is no tensor 'control/state' of float64");
    }
}
