// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.resampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermutationTestTest {

    private static final GoldenFile GOLDENS = GoldenFile.of("resampling/resampling_goldens.txt");
    private static final String DATA = "permutation data";

    /// The script is src/test/python/make_statistics_goldens.py.
    @ParameterizedTest
    @CsvSource({"two-sided, TWO_SIDED", "greater, GREATER", "less, LESS"})
    void exactPValuesEqualSciPy(String name, Alternative alternative) {
        PermutationTest test = new PermutationTest(10_000, alternative);
        Random random = new Random(0);
        compare(
                test.independent(data("x"), data("y"), PermutationTestTest::difference, random),
                GOLDENS.numbers(name, "independent"));
        compare(test.paired(data("d"), Samples::mean, random), GOLDENS.numbers(name, "paired"));
    }

    private static void compare(Answer<PermutationResult> answer, double[] golden) {
        PermutationResult result = answer.orElseThrow();
        assertThat(result.exact()).isTrue();
        assertThat(result.observed()).isCloseTo(golden[0], within(1e-14));
        assertThat(result.pValue()).isCloseTo(golden[1], within(1e-14));
        assertThat(result.permutations()).isEqualTo((int) golden[2]);
    }

    /// Drawn p-values lie about the exact ones, at z = 4.
    @Test
    void drawnArrangementsAgreeWithAllOfThem() {
        PermutationTest exact = new PermutationTest(10_000, Alternative.GREATER);
        PermutationTest drawn = new PermutationTest(400, Alternative.GREATER);
        Random random = new Random(7);
        agree(
                exact.independent(data("x"), data("y"), PermutationTestTest::difference, random),
                drawn.independent(data("x"), data("y"), PermutationTestTest::difference, random));
        agree(exact.paired(data("d"), Samples::mean, random), drawn.paired(data("d"), Samples::mean, random));
    }

    private static void agree(Answer<PermutationResult> exact, Answer<PermutationResult> drawn) {
        double p = exact.orElseThrow().pValue();
        PermutationResult result = drawn.orElseThrow();
        assertThat(result.exact()).isFalse();
        assertThat(result.pValue()).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / 400) + 1.0 / 400));
    }

    @Test
    void tiesFromRoundingCountAsTies() {
        double[] differences = {0.1, 0.2, 0.3, -0.3, 0.6};
        PermutationResult result = new PermutationTest(100, Alternative.GREATER)
                .paired(differences, Samples::mean, new Random(0))
                .orElseThrow();
        // In tenths the sum is 15 less twice what is negative: at least the observed 9 for {}, {1}, {2}, {3},
        // {3}, {1, 2}.
        assertThat(result.pValue()).isEqualTo(6 / 32.0);
    }

    @Test
    void declinesWithTooFewAndWithoutAStatistic() {
        PermutationTest test = new PermutationTest(100, Alternative.TWO_SIDED);
        assertThat(test.paired(new double[] {1}, Samples::mean, new Random(0))).isInstanceOf(Answer.Declined.class);
        assertThat(test.independent(new double[] {1}, new double[] {1, 2}, (a, b) -> 0, new Random(0)))
                .isInstanceOf(Answer.Declined.class);
        assertThat(test.paired(new double[] {1, 2}, x -> Double.NaN, new Random(0)))
                .isInstanceOf(Answer.Declined.class);
    }

    private static double[] data(String name) {
        return GOLDENS.numbers(DATA, name);
    }

    private static double difference(double[] x, double[] y) {
        return Samples.mean(x) - Samples.mean(y);
    }
}
