// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Normalization;
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
/// order of the blocks, and then the blocks go on; backward likewise. A line of an image is summed in single precision,
/// and all lines in double.
final class BatchNorm implements Layer {

    private static final double MOMENTUM = 0.1;

    private final Kernel kernel;
    private final Tensor gain;
    private final Tensor bias;
    private final Slot input;
    private final Slot output;
    private final int channels;
    private final float[] runningMean;
    private final float[] runningVariance;
    private float[] parameters = new float[0];

    /// μ and 1/√(σ² + ε) of the batch, and of the running averages.
    private final Statistics ofBatch;

    private final Statistics running;

    /// Mean and Σ (x − mean)² of every block; Σ ∂y and Σ ∂y (x − μ).
    private final BlockSums forward;

    private final BlockSums backward;

    private static final class Statistics {
        final float[] mean;
        final float[] inverse;

        Statistics(int channels) {
            mean = new float[channels];
            inverse = new float[channels];
        }

        void set(int channel, double mean, double variance) {
            this.mean[channel] = (float) mean;
            inverse[channel] = (float) (1 / Math.sqrt(variance + Normalization.EPSILON));
        }
    }

    /// @param output its gradient takes the place of the input's
    /// @param buffers gets the running averages
    BatchNorm(Kernel kernel, Tensor gain, Tensor bias, Slot input, Slot output, SortedMap<String, float[]> buffers) {
        this.kernel = kernel;
        this.gain = gain;
        this.bias = bias;
        this.input = input;
        this.output = output;
        channels = input.shape().channels();
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

    @Override
    public void load(float[] parameters, Workers workers) {
        this.parameters = parameters;
        for (int c = 0; c < channels; c++) {
            running.set(c, runningMean[c], runningVariance[c]);
        }
    }

    /// Makes room for the sums of so many blocks.
    void begin(int blocks) {
        forward.reserve(blocks);
        backward.reserve(blocks);
    }

    /// Takes mean and squared deviations of a block of the batch.
    void observe(Activations pass, int block, int from, int to) {
        Rows x = pass.values(input);
        float[] line = new float[channels];
        double[] mean = forward.clearedFirst(block);
        eachLine(x, from, to, (at, pixels, stride) -> {
            kernel.addRows(0, pixels, Matrix.strided(x.values, at, stride, 1), line, 0, channels);
            drain(line, mean);
        });
        float[] centre = new float[channels];
        for (int c = 0; c < channels; c++) {
            mean[c] /= pixels(to - from);
            centre[c] = (float) mean[c];
        }
        double[] deviations = forward.clearedSecond(block);
        eachLine(x, from, to, (at, pixels, stride) -> {
            kernel.addCentredProducts(
                    pixels, x.values, at, stride, centre, x.values, at, stride, centre, line, channels);
            drain(line, deviations);
        });
    }

    /// Adds the sums of a line to those of a block, and begins those of another.
    private static void drain(float[] line, double[] block) {
        for (int c = 0; c < line.length; c++) {
            block[c] += line[c];
            line[c] = 0f;
        }
    }

    /// Joins what was observed: mean and variance of the batch.
    void settle(Activations pass) {
        forward.joinDeviations(
                block -> pixels(pass.blocks().length(block)), pass.blocks().count());
        for (int c = 0; c < channels; c++) {
            ofBatch.set(c, forward.first(0)[c], forward.second(0)[c] / pixels(pass.examples()));
        }
    }

    private long pixels(int examples) {
        return (long) examples * input.shape().height() * input.shape().width();
    }

    /// y = β + (x − μ) · γ/√(σ² + ε)
    @Override
    public void forward(Activations pass, int from, int to) {
        Rows x = pass.values(input);
        Rows y = pass.values(output);
        Statistics statistics = pass.training() ? ofBatch : running;
        float[] slope = slope(statistics);
        eachLine(
                x,
                from,
                to,
                (at, pixels, stride) -> kernel.centreAndScale(
                        pixels,
                        x.values,
                        at,
                        stride,
                        statistics.mean,
                        slope,
                        parameters,
                        bias.offset(),
                        0,
                        y.values,
                        at,
                        stride,
                        channels));
    }

    /// γ/√(σ² + ε)
    private float[] slope(Statistics statistics) {
        float[] slope = new float[channels];
        for (int c = 0; c < channels; c++) {
            slope[c] = parameters[gain.offset() + c] * statistics.inverse[c];
        }
        return slope;
    }

    /// Takes Σ ∂y and Σ ∂y (x − μ) of a block.
    void observeGradient(Activations pass, int block, int from, int to) {
        Rows x = pass.values(input);
        Rows dy = pass.gradient(output);
        float[] line = new float[channels];
        float[] zero = new float[channels];
        double[] sum = backward.clearedFirst(block);
        double[] product = backward.clearedSecond(block);
        eachLine(dy, from, to, (at, pixels, stride) -> {
            kernel.addRows(0, pixels, Matrix.strided(dy.values, at, stride, 1), line, 0, channels);
            drain(line, sum);
            kernel.addCentredProducts(
                    pixels, dy.values, at, stride, zero, x.values, at, stride, ofBatch.mean, line, channels);
            drain(line, product);
        });
    }

    /// Joins them.
    void settleGradient(Activations pass) {
        backward.join(pass.blocks().count());
    }

    /// ∂x = (∂y − mean(∂y)) f − (x − μ) f mean(∂y (x − μ))/(σ² + ε), with f = γ/√(σ² + ε), in the place of ∂y
    @Override
    public void backward(Activations pass, int from, int to, float[] gradient) {
        Rows x = pass.values(input);
        Rows dy = pass.gradient(output);
        double n = pixels(pass.examples());
        float[] slope = slope(ofBatch);
        float[] mean = new float[channels];
        float[] back = new float[channels];
        for (int c = 0; c < channels; c++) {
            mean[c] = (float) (backward.first(0)[c] / n);
            double inverse = ofBatch.inverse[c];
            back[c] = (float) (-slope[c] * inverse * inverse * backward.second(0)[c] / n);
        }
        eachLine(dy, from, to, (at, pixels, stride) -> {
            kernel.centreAndScale(
                    pixels, dy.values, at, stride, mean, slope, null, 0, 0, dy.values, at, stride, channels);
            kernel.centreAndScale(
                    pixels,
                    x.values,
                    at,
                    stride,
                    ofBatch.mean,
                    back,
                    dy.values,
                    at,
                    stride,
                    dy.values,
                    at,
                    stride,
                    channels);
        });
    }

    /// ∂γ and ∂β of the batch.
    @Override
    public void finish(Activations pass, float[] gradient, Workers workers) {
        for (int c = 0; c < channels; c++) {
            gradient[gain.offset() + c] = (float) (backward.second(0)[c] * ofBatch.inverse[c]);
            gradient[bias.offset() + c] = (float) backward.first(0)[c];
        }
    }

    /// Moves the running averages by the batch that was settled last.
    void advance(Activations pass) {
        long n = pixels(pass.examples());
        for (int c = 0; c < channels; c++) {
            double unbiased = forward.second(0)[c] / (n - 1);
            runningMean[c] += (float) (MOMENTUM * (forward.first(0)[c] - runningMean[c]));
            runningVariance[c] += (float) (MOMENTUM * (unbiased - runningVariance[c]));
        }
    }

    private interface Line {
        void at(int offset, int pixels, int stride);
    }

    /// Every line of the images, or all vectors of the block at once. Input, output and their gradients lie alike.
    private void eachLine(Rows rows, int from, int to, Line line) {
        Shape shape = input.shape();
        if (shape.size() == channels) {
            line.at(rows.at(from), to - from, rows.stride);
            return;
        }
        for (int example = from; example < to; example++) {
            for (int i = 0; i < shape.height(); i++) {
                line.at(rows.at(example) + shape.line(i), shape.width(), channels);
            }
        }
    }
}
