// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepAxisTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1,0.3 | 0.1 0.3",
                "0..3 | 0 1 2 3",
                "-2..1 | -2 -1 0 1",
                "0..2,10, 20..21 | 0 1 2 10 20 21",
                "7 | 7",
                "adamw,sgd | adamw sgd"
            })
    void valuesAndRanges(String text, String values) {
        SweepAxis axis = SweepAxis.parse("p", text, "--p");

        assertThat(axis.values()).extracting(SweepAxis.Value::text).containsExactly(values.split(" ", -1));
        assertThat(axis.values()).extracting(SweepAxis.Value::place).containsOnly("--p");
    }

    @Test
    void seedsIsThePluralOfSeed() {
        assertThat(SweepAxis.parse("seeds", "0..9", "--seeds").key()).isEqualTo("seed");
        assertThat(SweepAxis.parse("seeds", "0..9", "--seeds").values()).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({"'0,1', true", "0..9, true", "-3..3, true", "0.3, false", "adamw, false", "1e-3, false"})
    void severalValues(String text, boolean several) {
        assertThat(SweepAxis.isList(text)).isEqualTo(several);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p | 23,,53 | p is '23,,53' (--p) but must be values and ranges separated by commas, as"
                        + " 0.1,0.3 or 0..9",
                "p | 23,53,23 | p has the value '23' twice (--p); leave one out",
                "p | 1..3,2 | p has the value '2' twice (--p); leave one out",
                "p | 9..3 | p has the range 9..3 (--p) but its end is below its beginning; write it upwards",
                "seed | 0..100000 | seed has the range 0..100000 (--seed) of 100001 values but at most 100000 are allowed"
            })
    void refused(String key, String text, String message) {
        assertThatThrownBy(() -> SweepAxis.parse(key, text, "--" + key))
                .isInstanceOf(SweepException.class)
                .hasMessage(message);
    }

    @Test
    void anUnknownSettingNamesTheNearest() {
        assertThatThrownBy(() -> SweepAxis.parse("wieght-decay", "0,1", "--wieght-decay"))
                .isInstanceOf(SweepException.class)
                .hasMessageStartingWith(
                        "there is no setting 'wieght-decay' (--wieght-decay); did you mean weight-decay");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1:1:0.1 | 0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1",
                "0:1:0.4 | 0,0.4,0.8",
                "1:0:-0.5 | 1,0.5,0",
                "5:5:1 | 5",
                "100:300:100 | 100,200,300",
                "log:1e-3:1:4 | 0.001,0.01,0.1,1",
                "log:1:1e-2:3 | 1,0.1,0.01",
                "log:1:10:3 | 1,3.16227766017,10",
                "0, 1:2:1 | 0,1,2"
            })
    void rangesOfNumbers(String text, String values) {
        assertThat(SweepAxis.isList(text)).isTrue();
        assertThat(SweepAxis.parse("weight-decay", text, "--weight-decay").values())
                .extracting(SweepAxis.Value::text)
                .containsExactly(values.split(",", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1:1",
                "0.1:1:0",
                "0.1:1:-0.1",
                "log:0:1:3",
                "log:1:2:1",
                "log:1:2:1.5",
                "log:1:2",
                "0:1:1e-9",
                "1:2:3:4",
                "log:1:-1:3"
            })
    void aRangeThatCannotBeIsNamed(String text) {
        assertThatThrownBy(() -> SweepAxis.parse("weight-decay", text, "--weight-decay"))
                .isInstanceOf(SweepException.class)
                .hasMessageStartingWith(
                        "weight-decay is '" + text
                                + "' (--weight-decay), but a range is written from:to:step, as 0.1:1:0.1, or log:from:to:count");
    }
}
