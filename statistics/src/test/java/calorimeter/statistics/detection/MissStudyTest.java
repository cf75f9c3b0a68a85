// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import calorimeter.statistics.detection.MissStudy.MissRate;
import org.junit.jupiter.api.Test;

class MissStudyTest {

    private static final MissStudy STUDY = new MissStudy(40, 20261129);

    private static MissRate missed(double ratio) {
        return STUDY.missRate(DetectorStudy.loggedSteps(), ratio, 0.002, 0.1);
    }

    /// The prominence is that planted: half of the least is never found, twice the least always.
    @Test
    void aPeakIsMissedByItsProminence() {
        assertThat(missed(0.5).missed().value()).isEqualTo(1);
        assertThat(missed(2).missed().value()).isZero();
    }

    @Test
    void noiseThatGrowsHasFalsePeaksAndIsCounted() {
        assertThat(STUDY.quietThenNoisy())
                .hasSize(6)
                .allMatch(row -> row.peaks() >= row.any().value())
                .anyMatch(row -> row.any().value() > 0.5);
    }

    @Test
    void theSameSeedGivesTheSame() {
        assertThat(STUDY.shoulders()).isEqualTo(new MissStudy(40, 20261129).shoulders());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MissStudy(19, 1))
                .withMessageContaining("at least 20");
    }
}
