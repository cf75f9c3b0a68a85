// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GibbsMomentsTest {

    @Test
    void readsOnlyItsRangeAndWritesOnlyItsProbabilities() {
        double[] values = {99, 0, Math.log(3), 99};
        double[] buffer = {7, 7, 7};
        GibbsMoments moments = GibbsMoments.of(values, 1, 3, 1, buffer);
        assertThat(buffer).containsExactly(new double[] {0.25, 0.75, 7}, within(1e-15));
        assertThat(moments.count()).isEqualTo(2);
        assertThat(moments.mean()).isCloseTo(0.75 * Math.log(3), within(1e-15));
        assertThat(moments.logPartition()).isCloseTo(Math.log(4), within(1e-15));
        assertThat(moments.concentration()).isCloseTo(0.625, within(1e-15));
        double variance = 0.25 * 0.75 * Math.log(3) * Math.log(3);
        assertThat(moments.variance()).isCloseTo(variance, within(1e-15));
        assertThat(moments.thirdCumulant()).isCloseTo(-0.5 * Math.log(3) * variance, within(1e-15));
    }

    @Test
    void divergenceFromUniformCompletesTheEntropy() {
        double[] values = {1, 2, 3, 4, 5};
        GibbsMoments moments = GibbsMoments.of(values, 0, 5, 0.8, new double[5]);
        assertThat(moments.divergenceFromUniform() + moments.entropy()).isCloseTo(Math.log(5), within(1e-15));
        assertThat(GibbsMoments.of(values, 0, 5, 0, new double[5]).divergenceFromUniform())
                .isZero();
        assertThat(GibbsMoments.of(new double[300], 0, 300, 1, new double[300]).logCount())
                .isEqualTo(StrictMath.log(300));
    }

    @Test
    void refusesUnusableInput() {
        double[] two = {0, 1};
        assertThatThrownBy(() -> GibbsMoments.of(two, 1, 1, 1, two.clone()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no values");
        assertThatThrownBy(() -> GibbsMoments.of(two, 0, 2, Double.NaN, two.clone()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slope is NaN");
        assertThatThrownBy(() -> GibbsMoments.of(two, 0, 2, 1, new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("room for 1");
        assertThatThrownBy(() -> GibbsMoments.of(two, 0, 3, 1, new double[3]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> GibbsMoments.of(new double[] {0, Double.NEGATIVE_INFINITY}, 0, 2, 1, new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value 1 is -Infinity")
                .hasMessageContaining("masked key");
    }
}
