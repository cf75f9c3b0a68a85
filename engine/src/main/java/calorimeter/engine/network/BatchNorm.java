package calorimeter.engine.network;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.model.Tensor;
import java.util.Arrays;
import java.util.SortedMap;

/// Batch normalisation (Ioffe & Szegedy, arXiv:1502.03167), channel by channel over the n pixels of all examples:
///
///     x̂ = (x − μ)/√(σ² + ε),   y = γ x̂ + β,   ε = 10⁻⁵
///     ∂x = γ/√(σ² + ε) · (∂y − mean(∂y) − x̂ mean(∂y x̂)),   ∂γ = Σ ∂y x̂,   ∂β = Σ ∂y
///
/// In training μ and σ² are those of the batch; in evaluation they are running averages m ← 0.9 m + 0.1 μ, with the
/// unbiased variance n/(n − 1) σ², as in PyTorch.
///
/// It couples the examples of a batch. So [#observe] first takes the sums of every block, [#settle] joins them in the
/// order of the blocks, and then the blocks go on; backward likewise. Sums are in double precision.
final class BatchNorm implements Layer {

    static final double EPSILON = 1e-5;

    private static final float MOMENTUM = 0.1f;

    private final Tensor gain;
    private final Tensor bias;
    private final Slot input;
    private final Slot output;
    private final Shape shape;
    private final int channels;
    private final float[] runningMean;
    private final float[] runningVariance;
    private float[] parameters = new float[0];

    /// Statistics with which a batch, and an evaluation, are normalised.
    private final Statistics ofBatch;

    private final Statistics running;

    private final BlockSums forward;
    private final BlockSums backward;

    private static final class Statistics {
        final float[] mean;
        final float[] inverse;

        Statistics(int channels) {
            mean = new float[channels];
            inverse = new float[channels];
        }
    }

    /// @param input is left holding x̂
    /// @param buffers gets the running averages
    BatchNorm(Tensor gain, Tensor bias, Slot input, Slot output, SortedMap<String, float[]> buffers) {
        this.gain = gain;
        this.bias = bias;
        this.input = input;
        this.output = output;
        shape = input.shape();
        channels = shape.channels();
        runningMean = new float[channels];
        runningVariance = new float[channels];
        Arrays.fill(runningVariance, 1f);
        String name = gain.name().substring(0, gain.name().lastIndexOf('.'));
        buffers.put(name + ".mean", runningMean);
        buffers.put(name + ".variance", runningVariance);
        ofBatch = new Statistics(channels);
        running = new Statistics(channels);
        forward = new BlockSums(channels);
        backward = new BlockSums(channels);
    }

    /// Makes room for the sums of so many blocks.
    void reserve(int blocks) {
        forward.reserve(blocks);
        backward.reserve(blocks);
    }

    @Override
    public void load(float[] parameters) {
        this.parameters = parameters;
        for (int c = 0; c < channels; c++) {
            running.mean[c] = runningMean[c];
            running.inverse[c] = (float) (1 / Math.sqrt(runningVariance[c] + EPSILON));
        }
    }

    /// Takes mean and squared deviations of a block of the batch.
    void observe(Activations pass, int block, int from, int to) {
        Rows x = pass.values.get(input.index());
        forward.clear(block);
        double[] mean = forward.first(block);
        double[] deviations = forward.second(block);
        each(x, from, to, at -> {
            for (int c = 0; c < channels; c++) {
                mean[c] += x.values[at + c];
            }
        });
        long count = pixels(to - from);
        for (int c = 0; c < channels; c++) {
            mean[c] /= count;
        }
        each(x, from, to, at -> {
            for (int c = 0; c < channels; c++) {
                double deviation = x.values[at + c] - mean[c];
                deviations[c] += deviation * deviation;
            }
        });
    }

