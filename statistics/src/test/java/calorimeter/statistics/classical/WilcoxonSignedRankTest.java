// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Against SciPy; the script is src/test/python/make_statistics_goldens.py.
class WilcoxonSignedRankTest {

    private static final GoldenFile GOLDENS = GoldenFile.of("tests/tests_goldens.txt");

    static Stream<String> cases() {
        return GOLDENS.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pseudoMedianAndItsIntervalEqualTheDefinition(String name) {
        Estimate estimate = WilcoxonSignedRank.pseudoMedian(GOLDENS.numbers(name, "d"), 0.95);
        double[] expected = GOLDENS.numbers(name, "pseudomedian");
        assertThat(estimate.value()).isCloseTo(expected[0], within(1e-14));
        assertThat(estimate.interval().lower()).isEqualTo(expected[1]);
        assertThat(estimate.interval().upper()).isEqualTo(expected[2]);
    }

    /// Coverage of the 90 % interval of the centre of 800 logistic samples of 12, at z = 3.
    @Test
    void hodgesLehmannIntervalCovers() {
        Random random = new Random(8);
        int covered = 0;
        for (int replica = 0; replica < 800; replica++) {
            double[] differences = new double[12];
            for (int i = 0; i < differences.length; i++) {
                double u = random.nextDouble();
                differences[i] = 5 + Math.log(u / (1 - u));
            }
            covered +=
                    WilcoxonSignedRank.pseudoMedian(differences, 0.9).interval().contains(5) ? 1 : 0;
        }
        // The exact coverage is P(W⁺ between k and 78 − k), 0.9077 for k = 18.
        assertThat(covered / 800.0).isCloseTo(0.9077, within(3 * Math.sqrt(0.0923 * 0.9077 / 800)));
    }

    /// Beyond the exact distribution k is that of the normal one: within one of the exact k of 100 differences.
    @Test
    void manyDifferencesHaveTheIntervalOfTheNormalApproximation() {
        double[] exact = rising(100);
        double[] approximate = rising(101);
        double width = WilcoxonSignedRank.pseudoMedian(exact, 0.95).interval().width();
        assertThat(WilcoxonSignedRank.pseudoMedian(approximate, 0.95).interval().width())
                .isCloseTo(width, within(1.0));
    }

    private static double[] rising(int n) {
        return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
    }

    @Test
    void fewDifferencesHaveNoBoundsAndNoneNoCentre() {
        assertThat(WilcoxonSignedRank.pseudoMedian(new double[] {3}, 0.95).interval())
                .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.95));
        assertThat(WilcoxonSignedRank.pseudoMedian(new double[] {0, 0}, 0.95).value())
                .isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> WilcoxonSignedRank.pseudoMedian(new double[0], 0.95));
    }
}
