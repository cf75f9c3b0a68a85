// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.model.Activation;

/// The nonlinearity, element by element. ReLU works in place; GELU leaves its slope in a slot of its own.
final class ActivationLayer implements Layer {

    private final Kernel kernel;
    private final Activation activation;
    private final Slot place;

    /// The slope of GELU; of ReLU it is known from the value.
    private final Slot slope;

    ActivationLayer(Kernel kernel, Activation activation, Slot place, Slot slope) {
        this.kernel = kernel;
        this.activation = activation;
        this.place = place;
        this.slope = slope;
    }

    @Override
    public void forward(Activations pass, int from, int to) {
        Rows x = pass.values(place);
        Rows slopes = pass.values(slope);
        for (int example = from; example < to; example++) {
            int at = x.at(example);
            switch (activation) {
                case RELU -> kernel.relu(x.values, at, x.values, at, x.width);
                case GELU -> kernel.gelu(x.values, at, slopes.values, slopes.at(example), x.width);
            }
        }
    }

    @Override
    public void backward(Activations pass, int from, int to, float[] gradient) {
        Rows x = pass.values(place);
        Rows slopes = pass.values(slope);
        Rows d = pass.gradient(place);
        for (int example = from; example < to; example++) {
            int at = d.at(example);
            switch (activation) {
                case RELU -> kernel.reluGradient(x.values, at, d.values, at, x.width);
                case GELU ->
                    kernel.multiplyEach(d.values, at, slopes.values, slopes.at(example), d.values, at, x.width);
            }
        }
    }
}
