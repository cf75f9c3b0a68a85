package calorimeter.engine.network;

import calorimeter.engine.computation.Rows;

/// The largest of each 2 × 2 square of pixels, channel by channel; a last odd line or column is left out. The gradient
/// goes to the first of equals, as in PyTorch.
final class MaxPool implements Layer {

    private final Slot input;
    private final Slot output;

    MaxPool(Slot input, Slot output) {
        this.input = input;
        this.output = output;
    }

    @Override
    public void forward(Activations pass, int from, int to) {
        Rows x = pass.values.get(input.index());
        Rows y = pass.values.get(output.index());
        int channels = output.shape().channels();
        int step = input.shape().step();
        each(x, y, from, to, (square, pixel) -> {
            for (int c = 0; c < channels; c++) {
                int i = square + c;
                float above = Math.max(x.values[i], x.values[i + channels]);
                float below = Math.max(x.values[i + step], x.values[i + step + channels]);
                y.values[pixel + c] = Math.max(above, below);
            }
        });
    }

    @Override
    public void backward(Activations pass, int from, int to, float[] gradient) {
        Rows x = pass.values.get(input.index());
        Rows y = pass.values.get(output.index());
        Rows dx = pass.gradients.get(input.index());
        Rows dy = pass.gradients.get(output.index());
        int channels = output.shape().channels();
        int step = input.shape().step();
        dx.clear(from, to);
        each(x, y, from, to, (square, pixel) -> {
            for (int c = 0; c < channels; c++) {
                float largest = y.values[pixel + c];
                int i = square + c;
                int place = x.values[i] == largest
                        ? i
                        : x.values[i + channels] == largest
                                ? i + channels
                                : x.values[i + step] == largest ? i + step : i + step + channels;
                dx.values[place] = dy.values[pixel + c];
            }
        });
    }

    private interface Square {
        void at(int square, int pixel);
    }

    /// Every square, by its first element, with the pixel that it becomes. Inputs and their gradients lie alike.
    private void each(Rows x, Rows y, int from, int to, Square square) {
        Shape small = output.shape();
        Shape large = input.shape();
        for (int example = from; example < to; example++) {
            for (int line = 0; line < small.height(); line++) {
                for (int column = 0; column < small.width(); column++) {
                    square.at(
                            x.at(example) + large.line(2 * line) + 2 * column * large.channels(),
                            y.at(example) + small.line(line) + column * small.channels());
                }
            }
        }
    }
}