    /// Joins what was observed: mean and variance of the batch.
    void settle(Activations pass) {
        forward.joinDeviations(block -> pixels(pass.blocks().length(block)), pass.blocks().count());
        for (int c = 0; c < channels; c++) {
            ofBatch.mean[c] = (float) forward.first(0)[c];
            ofBatch.inverse[c] = (float) (1 / Math.sqrt(forward.second(0)[c] / pixels(pass.examples()) + EPSILON));
        }
    }

    private long pixels(int examples) {
        return (long) examples * shape.height() * shape.width();
    }

    @Override
    public void forward(Activations pass, int from, int to) {
        Rows x = pass.values.get(input.index());
        Rows y = pass.values.get(output.index());
        Statistics statistics = pass.training() ? ofBatch : running;
        float[] mean = statistics.mean;
        float[] inverse = statistics.inverse;
        each(x, from, to, at -> {
            for (int c = 0; c < channels; c++) {
                float normalized = (x.values[at + c] - mean[c]) * inverse[c];
                x.values[at + c] = normalized;
                y.values[at + c] =
                        normalized * parameters[gain.offset() + c] + parameters[bias.offset() + c];
            }
        });
    }

    /// Takes Σ ∂y and Σ ∂y·x̂ of a block.
    void observeGradient(Activations pass, int block, int from, int to) {
        Rows normalized = pass.values.get(input.index());
        Rows dy = pass.gradients.get(output.index());
        backward.clear(block);
        double[] sum = backward.first(block);
        double[] product = backward.second(block);
        each(dy, from, to, at -> {
            for (int c = 0; c < channels; c++) {
                sum[c] += dy.values[at + c];
                product[c] += (double) dy.values[at + c] * normalized.values[at + c];
            }
        });
    }

    /// Joins them.
    void settleGradient(Activations pass) {
        backward.join(pass.blocks().count());
    }

    /// Writes ∂γ and ∂β of the batch.
    void putGradient(float[] gradient) {
        for (int c = 0; c < channels; c++) {
            gradient[gain.offset() + c] = (float) backward.second(0)[c];
            gradient[bias.offset() + c] = (float) backward.first(0)[c];
        }
    }

    @Override
    public void backward(Activations pass, int from, int to, float[] gradient) {
        Rows normalized = pass.values.get(input.index());
        Rows dx = pass.gradients.get(input.index());
        Rows dy = pass.gradients.get(output.index());
        float share = 1f / pixels(pass.examples());
        float[] factor = new float[channels];
        float[] mean = new float[channels];
        float[] slope = new float[channels];
        for (int c = 0; c < channels; c++) {
            factor[c] = parameters[gain.offset() + c] * ofBatch.inverse[c];
            mean[c] = (float) backward.first(0)[c] * share;
            slope[c] = (float) backward.second(0)[c] * share;
        }
        each(dx, from, to, at -> {
            for (int c = 0; c < channels; c++) {
                dx.values[at + c] =
                        factor[c] * (dy.values[at + c] - mean[c] - normalized.values[at + c] * slope[c]);
            }
        });
    }

    /// Moves the running averages by the batch that was settled last.
    void advance(Activations pass) {
        long n = pixels(pass.examples());
        for (int c = 0; c < channels; c++) {
            float unbiased = (float) (forward.second(0)[c] / (n - 1));
            runningMean[c] += MOMENTUM * (ofBatch.mean[c] - runningMean[c]);
            runningVariance[c] += MOMENTUM * (unbiased - runningVariance[c]);
        }
    }

    private interface Pixel {
        void at(int offset);
    }

    /// Input and output, and their gradients, lie alike.
    private void each(Rows rows, int from, int to, Pixel pixel) {
        for (int example = from; example < to; example++) {
            for (int line = 0; line < shape.height(); line++) {
                int first = rows.at(example) + shape.line(line);
                for (int column = 0; column < shape.width(); column++) {
                    pixel.at(first + column * channels);
                }
            }
        }
    }
}
