// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.peaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "64.12 | 0.36 | 64.1 ± 0.4",
                "64.12 | 0.0004 | 64.1 ± 0.1",
                "64 | 0 | 64 ± 0",
                "10650.4 | 12.3 | 10650 ± 12",
                "1114.9 | 0.96 | 1114.9 ± 1.0",
                "0 | 0.2 | 0.0 ± 0.2",
                "99 | 100 | 99 (36 to 271)"
            })
    void asManyDigitsAsTheErrorAllows(double step, double error, String text) {
        assertThat(new Place(step, error).text()).isEqualTo(text);
    }

    @Test
    void anErrorOnLogTimeBecomesOneInSteps() {
        Place place = Place.ofLogTime(2, 0.01);

        assertThat(place.step()).isCloseTo(99, within(1e-12));
        assertThat(place.error()).isCloseTo(100 * Math.log(10) * 0.01, within(1e-12));
        // the exact change, to first order
        assertThat(place.error()).isCloseTo(Math.pow(10, 2.01) - 100, within(0.03));
    }

    /// The interval is even on log time: as many decades to each side as the error has.
    @Test
    void aWideIntervalIsEvenOnLogTime() {
        assertThat(Place.ofLogTime(2, 0.3).text()).isEqualTo("99 (49 to 199)");
        assertThat(Place.ofLogTime(0, 0).text()).isEqualTo("0 ± 0");
        assertThat(Place.ofLogTime(2, Double.NaN).text()).isEqualTo("99 (of unknown error)");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> new Place(-1, 0)).hasMessageContaining("-1").hasMessageContaining("≥ 0");
        assertThatThrownBy(() -> new Place(1, Double.NaN)).hasMessageContaining("NaN");
    }
}
