// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.data.Images;

/// The pixels of an example's image, [height × width × channels].
final class ImageInput implements Layer {

    private final Images examples;
    private final Slot output;

    ImageInput(Images examples, Slot output) {
        this.examples = examples;
        this.output = output;
    }

    @Override
    public void forward(Activations pass, int from, int to) {
        Rows y = pass.values(output);
        for (int example = from; example < to; example++) {
            for (int line = 0; line < examples.height(); line++) {
                int at = y.at(example) + output.shape().line(line);
                examples.copyLine(pass.batch()[example], line, y.values, at);
            }
        }
    }

    @Override
    public void backward(Activations pass, int from, int to, float[] gradient) {}
}
