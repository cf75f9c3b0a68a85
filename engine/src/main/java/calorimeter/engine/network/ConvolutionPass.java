// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// One 3 × 3 convolution alone, forward and backward, in the blocks and shards of a [Network]: what a benchmark sets
/// beside the convolution of another library. No model and no training uses it.
///
/// Images [images × height × width × inputs], weights [9·inputs × outputs], biases, and the gradient of the result
/// [images × height × width × outputs] are drawn from a seed. Arrays that it returns are dense copies.
public final class ConvolutionPass {

    private final Kernel kernel;
    private final Workers workers;
    private final Slot input;
    private final Slot output;
    private final Layer layer;
    private final ParameterLayout layout;
    private final float[] parameters;
    private final float[] gradient;
    private final List<float[]> ofShards = new ArrayList<>();
    private final Activations pass;

    public ConvolutionPass(
            int height, int width, int inputs, int outputs, int images, Seed seed, Kernel kernel, Workers workers) {
        this.kernel = kernel;
        this.workers = workers;
        NetworkChain chain = new NetworkChain(kernel, Initialization.PYTORCH, LossFunction.SOFTMAX);
        input = chain.next(new Shape(height, width, inputs, 1));
        chain.convolution("convolution", outputs);
        output = chain.current;
        layer = chain.layers.getFirst();
        layout = chain.tensors.build();
        parameters = layout.draw(seed);
        gradient = new float[layout.length()];
        Slot noLogits = new Slot(2, Shape.vector(0), 2);
        pass = new Activations(chain.slots, noLogits, images, chain.blockSize(), true);
        pass.begin(IntStream.range(0, images).toArray());
        IntStream.range(0, pass.shards().count()).forEach(shard -> ofShards.add(new float[gradient.length]));
        fill(pass.values(input), input.shape(), seed.child("images").stream());
        fill(pass.gradient(output), output.shape(), seed.child("gradient").stream());
    }

    private void fill(Rows rows, Shape shape, RandomStream stream) {
        float[] line = new float[shape.width() * shape.channels()];
        for (int image = 0; image < pass.examples(); image++) {
            for (int y = 0; y < shape.height(); y++) {
                IntStream.range(0, line.length).forEach(i -> line[i] = (float) stream.nextGaussian());
                System.arraycopy(line, 0, rows.values, rows.at(image) + shape.line(y), line.length);
            }
        }
    }

    /// Computes result and gradients once; weights are packed anew, as after an update.
    public void run() {
        Chunks blocks = pass.blocks();
        Chunks shards = pass.shards();
        layer.load(parameters, workers);
        workers.run(blocks.count(), (worker, block) -> layer.forward(pass, blocks.first(block), blocks.end(block)));
        workers.run(shards.count(), (worker, shard) -> {
            Arrays.fill(ofShards.get(shard), 0f);
            for (int block = shards.first(shard); block < shards.end(shard); block++) {
                layer.backward(pass, blocks.first(block), blocks.end(block), ofShards.get(shard));
            }
        });
        Network.addShards(kernel, workers, ofShards, shards.count(), 0, gradient);
    }

    public float[] weights() {
        return layout.extract(layout.tensors().getFirst(), parameters);
    }

    public float[] biases() {
        return layout.extract(layout.tensors().getLast(), parameters);
    }

    public float[] images() {
        return dense(pass.values(input), input.shape());
    }

    public float[] resultGradient() {
        return dense(pass.gradient(output), output.shape());
    }

    public float[] result() {
        return dense(pass.values(output), output.shape());
    }

    public float[] imageGradient() {
        return dense(pass.gradient(input), input.shape());
    }

    public float[] weightGradient() {
        return layout.extract(layout.tensors().getFirst(), gradient);
    }

    public float[] biasGradient() {
        return layout.extract(layout.tensors().getLast(), gradient);
    }

    private float[] dense(Rows rows, Shape shape) {
        int line = shape.width() * shape.channels();
        float[] result = new float[pass.examples() * shape.height() * line];
        for (int i = 0; i < pass.examples() * shape.height(); i++) {
            int from = rows.at(i / shape.height()) + shape.line(i % shape.height());
            System.arraycopy(rows.values, from, result, i * line, line);
        }
        return result;
    }
}
