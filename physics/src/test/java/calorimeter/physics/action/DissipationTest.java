// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.ensemble.EnergySpectrum;
import org.junit.jupiter.api.Test;

class DissipationTest {

    /// Two equal levels, one raised by 2 at β = 1: W = 1, ΔF = −ln((1 + e⁻²)/2), cos(d/2) = Σ√(pp′).
    @Test
    void oneLevelRaisedByHand() {
        double upper = 1 / (1 + Math.exp(2));
        Dissipation quench = Dissipation.of(new double[] {0.5, 0.5}, new double[] {1 - upper, upper});
        assertThat(Dissipation.excessWork(EnergySpectrum.of(3, 3), EnergySpectrum.of(3, 5), 1))
                .isCloseTo(1 + Math.log((1 + Math.exp(-2)) / 2), within(1e-14));
        assertThat(quench.divergence()).isCloseTo(-0.5 * Math.log(4 * upper * (1 - upper)), within(1e-14));
        double overlap = Math.sqrt(0.5 * upper) + Math.sqrt(0.5 * (1 - upper));
        assertThat(quench.distance()).isCloseTo(2 * Math.acos(overlap), within(1e-14));
        assertThat(quench.overlapBound()).isCloseTo(-2 * Math.log(overlap), within(1e-14));
        assertThat(quench.distanceBound()).isPositive().isLessThan(quench.overlapBound());
        assertThat(quench.overlapBound()).isLessThan(quench.divergence());
    }

    /// A common shift of all levels is work without waste.
    @Test
    void shiftsWasteNothing() {
        assertThat(Dissipation.excessWork(EnergySpectrum.of(0, 1), EnergySpectrum.of(7, 8), 2))
                .isCloseTo(0, within(1e-14));
        assertThatThrownBy(() -> Dissipation.excessWork(EnergySpectrum.of(0, 1), EnergySpectrum.of(0, 1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("beta is 0.0 but must be positive and finite");
        assertThatThrownBy(() -> Dissipation.excessWork(EnergySpectrum.of(0, 1), EnergySpectrum.of(0), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 and 1 levels");
    }

    /// A level that empties wastes p ln(p/p′), however small p′ is.
    @Test
    void weightsTooSmallForADoubleStayFinite() {
        Dissipation frozen = Dissipation.of(new double[] {0.5, 0.5}, new double[] {1, 0});
        assertThat(frozen.divergence()).isBetween(300.0, 400.0);
        assertThat(frozen.distance()).isCloseTo(Math.PI / 2, within(1e-14));
    }
}
