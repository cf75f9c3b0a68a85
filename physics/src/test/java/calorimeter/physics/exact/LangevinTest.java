// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LangevinTest {

    /// Values of mpmath with 50 digits: L, L′ and L″ at 10⁻³, 0.5, 0.999, 1.001 and 5.
    @Test
    void agreesWithArbitraryPrecision() {
        double[][] table = {
            {0.001, 0.0003333333111111132, 0.33333326666667723, -0.0001333332910052999},
            {0.5, 0.16395341373865285, 0.3173056231688307, -0.061641863000100855},
            {0.999, 0.3127592978857857, 0.2760368810739069, -0.0985210787427571},
            {1.001, 0.3133111745499069, 0.27583975515509096, -0.09860475551335267},
            {5.0, 0.8000908039820194, 0.0398183837905981, -0.01563673459824617},
        };
        for (double[] row : table) {
            assertThat(Langevin.value(row[0])).isCloseTo(row[1], within(1e-14 * Math.abs(row[1])));
            assertThat(Langevin.slope(row[0])).isCloseTo(row[2], within(1e-14 * Math.abs(row[2])));
            assertThat(Langevin.curvature(row[0])).isCloseTo(row[3], within(2e-13 * Math.abs(row[3])));
            assertThat(Langevin.value(-row[0])).isEqualTo(-Langevin.value(row[0]));
        }
    }

    @Test
    void isLinearAtZero() {
        assertThat(Langevin.value(0)).isZero();
        assertThat(Langevin.slope(0)).isEqualTo(1.0 / 3);
        assertThat(Langevin.curvature(0)).isZero();
    }
}
