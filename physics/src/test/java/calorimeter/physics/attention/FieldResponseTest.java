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

    /// Keys 1, −1 and ½ in a field of 2000 more: the moment goes from M(q) to 1, also where e^(βr·δq)
    /// overflows.
    @Test
    void largeChangesSaturate() {
        double[][] keys = {{1}, {-1}, {0.5}};
        FieldResponse response = FieldResponse.of(new double[] {0.1}, keys, 1);
        double weights = Math.exp(0.1) + Math.exp(-0.1) + Math.exp(0.05);
        double moment = (Math.exp(0.1) - Math.exp(-0.1) + 0.5 * Math.exp(0.05)) / weights;
        assertThat(response.exactChange(new double[] {2000})[0])
                .isCloseTo(1 - moment, within(1e-15))
                .isCloseTo(0.762854, within(5e-7));
        for (double change : new double[] {-2000, 19, 21}) {
            double at = 0.1 + change;
            double after =
                    (1 - Math.exp(-2 * at) + 0.5 * Math.exp(-at / 2)) / (1 + Math.exp(-2 * at) + Math.exp(-at / 2));
            assertThat(response.exactChange(new double[] {change})[0])
                    .isCloseTo((change < 0 ? -1 : after) - moment, within(1e-14));
        }
        // A key whose weight is empty before the change takes all after it.
        FieldResponse far = FieldResponse.of(new double[] {1000}, keys, 1);
        assertThat(far.exactChange(new double[] {-2000})[0]).isCloseTo(-2, within(1e-15));
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
