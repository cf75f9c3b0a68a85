// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Goldens by SciPy's general optimisers; the script is src/test/python/make_statistics_goldens.py.
class ThresholdFitsTest {

    private static final GoldenFile GOLDENS = GoldenFile.of("scaling/scaling_goldens.txt");

    @ParameterizedTest
    @ValueSource(strings = {"firth", "separated firth", "separated uneven firth"})
    void logisticFitsEqualDirectMaximisation(String name) {
        LogisticFit fit =
                LogisticFit.of(GOLDENS.numbers(name, "x"), outcomes(name), 0.95).orElseThrow();
        compare(fit.slope(), GOLDENS.numbers(name, "slope"), 1e-6);
        compare(fit.midpoint(), GOLDENS.numbers(name, "midpoint"), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"firth", "separated firth", "separated uneven firth"})
    void theMidpointAloneEqualsDirectMaximisation(String name) {
        double golden = GOLDENS.numbers(name, "midpoint")[0];
        assertThat(LogisticFit.midpointAlone(GOLDENS.numbers(name, "x"), outcomes(name)))
                .isCloseTo(golden, within(1e-6 * Math.abs(golden)));
    }

    /// With two values of x the model is saturated, and Firth's penalty adds half an event and half a non-event
    /// to each (Firth, Biometrika 80, 27, 1993): the midpoint is where the line through both log-odds is zero.
    @ParameterizedTest
    @CsvSource({"0, 3, 5, 5", "0, 1, 1, 1", "1, 4, 6, 7", "5, 6, 0, 2", "0, 20, 2, 3"})
    void betweenTwoValuesTheMidpointIsTheZeroOfTheLogOddsWithHalvesAdded(
            int events, int trials, int otherEvents, int otherTrials) {
        double left = -4.2;
        double right = 1.7;
        double[] x = new double[trials + otherTrials];
        boolean[] outcomes = new boolean[x.length];
        for (int i = 0; i < x.length; i++) {
            boolean first = i < trials;
            x[i] = first ? left : right;
            outcomes[i] = first ? i < events : i - trials < otherEvents;
        }
        double odds = Math.log((events + 0.5) / (trials - events + 0.5));
        double otherOdds = Math.log((otherEvents + 0.5) / (otherTrials - otherEvents + 0.5));
        double zero = left - odds * (right - left) / (otherOdds - odds);
        assertThat(LogisticFit.midpointAlone(x, outcomes)).isCloseTo(zero, within(1e-9 * (right - left)));
    }

    /// x → −x together with outcome → its opposite changes nothing, so the midpoint is its own opposite.
    @Test
    void theMidpointOfAntisymmetricOutcomesIsZero() {
        double[] x = {-3, -2, -1, 1, 2, 3};
        assertThat(LogisticFit.midpointAlone(x, new boolean[] {false, false, false, true, true, true}))
                .isCloseTo(0, within(1e-12));
        assertThat(LogisticFit.midpointAlone(x, new boolean[] {false, true, false, true, false, true}))
                .isCloseTo(0, within(1e-12));
    }

    @Test
    void withoutVariationOrDependenceThereIsNoMidpointAlone() {
        double[] x = {1, 2, 3, 4, 5, 6};
        assertThat(LogisticFit.midpointAlone(x, new boolean[6])).isNaN();
        assertThat(LogisticFit.midpointAlone(new double[2], new boolean[] {true, false}))
                .isNaN();
        assertThat(LogisticFit.midpointAlone(x, new boolean[] {true, false, true, true, false, true}))
                .isNaN();
        assertThatThrownBy(() -> LogisticFit.midpointAlone(x, new boolean[5]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void criticalPowerLawEqualsDirectMinimisation() {
        CriticalPowerLaw fit = CriticalPowerLaw.of(
                        GOLDENS.numbers("critical", "x"), GOLDENS.numbers("critical", "y"), 0.95)
                .orElseThrow();
        compare(fit.threshold(), GOLDENS.numbers("critical", "threshold"), 1e-6);
        compare(fit.exponent(), GOLDENS.numbers("critical", "exponent"), 1e-6);
        assertThat(fit.exponent().interval().contains(0.757)).isTrue();
        assertThat(fit.threshold().interval().contains(0.0158)).isTrue();
    }

    private static void compare(Estimate estimate, double[] golden, double relative) {
        assertThat(estimate.value()).isCloseTo(golden[0], within(relative * Math.abs(golden[0])));
        assertThat(estimate.interval().lower()).isCloseTo(golden[1], within(relative * Math.abs(golden[1])));
        assertThat(estimate.interval().upper()).isCloseTo(golden[2], within(relative * Math.abs(golden[2])));
    }

    @Test
    void anExponentialHasNoThreshold() {
        double[] lambda = {1, 2, 3, 4, 5, 6};
        double[] time = new double[6];
        for (int i = 0; i < 6; i++) {
            time[i] = Math.exp(-lambda[i]);
        }
        assertThat(CriticalPowerLaw.of(lambda, time, 0.95)).isInstanceOf(Answer.Declined.class);
    }

    /// 200 samples of 40 outcomes at eight λ: the profile interval of the midpoint covers 95 % at z = 3.
    @Test
    void midpointIntervalCovers() {
        Random random = new Random(12);
        int covered = 0;
        for (int replica = 0; replica < 200; replica++) {
            double[] x = new double[40];
            boolean[] outcomes = new boolean[40];
            for (int i = 0; i < 40; i++) {
                x[i] = i % 8;
                outcomes[i] = random.nextDouble() < 1 / (1 + Math.exp(-1.2 * (x[i] - 3.3)));
            }
            LogisticFit fit = LogisticFit.of(x, outcomes, 0.95).orElseThrow();
            covered += fit.midpoint().interval().contains(3.3) ? 1 : 0;
        }
        assertThat(covered / 200.0).isCloseTo(0.95, within(3 * Math.sqrt(0.95 * 0.05 / 200)));
    }

    @Test
    void withoutASlopeThereIsNoMidpoint() {
        double[] x = {0, 0, 0, 0, 1, 1, 1, 1};
        boolean[] outcomes = {true, false, true, false, true, false, false, false};
        LogisticFit fit = LogisticFit.of(x, outcomes, 0.95).orElseThrow();
        assertThat(fit.slope().interval().contains(0)).isTrue();
        assertThat(fit.midpoint().interval().lower()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(fit.midpoint().interval().upper()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void declinesConstantOutcomesAndThoseThatDoNotDependOnX() {
        double[] x = {1, 2, 3, 4, 5, 6};
        boolean[] flat = {true, false, true, true, false, true};
        assertThat(reason(LogisticFit.of(x, flat, 0.95))).isEqualTo(Answer.Reason.NOT_IDENTIFIED);
        assertThat(reason(LogisticFit.of(x, new boolean[6], 0.95))).isEqualTo(Answer.Reason.NO_VARIATION);
        assertThat(reason(LogisticFit.of(new double[5], new boolean[5], 0.95))).isEqualTo(Answer.Reason.TOO_FEW);
    }

    private static Answer.Reason reason(Answer<LogisticFit> answer) {
        return ((Answer.Declined<LogisticFit>) answer).reason();
    }

    private static boolean[] outcomes(String name) {
        double[] flags = GOLDENS.numbers(name, "outcome");
        boolean[] outcomes = new boolean[flags.length];
        for (int i = 0; i < flags.length; i++) {
            outcomes[i] = flags[i] == 1;
        }
        return outcomes;
    }
}
