// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FieldResponseTest {

    /// Two keys ±1 in one dimension are a spin in a field: M = tanh βq, α = β/cosh²βq.
    @Test
    void aSpinInAField() {
        double beta = 0.7;
        double query = 0.4;
        FieldResponse spin = FieldResponse.of(new double[] {query}, new double[][] {{1}, {-1}}, beta);
        double moment = Math.tanh(beta * query);
        double polarisability = beta * (1 - moment * moment);
        assertThat(spin.dipole().moment()[0]).isCloseTo(moment, within(1e-15));
        double[] change = {0.3};
        assertThat(spin.exactChange(change)[0]).isCloseTo(Math.tanh(beta * (query + 0.3)) - moment, within(1e-15));
        assertThat(spin.linearChange(change)[0]).isCloseTo(polarisability * 0.3, within(1e-15));
        double second = polarisability * 0.3 - beta * moment * polarisability * 0.3 * 0.3;
        assertThat(spin.secondOrderChange(change)[0]).isCloseTo(second, within(1e-15));
    }

    /// A field change of 10⁻¹² moves the moment by α times it, to all digits: no subtraction of moments.
    @Test
    void smallChangesKeepTheirDigits() {
        FieldResponse spin = FieldResponse.of(new double[] {0.4}, new double[][] {{1}, {-1}}, 1);
        double[] tiny = {1e-12};
        assertThat(spin.exactChange(tiny)[0]).isCloseTo(spin.linearChange(tiny)[0], within(1e-23));
    }

    @Test
    void copiesAndChecksItsInput() {
        double[][] keys = {{1, 0}, {0, 1}};
        FieldResponse response = FieldResponse.of(new double[] {0, 0}, keys, 1);
        keys[0][0] = 9;
        assertThat(response.exactChange(new double[] {1, -1})[0]).isCloseTo(0.5 * Math.tanh(1), within(1e-15));
        assertThatThrownBy(() -> FieldResponse.of(new double[] {0}, keys, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key 0 has 2 components but must have 1");
        assertThatThrownBy(() -> response.exactChange(new double[] {Double.NaN, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }
}
