// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.computation.AffineMap;
import calorimeter.engine.data.Images;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Padding;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initial;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts a network together, layer upon layer: each reads what the last one wrote.
///
/// Affine maps act from the right, y = x W + b with W [inputs × outputs].
final class NetworkChain {

    /// Floats of the largest slot in a block: 128 KiB, so that the second-level cache holds several slots.
    private static final int BLOCK = 1 << 15;

    private static final int LARGEST_BLOCK = 64;

    final Kernel kernel;
    final LossFunction loss;
    final ParameterLayout.Builder tensors = new ParameterLayout.Builder();
    final SortedMap<String, float[]> buffers = new TreeMap<>();
    final List<Layer> layers = new ArrayList<>();
    final List<Slot> slots = new ArrayList<>();
    final List<String> explanation = new ArrayList<>();

    /// What the last layer wrote.
    Slot current = new Slot(-1, Shape.vector(0), -1);

    /// Where the tensors begin whose gradients are sums over blocks.
    int summed = Padding.FIRST;

    private final Initialization initialization;

    NetworkChain(Kernel kernel, Initialization initialization, LossFunction loss) {
        this.kernel = kernel;
        this.initialization = initialization;
        this.loss = loss;
    }

    /// Examples of a block: a function of the shapes alone.
    int blockSize() {
        int largest = slots.stream().mapToInt(slot -> slot.shape().size()).max().orElse(1);
        return Math.clamp(BLOCK / largest, 1, LARGEST_BLOCK);
    }

    /// What [Activations] allocates for an example: 4 bytes for each value of every slot, and 4 for its gradient
    /// where it has one of its own.
    long bytesPerExample() {
        long floats = 0;
        for (Slot slot : slots) {
            boolean own = slot.gradient() == slot.index() && !slot.equals(current);
            floats += (own ? 2L : 1L) * Padding.activationStride(slot.shape().size());
        }
        return Float.BYTES * floats;
    }

    /// An affine map of embedded tokens.
    void tokens(TokenSequences examples, int vocabulary, int width, String name, int outputs) {
        Tensor embedding = tensors.matrix("embedding", vocabulary, width, embedding(width));
        int inputs = width * examples.sequence();
        Tensor weight = tensors.matrix(name + ".weight", inputs, outputs, weights(inputs));
        Tensor bias = tensors.vector(name + ".bias", outputs, biases(inputs));
        summed = bias.offset();
        TokenTable table = new TokenTable(examples, vocabulary);
        explanation.add(
                "what " + table.rows() + " distinct (position, token) rows add to the first layer, once a step");
        layers.add(new TokenAffine(kernel, table, embedding, weight, bias, next(Shape.vector(outputs))));
    }

    /// @param border whether a convolution reads them
    void images(Images examples, boolean border) {
        Slot output = next(new Shape(examples.height(), examples.width(), examples.channels(), border ? 1 : 0));
        explanation.add("layer by layer, block after block of examples; pixels are standardised as they are read");
        layers.add(new ImageInput(examples, output));
    }

    /// @param name of the weight is `name.weight`, of the bias `name.bias`
    void affine(String name, int outputs) {
        Slot input = current;
        int inputs = input.shape().features();
        Tensor weight = tensors.matrix(name + ".weight", inputs, outputs, weights(inputs));
        Tensor bias = tensors.vector(name + ".bias", outputs, biases(inputs));
        layers.add(
                new AffineLayer(new AffineMap(kernel, weight, bias), input, next(Shape.vector(outputs)), passesOn()));
    }

    void convolution(String name, int outputs) {
        Slot input = current;
        Shape shape = input.shape();
        int inputs = 9 * shape.channels();
        Tensor weight = tensors.matrix(name + ".weight", inputs, outputs, weights(inputs));
        Tensor bias = tensors.vector(name + ".bias", outputs, biases(inputs));
        Slot output = next(new Shape(shape.height(), shape.width(), outputs, 1));
        layers.add(new ConvolutionLayer(kernel, weight, bias, input, output, passesOn()));
    }

    /// Whether the gradient of what was written last is wanted: not of the pixels of a data set.
    private boolean passesOn() {
        return layers.isEmpty() || !(layers.getLast() instanceof ImageInput);
    }

    void batchNorm(String name) {
        Slot input = current;
        int channels = input.shape().channels();
        Tensor gain = tensors.vector(name + ".gain", channels, Initial.ONES);
        Tensor bias = tensors.vector(name + ".bias", channels, Initial.ZEROS);
        current = new Slot(slots.size(), input.shape(), input.gradient());
        slots.add(current);
        layers.add(new BatchNorm(kernel, gain, bias, input, current, buffers));
    }

    void activation(Activation activation) {
        Slot place = current;
        Slot slope = activation == Activation.GELU ? slot(place.shape()) : place;
        layers.add(new ActivationLayer(kernel, activation, place, slope));
    }

    /// @param border whether a convolution reads the result
    void maxPool(boolean border) {
        Slot input = current;
        Shape shape = input.shape();
        Slot output = next(new Shape(shape.height() / 2, shape.width() / 2, shape.channels(), border ? 1 : 0));
        layers.add(new MaxPool(kernel, input, output));
    }

    /// The place that the next layer writes.
    Slot next(Shape shape) {
        current = slot(shape);
        return current;
    }

    private Slot slot(Shape shape) {
        Slot slot = new Slot(slots.size(), shape, slots.size());
        slots.add(slot);
        return slot;
    }

    private Initial embedding(int width) {
        return switch (initialization) {
            case PYTORCH -> new Initial.Normal(1);
            case NANDA, FAN_IN -> new Initial.Normal(1 / Math.sqrt(width));
        };
    }

    private Initial weights(int inputs) {
        return switch (initialization) {
            case PYTORCH -> new Initial.Uniform(1 / Math.sqrt(inputs));
            case NANDA, FAN_IN -> new Initial.Normal(1 / Math.sqrt(inputs));
        };
    }

    private Initial biases(int inputs) {
        return switch (initialization) {
            case PYTORCH -> new Initial.Uniform(1 / Math.sqrt(inputs));
            case NANDA, FAN_IN -> Initial.ZEROS;
        };
    }
}
