// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistributionsTest {

    @Test
    void entropyTakesZeroTimesItsLogarithmAsZero() {
        assertThat(Distributions.entropy(new double[] {0, 0.5, 0.5, 9}, 0, 3)).isCloseTo(Math.log(2), within(1e-16));
        assertThat(Distributions.entropy(new double[] {1, 0}, 0, 2)).isZero();
    }

    @Test
    void acceptsSinglePrecisionAndRefusesTheRest() {
        assertThatCode(() -> Distributions.requireDistribution("p", new double[] {0.1f, 0.2f, 0.7f}, 0, 3))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Distributions.requireDistribution("p", new double[] {0.4, 0.5}, 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("p sums to 0.9");
        assertThatThrownBy(() -> Distributions.requireDistribution("p", new double[] {1.5, -0.5}, 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-0.5 at 1");
        assertThatThrownBy(() -> Distributions.requireDistribution("p", new double[] {Double.NaN}, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Distributions.requireDistribution("p", new double[0], 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
    }
}
