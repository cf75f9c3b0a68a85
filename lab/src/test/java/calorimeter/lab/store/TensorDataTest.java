// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorDataTest {

    @Test
    void equalityIsOfBits() {
        double otherNan = Double.longBitsToDouble(0x7ff8000000000001L);
        TensorData nan = TensorData.of("a", new int[] {1}, new double[] {Double.NaN});
        assertThat(nan)
                .isEqualTo(TensorData.of("a", new int[] {1}, new double[] {Double.NaN}))
                .hasSameHashCodeAs(TensorData.of("a", new int[] {1}, new double[] {Double.NaN}))
                .isNotEqualTo(TensorData.of("a", new int[] {1}, new double[] {otherNan}))
                .isNotEqualTo(TensorData.of("b", new int[] {1}, new double[] {Double.NaN}))
                .isNotEqualTo(TensorData.of("a", new int[] {1, 1}, new double[] {Double.NaN}));
        assertThat(TensorData.of("a", new int[] {1}, new float[] {0f}))
                .isNotEqualTo(TensorData.of("a", new int[] {1}, new float[] {-0f}))
                .isNotEqualTo(TensorData.of("a", new int[] {1}, new double[] {0}));
    }

    @Test
    void arraysAreCopiedInAndOut() {
        int[] shape = {2};
        float[] values = {1, 2};
        TensorData tensor = TensorData.of("a", shape, values);
        shape[0] = 9;
        values[0] = 9;
        tensor.shape()[0] = 9;
        tensor.floats()[0] = 9;
        assertThat(tensor).isEqualTo(TensorData.of("a", new int[] {2}, new float[] {1, 2}));
    }

    @Test
    void theShapeHoldsTheValues() {
        assertThatThrownBy(() -> TensorData.of("a", new int[] {2, 3}, new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor a of shape [2, 3] has 6 elements but 5 values");
        assertThatThrownBy(() -> TensorData.of("a", new int[] {-1}, new double[0]))
                .hasMessageContaining("negative extent");
        assertThatThrownBy(() -> TensorData.of("__metadata__", new int[] {1}, new double[1]))
                .hasMessageContaining("cannot be named");
    }
}
