// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.noether.symmetry.Symmetry;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TwinsTest {

    private static double[][] gaussian(RandomGenerator random, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return matrix;
    }

    static Stream<Twin> twins() {
        RandomGenerator random = new SplittableRandom(1);
        double[][] inputs = gaussian(random, 6, 4);
        double[][] targets = gaussian(random, 6, 3);
        return Stream.of(
                Twins.relu(inputs, 5, targets, 2),
                Twins.factors(inputs, 2, targets, 2),
                Twins.unembedding(inputs, 3, new int[] {0, 1, 2, 0, 1, 2}, true),
                Twins.unembedding(inputs, 3, new int[] {0, 1, 2, 0, 1, 2}, false),
                Twins.normGain(inputs, targets, 2),
                Twins.batchNorm(inputs, 0.1, targets),
                Twins.residual(new int[] {2, 0, 1, 0}, 3, 5, 4, 0.1, new int[] {1, 2, 0, 1}),
                Twins.attention(new Twins.Attention(2, 1, 2, true), inputs, gaussian(random, 6, 4), 2),
                Twins.attention(new Twins.Attention(1, 1, 4, false, 0.9, 0.2), inputs, gaussian(random, 6, 4), 2));
    }

    @ParameterizedTest
    @MethodSource("twins")
    void gradientIsTheSlopeOfTheLoss(Twin twin) {
        double[] q = gaussian(new SplittableRandom(2), 1, twin.layout().size())[0];
        double[] gradient = twin.gradient(q);
        assertThat(twin.nearestKink(q)).isGreaterThan(2e-4);
        for (int i = 0; i < q.length; i++) {
            double at = q[i];
            double[] losses = new double[4];
            double[] places = {1e-4, -1e-4, 2e-4, -2e-4};
            for (int k = 0; k < 4; k++) {
                q[i] = at + places[k] / 2;
                losses[k] = twin.loss(q);
            }
            q[i] = at;
            double slope = (8 * (losses[0] - losses[1]) - (losses[2] - losses[3])) / 6e-4;
            assertThat(gradient[i]).as("entry " + i).isCloseTo(slope, within(1e-8 * (1 + Math.abs(slope))));
        }
    }

    /// More than one key head, each with more than one reader, so that no wrong order of heads is right by chance.
    @Test
    void groupedQueriesShareTheChargesOfTheirKeys() {
        RandomGenerator random = new SplittableRandom(3);
        Twins.Attention shape = new Twins.Attention(4, 2, 2, true);
        Twin twin = Twins.attention(shape, gaussian(random, 6, 5), gaussian(random, 6, 5), 2);
        double[] q = gaussian(random, 1, twin.layout().size())[0];
        for (Symmetry symmetry : shape.symmetries(5).all()) {
            for (double violation : symmetry.violation(twin.tensors(q), twin.tensors(twin.gradient(q)))) {
                assertThat(violation).as(symmetry.name()).isCloseTo(0, within(1e-12));
            }
        }
    }

    @Test
    void tensorsHaveNamesAndShapes() {
        Layout layout = new Twins.Attention(2, 1, 3, true).layout(5);
        assertThat(layout.size()).isEqualTo(5 * 6 + 5 * 3 + 5 * 3 + 6 * 5 + 6 + 3 + 3 + 5);
        assertThat(layout.block("W_K").columns()).isEqualTo(3);
        double[] q = new double[layout.size()];
        q[30] = 7;
        assertThat(layout.tensors(q).entries("W_K").at(0)).isEqualTo(7);
        assertThatThrownBy(() -> layout.block("W_X")).hasMessageContaining("there is no tensor W_X");
        assertThatThrownBy(() -> layout.with("W_Q", 1, 1)).hasMessageContaining("two tensors W_Q");
    }
}
