// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.layered;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.computation.ShardGradient;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.model.Activation;
import calorimeter.engine.transformer.input.LayerNorm;
import calorimeter.engine.transformer.input.TransformerWeights;
import org.jspecify.annotations.Nullable;

/// The MLP of one layer for the rows of one block:
///
///     h = act(norm(mid) W₁ + b₁),   out = mid + h W₂ + b₂
final class FeedForwardLayer {

    private final Kernel kernel;
    private final Activation activation;
    private final TransformerWeights.Layer weights;
    private final @Nullable LayerNorm norm;
    private final Rows normed;
    private final Rows hidden;

    /// Slope of the activation, where it is not read from its value.
    private final Rows slope;

    private final Rows dHidden;
    private final Rows dNormed;

    FeedForwardLayer(TransformerWeights weights, int layer, int rows) {
        int width = weights.settings.width();
        int mlpWidth = weights.settings.mlpWidth();
        kernel = weights.kernel;
        activation = weights.settings.activation();
        this.weights = weights.layers.get(layer);
        norm = LayerNorm.of(weights, this.weights.tensors().norm2(), rows);
        normed = new Rows(norm == null ? 0 : rows, width);
        hidden = new Rows(rows, mlpWidth);
        slope = new Rows(activation == Activation.GELU ? rows : 0, mlpWidth);
        dHidden = new Rows(rows, mlpWidth);
        dNormed = new Rows(rows, width);
    }

    void forward(int rows, Rows mid, Rows out) {
        Rows input = mid;
        if (norm != null) {
            norm.forward(0, rows, mid, normed);
            input = normed;
        }
        weights.mlpInput().forward(0, rows, input, hidden);
        int elements = rows * hidden.stride;
        switch (activation) {
            case RELU -> kernel.relu(hidden.values, hidden.at(0), hidden.values, hidden.at(0), elements);
            case GELU -> kernel.gelu(hidden.values, hidden.at(0), slope.values, slope.at(0), elements);
        }
        System.arraycopy(mid.values, mid.at(0), out.values, out.at(0), rows * out.stride);
        weights.mlpOutput().addForward(rows, hidden, out);
    }

    /// The chain rule, and the gradients of this layer's tensors:
    ///
    ///     ∂h = ∂out W₂ᵀ,   ∂mid ← ∂out + the chain rule of norm at (∂h ⊙ act′) W₁ᵀ
    void backward(int rows, Rows mid, Rows dOut, Rows dMid, ShardGradient sums) {
        weights.mlpOutput().backward(0, rows, dOut, dHidden, false);
        weights.mlpOutput().accumulate(rows, hidden, dOut, sums);
        int elements = rows * hidden.stride;
        float[] dh = dHidden.values;
        int first = dHidden.at(0);
        switch (activation) {
            case RELU -> kernel.reluGradient(hidden.values, hidden.at(0), dh, first, elements);
            case GELU -> kernel.multiplyEach(slope.values, slope.at(0), dh, first, dh, first, elements);
        }
        weights.mlpInput().accumulate(rows, norm == null ? mid : normed, dHidden, sums);
        System.arraycopy(dOut.values, dOut.at(0), dMid.values, dMid.at(0), rows * dMid.stride);
        if (norm == null) {
            weights.mlpInput().backward(0, rows, dHidden, dMid, true);
        } else {
            weights.mlpInput().backward(0, rows, dHidden, dNormed, false);
            norm.backward(0, rows, dNormed, dMid);
            norm.accumulate(rows, dNormed, sums.values);
        }
    }
}
