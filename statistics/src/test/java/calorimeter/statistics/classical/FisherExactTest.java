// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.TestResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FisherExactTest {

    private static final GoldenFile GOLDENS = GoldenFile.of("proportion/proportion_goldens.txt");

    static Stream<String> tables() {
        return GOLDENS.cases().stream().filter(name -> GOLDENS.has(name, "table"));
    }

    /// The script is src/test/python/make_statistics_goldens.py.
    @ParameterizedTest
    @MethodSource("tables")
    void equalsSciPy(String name) {
        int[] table = GOLDENS.integers(name, "table");
        Alternative[] alternatives = {Alternative.TWO_SIDED, Alternative.GREATER, Alternative.LESS};
        for (int i = 0; i < alternatives.length; i++) {
            TestResult result = FisherExact.of(table[0], table[1], table[2], table[3], alternatives[i], 0.95)
                    .orElseThrow();
            assertThat(result.pValue()).isCloseTo(GOLDENS.numbers(name, "p")[i], within(1e-12));
            Interval interval = result.effect().interval();
            assertThat(interval.lower()).isCloseTo(GOLDENS.numbers(name, "newcombe")[0], within(1e-12));
            assertThat(interval.upper()).isCloseTo(GOLDENS.numbers(name, "newcombe")[1], within(1e-12));
        }
    }

    @Test
    void declinesWithoutAGroupAndRefusesImpossibleCounts() {
        assertThat(FisherExact.of(0, 0, 1, 2, Alternative.LESS, 0.95)).isInstanceOf(Answer.Declined.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FisherExact.of(1, 2, 3, 2, Alternative.LESS, 0.95))
                .withMessageContaining("successes are 3");
    }
}
