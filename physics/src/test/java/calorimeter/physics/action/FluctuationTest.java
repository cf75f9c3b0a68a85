// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.ensemble.EnergySpectrum;
import org.junit.jupiter.api.Test;

/// [Trajectory] and [LinearDiffusion] by hand.
class FluctuationTest {

    private static final Protocol JUMP =
            new Protocol(Protocol.Path.straight(EnergySpectrum.of(0, 1), EnergySpectrum.of(0, 3)), 1, 1, 0.5);

    /// From the upper level, raised by 2, to the lower one.
    @Test
    void oneJumpAndOneContact() {
        Trajectory way = new Trajectory(JUMP, 1, 0);
        double before = 1 / (1 + Math.E);
        double after = 1 / (1 + Math.exp(3));
        assertThat(way.work()).isEqualTo(2);
        assertThat(way.logForth()).isCloseTo(Math.log(before * 0.5 * (1 - after)), within(1e-14));
        assertThat(way.logBack()).isCloseTo(Math.log((1 - after) * 0.5 * after), within(1e-14));
        assertThatThrownBy(() -> new Trajectory(JUMP, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 1 levels but a protocol of 1 steps needs 2");
    }

    @Test
    void onlyNoiseAcrossTheCurvaturesCirculates() {
        assertThat(new LinearDiffusion(1, 4, 1, 2, 0).entropyProduction()).isZero();
        assertThat(new LinearDiffusion(3, 3, 1, 2, 0.9).entropyProduction()).isZero();
        assertThat(new LinearDiffusion(1, 3, 1, 1, 0.5).entropyProduction()).isCloseTo(1.0 / 3, within(1e-15));
        assertThatThrownBy(() -> new LinearDiffusion(0, 1, 1, 1, 0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new LinearDiffusion(1, 1, 1, 1, 1)).hasMessageContaining("positive definite");
    }

    /// A square walked round once, from corner to corner: a = 4 per round of time 4, D = ½, Σ = 1.
    @Test
    void aSquareSweepsItsArea() {
        double[][] square = {{1, 1}, {-1, 1}, {-1, -1}, {1, -1}, {1, 1}};
        assertThat(LinearDiffusion.estimatedEntropyProduction(square, 1)).isCloseTo(2, within(1e-15));
        assertThatThrownBy(() -> LinearDiffusion.estimatedEntropyProduction(new double[2][2], 1))
                .hasMessageContaining("at least 3");
        assertThatThrownBy(() -> LinearDiffusion.estimatedEntropyProduction(new double[3][1], 1))
                .hasMessageContaining("two components");
    }
}
