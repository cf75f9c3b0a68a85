// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Max-pool of 5 × 3 pixels to 2 × 1: where squares have equals, and what is left out.
class MaxPoolTest {

    private static final int CHANNELS = 16;

    private final Slot input = new Slot(0, new Shape(5, 3, CHANNELS, 1), 0);
    private final Slot output = new Slot(1, new Shape(2, 1, CHANNELS, 0), 1);
    private final Activations pass =
            new Activations(List.of(input, output), new Slot(2, Shape.vector(1), 2), 1, 1, true);
    private final MaxPool pool = new MaxPool(Kernels.vector(), input, output);

    private int at(int line, int column, int channel) {
        return pass.values(input).at(0) + input.shape().line(line) + column * CHANNELS + channel;
    }

    @Test
    void firstOfEqualsGetsTheGradient() {
        pass.begin(new int[] {0});
        float[] x = pass.values(input).values;
        float[] dx = pass.gradient(input).values;
        Arrays.fill(dx, 9f); // of an earlier batch
        x[at(0, 0, 1)] = 2;
        x[at(0, 1, 1)] = 2; // the second of two equals
        x[at(1, 1, 2)] = 3;
        x[at(2, 0, 3)] = -1; // zeros are larger
        x[at(4, 0, 4)] = 5; // left out
        x[at(0, 2, 5)] = 5; // left out
        pool.forward(pass, 0, 1);
        Rows y = pass.values(output);
        Rows dy = pass.gradient(output);
        for (int i = 0; i < 2 * CHANNELS; i++) {
            dy.values[dy.at(0) + i] = 1 + i;
        }
        pool.backward(pass, 0, 1, new float[0]);
        assertThat(y.values[y.at(0) + 1]).isEqualTo(2f);
        assertThat(y.values[y.at(0) + 2]).isEqualTo(3f);
        assertThat(y.values[y.at(0) + 4]).isZero();
        assertThat(new float[] {dx[at(0, 0, 0)], dx[at(0, 1, 0)], dx[at(1, 0, 0)], dx[at(1, 1, 0)]})
                .containsExactly(1f, 0f, 0f, 0f);
        assertThat(new float[] {dx[at(0, 0, 1)], dx[at(0, 1, 1)]}).containsExactly(2f, 0f);
        assertThat(new float[] {dx[at(0, 0, 2)], dx[at(1, 1, 2)]}).containsExactly(0f, 3f);
        assertThat(new float[] {dx[at(2, 0, 3)], dx[at(2, 1, 3)]}).containsExactly(0f, 1f + CHANNELS + 3);
        for (int c = 0; c < CHANNELS; c++) {
            assertThat(new float[] {dx[at(4, 0, c)], dx[at(4, 2, c)], dx[at(0, 2, c)], dx[at(3, 2, c)]})
                    .containsOnly(0f);
        }
    }
}
