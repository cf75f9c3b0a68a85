// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.PackedMatrix;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Tensor;

/// Convolution with a 3 × 3 neighbourhood, stride 1 and a border of zeros:
///
///     y[p, o] = b[o] + Σ_{t ∈ 3 × 3} Σ_i x[p + t − (1, 1), i] W[t, i, o]
///
/// W is a matrix [9·inputs × outputs], its rows ordered by line, column and input channel. Three neighbours on a line
/// are 3·inputs consecutive elements, and so are those of the next pixel, `inputs` further on: the rows of a matrix
/// product that nobody has to write down. So a convolution is three products an image, one for each line of the
/// neighbourhood, over the whole [Shape#span]. What they leave in the border is cleared.
final class ConvolutionLayer implements Layer {

    private static final int SIDE = 3;

    private final Kernel kernel;
    private final Tensor weight;
    private final Tensor bias;
    private final Slot input;
    private final Slot output;
    private final int inputs;
    private final int outputs;

    /// W and its mirror image, by line of the neighbourhood: [3·inputs × outputs], [3·outputs × inputs].
    private final PackedMatrix[] forward = new PackedMatrix[SIDE];

    private final PackedMatrix[] backward = new PackedMatrix[SIDE];

    /// Whether the gradient of its input is wanted: not for the pixels of an image.
    private final boolean passesOn;

    private float[] parameters = new float[0];

    ConvolutionLayer(Kernel kernel, Tensor weight, Tensor bias, Slot input, Slot output, boolean passesOn) {
        this.kernel = kernel;
        this.weight = weight;
        this.bias = bias;
        this.input = input;
        this.output = output;
        this.passesOn = passesOn;
        inputs = input.shape().channels();
        outputs = output.shape().channels();
        for (int line = 0; line < SIDE; line++) {
            forward[line] = new PackedMatrix(SIDE * inputs, outputs);
            backward[line] = new PackedMatrix(SIDE * outputs, inputs);
        }
    }

    @Override
    public void load(float[] parameters, Workers workers) {
        this.parameters = parameters;
        workers.run(SIDE, (worker, line) -> {
            forward[line].pack(weight.in(parameters).rows(line * SIDE * inputs));
            if (passesOn) {
                backward[line].pack(new Matrix(mirrored(SIDE - 1 - line), 0, inputs, inputs));
            }
        });
    }

    /// A line of the neighbourhood with columns in reverse and each tap transposed: [3·outputs × inputs].
    private float[] mirrored(int line) {
        float[] mirror = new float[SIDE * outputs * inputs];
        for (int column = 0; column < SIDE; column++) {
            for (int i = 0; i < inputs; i++) {
                int row = weight.row((line * SIDE + SIDE - 1 - column) * inputs + i);
                for (int o = 0; o < outputs; o++) {
                    mirror[(column * outputs + o) * inputs + i] = parameters[row + o];
                }
            }
        }
        return mirror;
    }

    @Override
    public void forward(Activations pass, int from, int to) {
        Rows x = pass.values(input);
        Rows y = pass.values(output);
        for (int example = from; example < to; example++) {
            Matrix pixels = pixels(y, output, example);
            for (int line = 0; line < SIDE; line++) {
                Matrix start = line == 0 ? bias.in(parameters).repeated() : pixels;
                Matrix neighbours = neighbours(x, input, example, line);
                forward[line].multiply(kernel, 0, output.shape().span(), neighbours, start, pixels);
            }
            output.shape().clearBorder(y.values, y.at(example));
        }
    }

    /// The pixels of an example, one a row.
    private static Matrix pixels(Rows rows, Slot slot, int example) {
        int channels = slot.shape().channels();
        return new Matrix(rows.values, rows.at(example) + slot.shape().line(0), channels, channels);
    }

    /// The three neighbours of every pixel on a line of its neighbourhood, one pixel a row.
    private static Matrix neighbours(Rows rows, Slot slot, int example, int line) {
        Shape shape = slot.shape();
        int first = rows.at(example) + shape.line(0) + (line - 1) * shape.step() - shape.channels();
        return Matrix.strided(rows.values, first, shape.channels(), 1);
    }

    @Override
    public void backward(Activations pass, int from, int to, float[] gradient) {
        Rows x = pass.values(input);
        Rows dy = pass.gradient(output);
        int span = output.shape().span();
        for (int example = from; example < to; example++) {
            Matrix pixels = pixels(dy, output, example);
            for (int line = 0; line < SIDE; line++) {
                Matrix sum = weight.in(gradient).rows(line * SIDE * inputs);
                Matrix neighbours = neighbours(x, input, example, line).transposed();
                kernel.multiply(0, SIDE * inputs, 0, span, neighbours, pixels, sum, sum);
            }
            kernel.addRows(0, span, pixels, gradient, bias.offset(), outputs);
            if (passesOn) {
                backward(dy, pass.gradient(input), example);
            }
        }
    }

    private void backward(Rows dy, Rows dx, int example) {
        Matrix pixels = pixels(dx, input, example);
        for (int line = 0; line < SIDE; line++) {
            Matrix neighbours = neighbours(dy, output, example, line);
            Matrix start = line == 0 ? null : pixels;
            backward[line].multiply(kernel, 0, input.shape().span(), neighbours, start, pixels);
        }
        input.shape().clearBorder(dx.values, dx.at(example));
    }
}
