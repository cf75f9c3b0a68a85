// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.computation.AffineMap;
import calorimeter.engine.computation.Rows;
import calorimeter.engine.computation.ShardGradient;
import calorimeter.engine.kernel.Workers;

/// y = x W + b, with x the whole example as one vector.
final class AffineLayer implements Layer {

    private final AffineMap map;
    private final Slot input;
    private final Slot output;

    /// Whether the gradient of its input is wanted: not for the pixels of an image.
    private final boolean passesOn;

    AffineLayer(AffineMap map, Slot input, Slot output, boolean passesOn) {
        this.map = map;
        this.input = input;
        this.output = output;
        this.passesOn = passesOn;
    }

    @Override
    public void load(float[] parameters, Workers workers) {
        map.load(parameters);
    }

    @Override
    public void forward(Activations pass, int from, int to) {
        map.forward(from, to - from, pass.values(input), pass.values(output));
    }

    @Override
    public void backward(Activations pass, int from, int to, float[] gradient) {
        Rows dy = pass.gradient(output);
        map.accumulate(from, to - from, pass.values(input), dy, new ShardGradient(gradient));
        if (passesOn) {
            map.backward(from, to - from, dy, pass.gradient(input), false);
        }
    }
}
