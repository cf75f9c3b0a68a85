// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import calorimeter.statistics.detection.PeakAccuracy.Deviation;
import java.util.List;
import org.junit.jupiter.api.Test;

/// False-alarm rates and powers with their Clopper–Pearson intervals at 99 %. A threshold from n nulls adds to
/// the binomial spread of n trials as much again, so a few of a hundred seeds would fail; these do not.
class DetectorStudyTest {

    @Test
    void onlineDetectorsHaveTheirNominalRateOnTheNoiseTheyAreCalibratedOn() {
        List<AlarmRate> rates = new DetectorStudy(1000, 20261121).online();
        assertThat(rates).hasSize(3 * NullNoise.values().length * 2);
        assertThat(rates)
                .filteredOn(rate -> rate.threshold().equals("from the same noise"))
                .hasSize(12)
                .allMatch(AlarmRate::isNominal);
    }

    /// A threshold from white noise is no threshold for red: what adds up deviations alarms always.
    @Test
    void thresholdsFromWhiteNoiseAreNotNominalOnRed() {
        List<AlarmRate> rates = new DetectorStudy(500, 20261121).online();
        assertThat(rates)
                .filteredOn(rate -> rate.threshold().equals("from white noise") && rate.noise() == NullNoise.RED)
                .hasSize(3)
                .noneMatch(AlarmRate::isNominal)
                .filteredOn(rate -> !rate.detector().equals("z-score"))
                .allMatch(rate -> rate.rate().value() > 0.9);
    }

    @Test
    void peaksHaveTheirNominalRateOnTheNoiseTheyAreCalibratedOn() {
        List<AlarmRate> rates = new DetectorStudy(300, 20261121).peaks();
        assertThat(rates)
                .filteredOn(rate -> rate.threshold().equals("from the same noise"))
                .hasSize(3)
                .allMatch(AlarmRate::isNominal);
        assertThat(rates)
                .filteredOn(rate -> rate.threshold().equals("six standard errors") && rate.noise() != NullNoise.WALK)
                .hasSize(2)
                .allMatch(rate -> rate.rate().interval().upper() < 0.12);
    }

    /// At 20 standard deviations of a sample every symmetric peak is found, without bias at z = 4 in place and
    /// within 3 % in height; smoothing with 0.05 decades lowers the narrowest by four fifths.
    @Test
    void placesAndHeightsAreUnbiased() {
        PeakStudy study = new PeakStudy(40, 20261121);
        for (double width : new double[] {0.01, 0.03, 0.1}) {
            PeakAccuracy row = study.row(new PlantedPeak(width, width), NullNoise.WHITE, 20, 1);
            assertThat(row.power().value()).isEqualTo(1);
            assertThat(row.spurious()).isZero();
            Deviation found = row.found();
            assertThat(Math.abs(found.placeBias())).isLessThan(4 * found.placeSpread() / Math.sqrt(40));
            assertThat(Math.abs(found.heightBias())).isLessThan(0.03);
        }
        PeakAccuracy narrow = study.row(new PlantedPeak(0.01, 0.01), NullNoise.WHITE, 20, 1);
        assertThat(narrow.smoothed().heightBias()).isLessThan(-0.75);
    }

    /// The rule this detector replaces moves a peak with a gentle rise early by a quarter of its fall's width
    /// and more; this one by less than a tenth of that where noise is small.
    @Test
    void gentleRisesHardlyMoveThePeak() {
        PeakAccuracy row = new PeakStudy(40, 20261121).row(new PlantedPeak(0.06, 0.03), NullNoise.WHITE, 1000, 1);
        assertThat(row.smoothed().placeBias()).isLessThan(-0.015);
        assertThat(row.found().placeBias()).isBetween(-0.002, 0.0005);
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        PlantedPeak peak = new PlantedPeak(0.05, 0.05);
        assertThat(new PeakStudy(20, 5).row(peak, NullNoise.RED, 5, 2))
                .isEqualTo(new PeakStudy(20, 5).row(peak, NullNoise.RED, 5, 2))
                .isNotEqualTo(new PeakStudy(20, 6).row(peak, NullNoise.RED, 5, 2));
    }

    @Test
    void refusesTooFewReplicas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DetectorStudy(99, 1))
                .withMessageContaining("replicas are 99");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PeakStudy(19, 1))
                .withMessageContaining("replicas are 19");
    }
}
