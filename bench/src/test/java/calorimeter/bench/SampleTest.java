// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SampleTest {

    /// numpy.quantile([4, 1, 3, 2], [0.25, 0.5, 0.75]) is [1.75, 2.5, 3.25].
    @Test
    void medianAndQuartilesAreNumpys() {
        Sample sample = Sample.of(4, 1, 3, 2);
        assertThat(sample.lowerQuartile()).isEqualTo(1.75);
        assertThat(sample.median()).isEqualTo(2.5);
        assertThat(sample.upperQuartile()).isEqualTo(3.25);
        assertThat(Sample.of(7).median()).isEqualTo(7);
    }

    /// Medians alone would give 4/2; the rounds say that the one is always three times the other.
    @Test
    void ratiosAreTakenRoundByRound() {
        Sample ratio = Sample.ratio(Sample.of(3, 6, 12), Sample.of(1, 2, 4));
        assertThat(ratio.lowerQuartile()).isEqualTo(3);
        assertThat(ratio.upperQuartile()).isEqualTo(3);
        assertThatThrownBy(() -> Sample.ratio(Sample.of(1), Sample.of(1, 2)))
                .hasMessage("samples of 1 and 2 rounds have no ratio round by round");
    }
}
