// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Initial;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A convolution against its definition, element by element in double, and the zeros around what it writes.
class ConvolutionLayerTest {

    private static final int OUTPUTS = 16;

    @ParameterizedTest
    @CsvSource({"5, 4, 1", "1, 1, 3", "7, 9, 16", "3, 2, 32"})
    void isTheSumOverNeighbours(int height, int width, int inputs) {
        ParameterLayout.Builder tensors = new ParameterLayout.Builder();
        Tensor weight = tensors.matrix("weight", 9 * inputs, OUTPUTS, new Initial.Normal(1));
        Tensor bias = tensors.vector("bias", OUTPUTS, new Initial.Normal(1));
        Slot input = new Slot(0, new Shape(height, width, inputs, 1), 0);
        Slot output = new Slot(1, new Shape(height, width, OUTPUTS, 1), 1);
        Activations pass = new Activations(List.of(input, output), new Slot(2, Shape.vector(1), 2), 2, 2, true);
        float[] parameters = tensors.build().draw(Seed.of(4));
        boolean passesOn = inputs % 16 == 0;
        ConvolutionLayer layer = new ConvolutionLayer(Kernels.vector(), weight, bias, input, output, passesOn);
        try (Workers workers = new Workers(1)) {
            layer.load(parameters, workers);
        }
        RandomStream stream = Seed.of(5).stream();
        pass.begin(new int[] {0, 1});
        fill(pass.values(input), input.shape(), stream);
        fill(pass.gradient(output), output.shape(), stream);
        layer.forward(pass, 0, 2);
        requireZeroBorder(pass.values(output), output.shape());
        for (int line = 0; line < height; line++) {
            for (int column = 0; column < width; column++) {
                double sum = parameters[bias.offset() + 3];
                for (int tap = 0; tap < 9; tap++) {
                    int y = line + tap / 3 - 1;
                    int x = column + tap % 3 - 1;
                    for (int i = 0; i < inputs && y >= 0 && y < height && x >= 0 && x < width; i++) {
                        sum += (double) at(pass.values(input), input.shape(), y, x, i)
                                * parameters[weight.row(tap * inputs + i) + 3];
                    }
                }
                assertThat((double) at(pass.values(output), output.shape(), line, column, 3))
                        .isCloseTo(sum, within(1e-4));
            }
        }
        if (passesOn) {
            layer.backward(pass, 0, 2, new float[parameters.length]);
            requireZeroBorder(pass.gradient(input), input.shape());
        }
    }

    private static float at(Rows rows, Shape shape, int line, int column, int channel) {
        return rows.values[rows.at(1) + shape.line(line) + column * shape.channels() + channel];
    }

    private static void fill(Rows rows, Shape shape, RandomStream stream) {
        for (int example = 0; example < 2; example++) {
            for (int line = 0; line < shape.height(); line++) {
                for (int i = 0; i < shape.width() * shape.channels(); i++) {
                    rows.values[rows.at(example) + shape.line(line) + i] = (float) stream.nextGaussian();
                }
            }
        }
    }

    private static void requireZeroBorder(Rows rows, Shape shape) {
        boolean[] inside = new boolean[rows.stride];
        for (int line = 0; line < shape.height(); line++) {
            for (int i = 0; i < shape.width() * shape.channels(); i++) {
                inside[shape.line(line) + i] = true;
            }
        }
        for (int i = 0; i < inside.length; i++) {
            assertThat(inside[i] || rows.values[rows.at(1) + i] == 0f)
                    .as("element %d", i)
                    .isTrue();
        }
    }
}
