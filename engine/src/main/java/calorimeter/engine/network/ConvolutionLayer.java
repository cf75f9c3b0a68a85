package calorimeter.engine.network;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.PackedMatrix;
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
    public void load(float[] parameters) {
        this.parameters = parameters;
        for (int line = 0; line < SIDE; line++) {
            forward[line].pack(parameters, weight.row(line * SIDE * inputs), weight.stride());
            if (passesOn) {
                backward[line].pack(mirrored(SIDE - 1 - line), 0, inputs);
            }
        }
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
        Rows x = pass.values.get(input.index());
        Rows y = pass.values.get(output.index());
        for (int example = from; example < to; example++) {
            int at = y.at(example) + output.shape().line(0);
            for (int line = 0; line < SIDE; line++) {
                forward[line].multiply(
                        kernel,
                        output.shape().span(),
                        x.values,
                        neighbourhood(x, input, example, line),
                        inputs,
                        line == 0 ? parameters : y.values,
                        line == 0 ? bias.offset() : at,
                        line == 0 ? 0 : outputs,
                        y.values,
                        at,
                        outputs);
            }
            output.shape().clearBorder(y.values, y.at(example));
        }
    }

    /// Where the neighbours of the first pixel on a line of its neighbourhood begin.
    private static int neighbourhood(Rows rows, Slot slot, int example, int line) {
        Shape shape = slot.shape();
        return rows.at(example) + shape.line(0) + (line - 1) * shape.step() - shape.channels();
    }

    @Override
    public void backward(Activations pass, int from, int to, float[] gradient) {
        Rows x = pass.values.get(input.index());
        Rows dy = pass.gradients.get(output.index());
        int span = output.shape().span();
        for (int example = from; example < to; example++) {
            int at = dy.at(example) + output.shape().line(0);
            for (int line = 0; line < SIDE; line++) {
                int row = weight.row(line * SIDE * inputs);
                kernel.multiply(
                        SIDE * inputs,
                        span,
                        outputs,
                        x.values,
                        neighbourhood(x, input, example, line),
                        1,
                        inputs,
                        dy.values,
                        at,
                        outputs,
                        PackedMatrix.PANEL,
                        gradient,
                        row,
                        weight.stride(),
                        true);
            }
            kernel.addRows(span, dy.values, at, outputs, gradient, bias.offset(), outputs);
            if (passesOn) {
                backward(dy, pass.gradients.get(input.index()), example);
            }
        }
    }

    private void backward(Rows dy, Rows dx, int example) {
        int at = dx.at(example) + input.shape().line(0);
        for (int line = 0; line < SIDE; line++) {
            backward[line].multiply(
                    kernel,
                    input.shape().span(),
                    dy.values,
                    neighbourhood(dy, output, example, line),
                    outputs,
                    dx.values,
                    at,
                    inputs,
                    line > 0);
        }
        input.shape().clearBorder(dx.values, dx.at(example));
    }
}
