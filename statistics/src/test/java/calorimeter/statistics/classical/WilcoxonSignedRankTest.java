// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.TestResult;
import java.util.Locale;
import java.util.Random;
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

    static Stream<String> smallCases() {
        return cases().filter(name -> GOLDENS.has(name, "pseudomedian"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void signedRankPValuesEqualSciPy(String name) {
        for (Alternative alternative : Alternative.values()) {
            TestResult result = WilcoxonSignedRank.of(GOLDENS.numbers(name, "d"), alternative, 0.95)
                    .orElseThrow();
            assertThat(result.pValue()).isCloseTo(golden(name, "wilcoxon_", alternative), within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("smallCases")
    void statisticAndHodgesLehmannInterval(String name) {
        TestResult result = WilcoxonSignedRank.of(GOLDENS.numbers(name, "d"), Alternative.TWO_SIDED, 0.95)
                .orElseThrow();
        double[] expected = GOLDENS.numbers(name, "pseudomedian");
        assertThat(result.statistic()).isEqualTo(GOLDENS.number(name, "positive"));
        assertThat(result.effect().value()).isCloseTo(expected[0], within(1e-14));
        assertThat(result.effect().interval().lower()).isEqualTo(expected[1]);
        assertThat(result.effect().interval().upper()).isEqualTo(expected[2]);
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
            TestResult result = WilcoxonSignedRank.of(differences, Alternative.TWO_SIDED, 0.9)
                    .orElseThrow();
            covered += result.effect().interval().contains(5) ? 1 : 0;
        }
        // The exact coverage is P(W⁺ between k and 78 − k), 0.9077 for k = 18.
        assertThat(covered / 800.0).isCloseTo(0.9077, within(3 * Math.sqrt(0.0923 * 0.9077 / 800)));
    }

    /// 0.3 and 0.1 + 0.2 are one size; ranked apart they give p = 0.156.
    @Test
    void tiesAreNotMissedByRounding() {
        double[] differences = {.1, .2, .3, -.1 - .2, .1 + .2, .7, -.1, .5};
        double[] exact = {1, 2, 3, -3, 3, 7, -1, 5};
        double p = WilcoxonSignedRank.of(differences, Alternative.TWO_SIDED, 0.95)
                .orElseThrow()
                .pValue();
        assertThat(p)
                .isEqualTo(WilcoxonSignedRank.of(exact, Alternative.TWO_SIDED, 0.95)
                        .orElseThrow()
                        .pValue())
                .isCloseTo(0.1328125, within(1e-12));
    }

    /// So are a zero and 0.1 + 0.2 − 0.3.
    @Test
    void zerosAreNotMissedByRounding() {
        double[] differences = {.1 + .2 - .3, .4, -.2, .5, .6, -.1, .8};
        double[] exact = {0, 4, -2, 5, 6, -1, 8};
        for (Alternative alternative : Alternative.values()) {
            assertThat(WilcoxonSignedRank.of(differences, alternative, 0.95)
                            .orElseThrow()
                            .pValue())
                    .isEqualTo(WilcoxonSignedRank.of(exact, alternative, 0.95)
                            .orElseThrow()
                            .pValue());
        }
    }

    @Test
    void decliningNeedsNothingToTest() {
        assertThat(WilcoxonSignedRank.of(new double[] {0, 0}, Alternative.TWO_SIDED, 0.95))
                .isInstanceOf(Answer.Declined.class);
        assertThat(WilcoxonSignedRank.of(new double[0], Alternative.TWO_SIDED, 0.95))
                .isInstanceOf(Answer.Declined.class);
        TestResult single = WilcoxonSignedRank.of(new double[] {3}, Alternative.TWO_SIDED, 0.95)
                .orElseThrow();
        assertThat(single.pValue()).isEqualTo(1);
        assertThat(single.effect().interval().lower()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    private static double golden(String name, String prefix, Alternative alternative) {
        return GOLDENS.number(
                name, prefix + alternative.name().toLowerCase(Locale.ROOT).replace("_", ""));
    }
}
