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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankCorrelationTest {

    private static final GoldenFile GOLDENS = GoldenFile.of("correlation/correlation_goldens.txt");

    /// The script is src/test/python/make_statistics_goldens.py.
    @ParameterizedTest
    @ValueSource(strings = {"ten", "ties", "hundred"})
    void spearmanEqualsSciPy(String name) {
        double[] x = GOLDENS.numbers(name, "x");
        double[] y = GOLDENS.numbers(name, "y");
        for (Alternative alternative : Alternative.values()) {
            TestResult result =
                    RankCorrelation.spearman(x, y, alternative, 0.95).orElseThrow();
            String p = "p_" + alternative.name().toLowerCase(Locale.ROOT).replace("_", "");
            assertThat(result.effect().value()).isCloseTo(GOLDENS.number(name, "rho"), within(1e-13));
            assertThat(result.pValue()).isCloseTo(GOLDENS.number(name, p), within(1e-11));
            double[] interval = GOLDENS.numbers(name, "interval");
            assertThat(result.effect().interval().lower()).isCloseTo(interval[0], within(1e-12));
            assertThat(result.effect().interval().upper()).isCloseTo(interval[1], within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten", "ties", "hundred"})
    void partialEqualsLeastSquaresOnRanks(String name) {
        double[][] covariates = {GOLDENS.numbers(name, "z"), GOLDENS.numbers(name, "w")};
        TestResult result = RankCorrelation.partial(
                        GOLDENS.numbers(name, "x"), GOLDENS.numbers(name, "y"), covariates, Alternative.TWO_SIDED, 0.95)
                .orElseThrow();
        assertThat(result.effect().value()).isCloseTo(GOLDENS.number(name, "partial"), within(1e-12));
        assertThat(result.pValue()).isCloseTo(GOLDENS.number(name, "partial_p"), within(1e-11));
        double[] interval = GOLDENS.numbers(name, "partial_interval");
        assertThat(result.effect().interval().lower()).isCloseTo(interval[0], within(1e-11));
        assertThat(result.effect().interval().upper()).isCloseTo(interval[1], within(1e-11));
    }

    @Test
    void perfectOrderIsNeitherCertainNorAPoint() {
        double[] x = {1, 2, 3, 4, 5, 6};
        double[] y = {1, 4, 9, 16, 25, 36};
        TestResult result =
                RankCorrelation.spearman(x, y, Alternative.TWO_SIDED, 0.95).orElseThrow();
        assertThat(result.effect().value()).isEqualTo(1);
        assertThat(result.pValue()).isCloseTo(2 / 720.0, within(1e-15));
        assertThat(result.effect().interval().upper()).isEqualTo(1);
        assertThat(result.effect().interval().lower()).isBetween(0.3, 0.9);
    }

    /// A common cause makes x and y correlate; given it, p-values are uniform: 5 % rejected in 1 000, at z = 3.
    @Test
    void partialRemovesACommonCause() {
        Random random = new Random(9);
        int plain = 0;
        int partial = 0;
        for (int replica = 0; replica < 1000; replica++) {
            double[][] data = new double[3][20];
            for (int i = 0; i < 20; i++) {
                data[0][i] = random.nextGaussian();
                data[1][i] = 2 * data[0][i] + random.nextGaussian();
                data[2][i] = 2 * data[0][i] + random.nextGaussian();
            }
            double[][] cause = {data[0]};
            plain += p(RankCorrelation.spearman(data[1], data[2], Alternative.TWO_SIDED, 0.95)) < 0.05 ? 1 : 0;
            partial += p(RankCorrelation.partial(data[1], data[2], cause, Alternative.TWO_SIDED, 0.95)) < 0.05 ? 1 : 0;
        }
        assertThat(plain).isGreaterThan(900);
        // Ranks remove a monotone common cause only approximately, hence the small excess allowed over 5 %.
        assertThat(partial / 1000.0).isBetween(0.03, 0.05 + 0.02 + 3 * Math.sqrt(0.07 * 0.93 / 1000));
    }

    @Test
    void declinesWhatItCannotTell() {
        double[] x = {1, 2, 3, 4, 5, 6};
        double[] y = {2, 1, 4, 3, 6, 5};
        double[] constant = {1, 1, 1, 1, 1, 1};
        assertThat(reason(RankCorrelation.spearman(
                        new double[] {1, 2, 3, 4}, new double[] {1, 2, 3, 4}, Alternative.LESS, 0.95)))
                .isEqualTo(Answer.Reason.TOO_FEW);
        assertThat(reason(RankCorrelation.spearman(x, constant, Alternative.LESS, 0.95)))
                .isEqualTo(Answer.Reason.NO_VARIATION);
        assertThat(reason(RankCorrelation.partial(x, y, new double[][] {x}, Alternative.LESS, 0.95)))
                .isEqualTo(Answer.Reason.NO_VARIATION);
        assertThat(reason(RankCorrelation.partial(x, y, new double[][] {constant}, Alternative.LESS, 0.95)))
                .isEqualTo(Answer.Reason.NOT_IDENTIFIED);
    }

    private static double p(Answer<TestResult> answer) {
        return answer.orElseThrow().pValue();
    }

    private static Answer.Reason reason(Answer<TestResult> answer) {
        return ((Answer.Declined<TestResult>) answer).reason();
    }

    /// 0.3 and 0.1 + 0.2 are one rank.
    @Test
    void tiesAreNotMissedByRounding() {
        double[] y = {1, 5, 2, 4, 3, 6};
        assertThat(RankCorrelation.spearman(
                        new double[] {.3, .1 + .2, .5, .2, -0.0, 0}, y, Alternative.TWO_SIDED, 0.95))
                .isEqualTo(RankCorrelation.spearman(new double[] {3, 3, 5, 2, 0, 0}, y, Alternative.TWO_SIDED, 0.95));
    }
}
