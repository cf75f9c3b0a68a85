// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import java.util.Arrays;

/// The largest of each 2 × 2 square of pixels, channel by channel: [height × width] becomes [⌊height/2⌋ × ⌊width/2⌋].
///
/// A last odd line or column is left out; its gradient is zero. Of equals the first in reading order gets the gradient,
/// as in PyTorch.
final class MaxPool implements Layer {

    private final Kernel kernel;
    private final Slot input;
    private final Slot output;

    MaxPool(Kernel kernel, Slot input, Slot output) {
        this.kernel = kernel;
        this.input = input;
        this.output = output;
    }

    @Override
    public void forward(Activations pass, int from, int to) {
        Rows x = pass.values(input);
        Rows y = pass.values(output);
        Shape small = output.shape();
        for (int example = from; example < to; example++) {
            for (int line = 0; line < small.height(); line++) {
                int above = x.at(example) + input.shape().line(2 * line);
                int below = above + input.shape().step();
                int at = y.at(example) + small.line(line);
                kernel.largestOfSquares(small.width(), small.channels(), x.values, above, below, y.values, at);
            }
        }
    }

    @Override
    public void backward(Activations pass, int from, int to, float[] gradient) {
        Rows x = pass.values(input);
        Rows y = pass.values(output);
        Rows dx = pass.gradient(input);
        Rows dy = pass.gradient(output);
        Shape small = output.shape();
        for (int example = from; example < to; example++) {
            clearLeftOut(dx.values, dx.at(example));
            for (int line = 0; line < small.height(); line++) {
                int above = x.at(example) + input.shape().line(2 * line);
                int below = above + input.shape().step();
                int at = y.at(example) + small.line(line);
                kernel.largestOfSquaresGradient(
                        small.width(), small.channels(), x.values, above, below, y.values, dy.values, at, dx.values);
            }
        }
    }

    /// Sets the elements of the last odd line and column to zero.
    private void clearLeftOut(float[] values, int at) {
        Shape large = input.shape();
        int pixels = 2 * output.shape().width();
        for (int line = 0; line < large.height(); line++) {
            int first = at + large.line(line);
            int kept = line < 2 * output.shape().height() ? pixels * large.channels() : 0;
            Arrays.fill(values, first + kept, first + large.width() * large.channels(), 0f);
        }
    }
}
