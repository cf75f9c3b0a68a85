// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.ensemble.EnergySpectrum;
import org.junit.jupiter.api.Test;

class FreeEnergyFunctionalTest {

    private static final FreeEnergyFunctional TWO = new FreeEnergyFunctional(EnergySpectrum.of(0, 1), 1);

    /// Two levels 0 and 1 at T = 1: F = −ln(1 + 1/e), F_T[½, ½] = ½ − ln 2.
    @Test
    void twoLevelsByHand() {
        double[] half = {0.5, 0.5};
        assertThat(TWO.minimum()).isCloseTo(-Math.log1p(Math.exp(-1)), within(1e-15));
        assertThat(TWO.value(half)).isCloseTo(0.5 - Math.log(2), within(1e-15));
        assertThat(TWO.certificate(half)).isCloseTo(TWO.value(half) - TWO.minimum(), within(1e-15));
        assertThat(TWO.chemicalPotentials(half)[1] - TWO.chemicalPotentials(half)[0])
                .isCloseTo(1, within(1e-15));
        assertThat(TWO.secondVariation(half, new double[] {0.1, -0.1})).isCloseTo(0.04, within(1e-16));
        assertThat(TWO.value(new double[] {0, 1})).isEqualTo(1);
    }

    /// At 10⁻⁹ from the minimum the certificate still has ten digits, where the difference of two values has
    /// none.
    @Test
    void certificateKeepsItsDigitsNearTheMinimum() {
        double[] p = TWO.equilibrium();
        double shift = 1e-9;
        p[0] += shift;
        p[1] -= shift;
        double expected = 0.5 * shift * shift / (p[0] * p[1]);
        assertThat(TWO.certificate(p)).isCloseTo(expected, within(1e-6 * expected));
        assertThat(TWO.certificate(TWO.equilibrium())).isZero();
    }

    @Test
    void divergenceOfUnequalSupports() {
        double[] half = {0.5, 0.5};
        double[] sure = {1, 0};
        assertThat(KullbackLeibler.divergence(sure, half)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(KullbackLeibler.divergence(half, sure)).isInfinite();
    }

    @Test
    void refusesBadInput() {
        for (double temperature : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-310}) {
            assertThatThrownBy(() -> new FreeEnergyFunctional(EnergySpectrum.of(0), temperature))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("temperature is " + temperature);
        }
        assertThatThrownBy(() -> TWO.value(new double[] {0.5, 0.4}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sums to 0.9");
        assertThatThrownBy(() -> TWO.value(new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 entries");
        assertThatThrownBy(() -> TWO.secondVariation(new double[] {0.5, 0.5}, new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sums to 2");
    }
}
