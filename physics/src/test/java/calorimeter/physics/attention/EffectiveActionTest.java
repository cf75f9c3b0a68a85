// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EffectiveActionTest {

    /// Keys ±1: q = artanh(M)/β, and −βΓ is the entropy of a coin with mean M.
    @Test
    void aSpin() {
        EffectiveAction spin = new EffectiveAction(new double[][] {{1}, {-1}}, 0.7);
        for (double m : new double[] {-0.9, 0, 0.3, 0.999}) {
            double up = 0.5 * (1 + m);
            double entropy = -up * Math.log(up) - (1 - up) * Math.log(1 - up);
            assertThat(spin.query(new double[] {m})[0]).isCloseTo(Math.log(up / (1 - up)) / 1.4, within(1e-10));
            assertThat(spin.value(new double[] {m})).isCloseTo(-entropy / 0.7, within(1e-12));
        }
        assertThatThrownBy(() -> spin.query(new double[] {1.2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("inside the hull of the keys");
    }
}
