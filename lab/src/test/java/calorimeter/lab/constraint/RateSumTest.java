// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sums of rates as text; their values and gradients are in `ConstraintGoldenTest`.
class RateSumTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(error) | rate(error) | 0 | 1",
                "rate( positive ,group = a )-rate(positive, group=b) |"
                        + " rate(positive, group=a) - rate(positive, group=b) | -1 | 1",
                "- rate(true-positive) - rate(false-positive, group=x y) |"
                        + " - rate(true-positive) - rate(false-positive, group=x y) | -2 | 0",
                "rate(error)+rate(error, group=a)+rate(positive) |"
                        + " rate(error) + rate(error, group=a) + rate(positive) | 0 | 3",
            })
    void sumsAreRead(String text, String canonical, double lowest, double highest) {
        RateSum sum = RateSum.parse(text).orElseThrow();
        assertThat(sum).hasToString(canonical);
        assertThat(RateSum.parse(canonical)).contains(sum);
        assertThat(sum.range()).isEqualTo(new ConstrainedQuantity.Range(lowest, highest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rate()",
                "rate(wrong)",
                "rate(error",
                "rate(error) rate(error)",
                "rate(error) -",
                "2 rate(error)",
                "rate(error, group)",
                "rate(error, group=a, group=b)",
                "mean(error)",
                "attention.S",
            })
    void otherTextIsNone(String text) {
        assertThat(RateSum.parse(text)).isEmpty();
    }

    @Test
    void errorsNeedNoTwoClasses() {
        assertThat(RateSum.parse("rate(error)").orElseThrow().needsTwoClasses()).isFalse();
        assertThat(RateSum.parse("rate(error) - rate(positive)").orElseThrow().needsTwoClasses())
                .isTrue();
    }
}
