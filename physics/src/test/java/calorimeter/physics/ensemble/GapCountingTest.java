// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GapCountingTest {

    /// Gaps ½, 1, 1, 4: ln 2/½, ln 4/1 and ln 5/4, the first two equal; the longer gap counts.
    @Test
    void theSteepestRiseOfTheCountIsCritical() {
        GapCounting count = GapCounting.of(EnergySpectrum.of(3, 2, 2.5, 3, 6));
        assertThat(count.critical()).isCloseTo(Math.log(4), within(1e-15));
        assertThat(count.gap()).isEqualTo(1);
        assertThat(count.accumulated()).isEqualTo(4);
    }

    @Test
    void equalLowestLevelsNeverSeparateAndOneLevelHasNothingToSeparateFrom() {
        assertThat(GapCounting.of(EnergySpectrum.of(1, 1, 5)).critical()).isInfinite();
        assertThat(GapCounting.of(EnergySpectrum.of(1)).critical()).isZero();
    }

    /// ζ(2) = π²/6, ζ(4) = π⁴/90; S at c → ∞ is bounded by nothing.
    @Test
    void boundsOfConcentration() {
        assertThat(GapCounting.largestPartition(2)).isCloseTo(Math.PI * Math.PI / 6, within(1e-14));
        assertThat(GapCounting.largestPartition(4)).isCloseTo(Math.pow(Math.PI, 4) / 90, within(1e-14));
        assertThat(GapCounting.largestPartition(1.2)).isCloseTo(5.591582441177751, within(1e-12));
        assertThat(GapCounting.entropyBound(40)).isLessThan(1e-9);
        assertThat(GapCounting.entropyBound(1.2)).isGreaterThan(GapCounting.entropyBound(1.3));
        assertThatThrownBy(() -> GapCounting.entropyBound(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("c is 1.0 but must be above 1");
    }
}
