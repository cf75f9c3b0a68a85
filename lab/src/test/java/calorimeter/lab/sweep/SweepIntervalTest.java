// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepIntervalTest {

    private static final int COUNT = 4000;

    private static SweepInterval interval(String key, String text) {
        return SweepInterval.parse(key, text, "--" + key).orElseThrow();
    }

    private static double[] draws(SweepInterval interval, long seed, boolean integer) {
        return interval.draws(Seed.of(seed), COUNT, integer).stream()
                .mapToDouble(value -> Double.parseDouble(value.text()))
                .toArray();
    }

    /// Kolmogorov's largest distance from the distribution, times √n: above 1.63 with probability 1 %, for this seed
    /// never again.
    private static double kolmogorov(double[] draws, DoubleUnaryOperator distribution) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        double largest = 0;
        for (int i = 0; i < COUNT; i++) {
            double expected = distribution.applyAsDouble(sorted[i]);
            largest = Math.max(largest, Math.max(expected - (double) i / COUNT, (i + 1.0) / COUNT - expected));
        }
        return largest * Math.sqrt(COUNT);
    }

    @Test
    void linearIntervalsAreUniform() {
        double[] draws = draws(interval("weight-decay", "-2:6"), 1, false);

        assertThat(kolmogorov(draws, x -> (x + 2) / 8)).isLessThan(1.63);
    }

    @Test
    void logarithmicIntervalsAreUniformInTheLogarithm() {
        double[] draws = draws(interval("learning-rate", "log:1e-4:1e-1"), 1, false);

        assertThat(kolmogorov(draws, x -> Math.log(x / 1e-4) / Math.log(1e3))).isLessThan(1.63);
        assertThat(kolmogorov(draws, x -> x / 1e-1)).as("the test has power").isGreaterThan(10);
    }

    /// Pearson's χ² of eight cells stays below 18.48 with probability 99 %.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void integersOfAnInterval(boolean log) {
        double[] draws = draws(interval("width", (log ? "log:" : "") + "3:10"), 2, true);

        double chiSquare = 0;
        for (int k = 3; k <= 10; k++) {
            int cell = k;
            double expected = COUNT * (log ? Math.log((k + 1.0) / k) / Math.log(11 / 3.0) : 1 / 8.0);
            double found = Arrays.stream(draws).filter(draw -> draw == cell).count();
            chiSquare += (found - expected) * (found - expected) / expected;
        }
        assertThat(draws).hasSize(COUNT).containsOnly(3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(chiSquare).isLessThan(18.48);
    }

    @Test
    void aLargerSampleBeginsWithTheSmaller() {
        SweepInterval interval = interval("learning-rate", "log:1e-4:1e-1");
        List<SweepAxis.Value> few = interval.draws(Seed.of(3), 10, false);

        assertThat(interval.draws(Seed.of(3), 25, false)).startsWith(few.toArray(SweepAxis.Value[]::new));
        assertThat(interval.draws(Seed.of(4), 10, false)).doesNotContainAnyElementsOf(few);
    }

    /// Two settings with the same interval: correlated by less than 3/√n.
    @Test
    void settingsAreDrawnIndependently() {
        double[] one = draws(interval("weight-decay", "-1:1"), 5, false);
        double[] other = draws(interval("learning-rate", "-1:1"), 5, false);

        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += 3 * one[i] * other[i];
        }
        assertThat(Math.abs(sum / COUNT)).isLessThan(3 / Math.sqrt(COUNT));
    }

    @Test
    void drawsStayInsideAlthoughTheyAreRounded() {
        double[] draws = draws(interval("weight-decay", "1.0000001:1.0000002"), 1, false);

        assertThat(Arrays.stream(draws)).allMatch(draw -> draw >= 1.0000001 && draw <= 1.0000002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "0..9", "0.1:1:0.1", "log:1e-3:1:7", "0.1,0.3", "every:100", "1:2,3:4", "C:5"})
    void otherTextsAreNone(String text) {
        assertThat(SweepInterval.parse("p", text, "--p")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1:0", "1:1", "log:0:1", "log:-1:1", "1e:2", "--:1", "1:.", "log:1:e"})
    void aRangeThatCannotBeIsNamed(String text) {
        assertThatThrownBy(() -> SweepInterval.parse("p", text, "--p"))
                .isInstanceOf(SweepException.class)
                .hasMessageStartingWith("p is '" + text + "' (--p), but an interval is written from:to");
    }

    @Test
    void anUnknownSettingNamesTheNearest() {
        assertThatThrownBy(() -> SweepInterval.parse("wieght-decay", "0:1", "--wieght-decay"))
                .hasMessageStartingWith(
                        "there is no setting 'wieght-decay' (--wieght-decay); did you mean weight-decay");
    }
}
