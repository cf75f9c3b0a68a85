// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DepthActionTest {

    private static final double[][] ROWS = {{1, 0}, {0.5, 0.5}, {0, 1}};
    private static final double[][] ENERGIES = {{1, 2}, {1, 2}, {1, 2}};

    /// Two quarter turns on the circle of radius 2: speeds π/2, K = m/2·π²/4, V = 1, 1.5 − T ln 2, 2.
    @Test
    void threeLayersByHand() {
        DepthAction depth = DepthAction.of(ROWS, ENERGIES, 0.5, 2);
        double kinetic = Math.PI * Math.PI / 4;
        double middle = 1.5 - 0.5 * Math.log(2);
        assertThat(depth.speeds()).containsExactly(new double[] {Math.PI / 2, Math.PI / 2}, within(1e-15));
        assertThat(depth.length()).isCloseTo(Math.PI, within(1e-15));
        assertThat(depth.straightness()).isCloseTo(1, within(1e-15));
        assertThat(depth.kineticEnergies()).containsExactly(new double[] {kinetic, kinetic}, within(1e-14));
        assertThat(depth.potentials()).containsExactly(new double[] {1, middle, 2}, within(1e-15));
        assertThat(depth.action()).isCloseTo(2 * kinetic - 1.5 - middle, within(1e-14));
    }

    @Test
    void rowsAtRestHaveNoStraightness() {
        DepthAction depth = DepthAction.of(new double[][] {ROWS[1], ROWS[1]}, ENERGIES_OF_TWO, 1, 1);
        assertThat(depth.length()).isZero();
        assertThat(depth.straightness()).isNaN();
    }

    private static final double[][] ENERGIES_OF_TWO = {{0, 0}, {0, 0}};

    @Test
    void refusesBadInput() {
        assertThatThrownBy(() -> DepthAction.of(ROWS, ENERGIES_OF_TWO, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 rows of weights and 2 of energies");
        assertThatThrownBy(() -> DepthAction.of(ROWS, ENERGIES, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DepthAction.of(ROWS, ENERGIES, 1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mass is -1.0");
    }
}
