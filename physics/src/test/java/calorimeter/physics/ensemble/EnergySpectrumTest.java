// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EnergySpectrumTest {

    @Test
    void describesItsLevels() {
        EnergySpectrum spectrum = EnergySpectrum.of(3, -1, 0.5, -1);
        assertThat(spectrum.size()).isEqualTo(4);
        assertThat(spectrum.ground()).isEqualTo(-1);
        assertThat(spectrum.ceiling()).isEqualTo(3);
        assertThat(spectrum.width()).isEqualTo(4);
        assertThat(spectrum.groundDegeneracy()).isEqualTo(2);
        assertThat(spectrum.firstGap()).isEqualTo(1.5);
        assertThat(spectrum.level(2)).isEqualTo(0.5);
        assertThat(EnergySpectrum.of(2, 2).firstGap()).isZero();
        assertThat(spectrum).isEqualTo(EnergySpectrum.of(3, -1, 0.5, -1)).hasSameHashCodeAs(spectrum.shifted(0));
        assertThat(spectrum).isNotEqualTo(EnergySpectrum.of(-1, 3, 0.5, -1));
    }

    @Test
    void sharesNoArrayWithItsCaller() {
        double[] given = {1, 2};
        EnergySpectrum spectrum = EnergySpectrum.of(given);
        given[0] = 99;
        spectrum.levels()[1] = 99;
        assertThat(spectrum.levels()).containsExactly(1, 2);
    }

    @Test
    void scoresBecomeEnergies() {
        double[] scores = {9, 2, -3, 0, 9};
        EnergySpectrum spectrum = EnergySpectrum.ofScaledScores(scores, 1, 4, 0.25);
        assertThat(spectrum.levels()).containsExactly(-8, 12, 0);
        assertThatThrownBy(() -> EnergySpectrum.ofScaledScores(scores, 1, 4, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beta is 0.0");
    }

    @Test
    void probabilitiesAreGibbs() {
        double[] p = EnergySpectrum.of(0, Math.log(2), Math.log(5)).probabilities(1);
        assertThat(p).containsExactly(new double[] {1 / 1.7, 0.5 / 1.7, 0.2 / 1.7}, within(1e-15));
    }

    @Test
    void refusesEmptyAndNonFiniteSpectra() {
        assertThatThrownBy(EnergySpectrum::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no levels");
        assertThatThrownBy(() -> EnergySpectrum.of(0, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("level 1 is NaN but must be finite");
        assertThatThrownBy(() -> EnergySpectrum.of(Double.NEGATIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EnergySpectrum.of(-Double.MAX_VALUE, Double.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("difference");
    }
}
