// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({"0,0", "999,999", "9240,9_240", "10000,10_000", "1234567,1_234_567", "-1234,-1_234"})
    void stepsAreGroupedByThreeWithThinSpaces(long step, String expected) {
        assertThat(Text.step(step)).isEqualTo(expected.replace('_', '\u202f'));
    }

    @ParameterizedTest
    @CsvSource({"12.3456 ± 0.1,12.3456 ± 0.1", "10650 ± 12,10_650 ± 12", "99 (36 to 1271),99 (36 to 1_271)", "p 2,p 2"})
    void wholeNumbersInATextAreGroupedToo(String text, String expected) {
        assertThat(Text.grouped(text)).isEqualTo(expected.replace('_', '\u202f'));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,1",
        "0.712345,0.7123",
        "-18.2,−18.2",
        "123456,123500",
        "1.00012,1.000",
        "0.5,0.5",
        "0.50001,0.5000",
        "21.0001,21.00",
        "-2.00001e-7,−2.000_×_10<sup>−7</sup>",
        "0.00123,0.00123",
        "2.1e-7,2.1_×_10<sup>−7</sup>",
        "-1.23456e9,−1.235_×_10<sup>9</sup>",
        "NaN,not recorded",
        "-Infinity,−∞"
    })
    void valuesAreRoundedToFourDigits(double value, String expected) {
        assertThat(Text.rounded(value).markup()).isEqualTo(expected.replace('_', '\u00a0'));
    }

    @ParameterizedTest
    @CsvSource({"0.99,0.99", "1,1", "1e-7,1.0E-7"})
    void theShortestDecimalReadsBack(double value, String expected) {
        assertThat(Text.shortest(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"σ_H,σ<sub>H</sub>", "C,C", "<_x,&lt;<sub>x</sub>"})
    void symbolsMayHaveASubscript(String symbol, String expected) {
        assertThat(Text.symbol(symbol).markup()).isEqualTo(expected);
    }
}
