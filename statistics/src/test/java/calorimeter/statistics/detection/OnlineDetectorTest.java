// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.series.TestNoise;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnlineDetectorTest {

    private static final List<OnlineDetector> DETECTORS =
            List.of(new ZScoreDetector(0.9, 20), new SlopeDetector(0.9, 20), new CusumDetector(20, 0.5));

    static Stream<OnlineDetector> detectors() {
        return DETECTORS.stream();
    }

    static Stream<Arguments> detectorsAndNoise() {
        return DETECTORS.stream().flatMap(detector -> Stream.of(0.0, 0.9).map(phi -> Arguments.of(detector, phi)));
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void scoresDoNotLookAhead(OnlineDetector detector) {
        double[] values = TestNoise.autoregressive(200, 0.5, new Random(17));
        double[] whole = detector.scores(values);
        for (int end : new int[] {0, 1, 5, 20, 21, 150}) {
            assertThat(detector.scores(Arrays.copyOf(values, end))).isEqualTo(Arrays.copyOf(whole, end));
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void scoresDoNotDependOnUnitOrOriginOrSign(OnlineDetector detector) {
        double[] values = TestNoise.autoregressive(100, 0.5, new Random(18));
        double[] changed = Arrays.stream(values).map(x -> 7 - 3 * x).toArray();
        double[] scores = detector.scores(values);
        double[] others = detector.scores(changed);
        for (int t = 0; t < scores.length; t++) {
            assertThat(others[t]).isCloseTo(scores[t], within(1e-9));
        }
    }

    /// A threshold from 199 nulls at 5 %, tried on 1 000 others of the same noise. Over choices of the nulls
    /// the rate has mean 5 % and a Beta(10, 190) spread of 1.54 %, beside the binomial 0.69 %: z = 3.
    @ParameterizedTest
    @MethodSource("detectorsAndNoise")
    void falseAlarmRateIsNominalOnWhiteAndRedNoise(OnlineDetector detector, double correlation) {
        Random random = new Random(19);
        double[] nulls = new double[199];
        for (int i = 0; i < nulls.length; i++) {
            nulls[i] = FalseAlarms.largest(detector.scores(TestNoise.autoregressive(300, correlation, random)), 300);
        }
        double threshold = FalseAlarms.threshold(nulls, 0.05).orElseThrow();
        int alarms = 0;
        for (int i = 0; i < 1000; i++) {
            double[] scores = detector.scores(TestNoise.autoregressive(300, correlation, random));
            alarms += FalseAlarms.firstAlarm(scores, threshold).isPresent() ? 1 : 0;
        }
        assertThat(alarms / 1000.0).isCloseTo(0.05, within(3 * Math.hypot(0.0154, 0.0069)));
    }

    /// At that rate every detector sees, in nearly all of 200 series, the change it is made for, and soon.
    @ParameterizedTest
    @MethodSource("detectors")
    void powerAgainstAChangeInWhiteNoise(OnlineDetector detector) {
        Random random = new Random(20);
        double[] nulls = new double[199];
        for (int i = 0; i < nulls.length; i++) {
            nulls[i] = FalseAlarms.largest(detector.scores(TestNoise.autoregressive(300, 0, random)), 300);
        }
        double threshold = FalseAlarms.threshold(nulls, 0.05).orElseThrow();
        int hits = 0;
        for (int i = 0; i < 200; i++) {
            double[] values = TestNoise.autoregressive(300, 0, random);
            for (int t = 200; t < 300; t++) {
                values[t] += switch (detector) {
                    case ZScoreDetector z -> t < 205 ? 10 : 0;
                    case SlopeDetector slope -> 1.5 * (t - 200);
                    default -> 2;
                };
            }
            OptionalInt alarm = FalseAlarms.firstAlarm(detector.scores(values), threshold);
            hits += alarm.isPresent() && alarm.getAsInt() >= 200 && alarm.getAsInt() < 240 ? 1 : 0;
        }
        assertThat(hits).isGreaterThan(170);
    }

    @Test
    void zScoreByHand() {
        double[] scores = new ZScoreDetector(0.5, 2).scores(0, 2, 3);
        // After 0 and 2: mean 1, variance ½ · 4 = 2; then (3 − 1)/√2.
        assertThat(scores).containsExactly(new double[] {0, 0, Math.sqrt(2)}, within(1e-15));
    }

    @Test
    void cusumByHand() {
        double[] scores = new CusumDetector(5, 0.5).scores(-1, 1, -1, 1, 0, 2, 2, -5);
        // Reference mean 0 and variance 4/4; then 1.5, 3, and upward max(0, 3 − 5 − ½) = 0 against 5 − ½
        // downward.
        assertThat(scores).containsExactly(new double[] {0, 0, 0, 0, 0, 1.5, 3, 4.5}, within(1e-15));
    }

    @Test
    void changesAfterAConstantAreInfinitelySurprising() {
        double[] values = {1, 1, 1, 1, 1, 1, 2, 0, 1};
        assertThat(new ZScoreDetector(0.9, 5).scores(values)[6]).isInfinite();
        assertThat(new CusumDetector(5, 0.5).scores(values))
                .containsExactly(
                        0, 0, 0, 0, 0, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(new SlopeDetector(0.9, 5).scores(1, 1, 1, 1, 1, 1, 1)).containsOnly(0);
    }

    @Test
    void refusesParametersThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ZScoreDetector(1, 5))
                .withMessageContaining("memory is 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlopeDetector(0.9, 1))
                .withMessageContaining("warm-up is 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CusumDetector(4, 0.5))
                .withMessageContaining("reference has 4");
    }
}
