package calorimeter.engine.transformer.layered;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.computation.ShardGradient;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.model.Activation;
import calorimeter.engine.transformer.input.LayerNorm;
import calorimeter.engine.transformer.input.LayerWeights;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import org.jspecify.annotations.Nullable;

/// out = mid + act(norm(mid) W₁ + b₁) W₂ + b₂ for the rows of one block, and its gradients.
final class FeedForwardLayer {

    private final Kernel kernel;
    private final Activation activation;
    private final LayerWeights weights;
    private final @Nullable LayerNorm norm;
    private final Rows normed;
    private final Rows hidden;

    /// Slope of the activation, where it is not read from its value.
    private final Rows slope;

    private final Rows dHidden;
    private final Rows dNormed;

    FeedForwardLayer(
            TransformerSettings settings,
            TransformerTensors.Layer tensors,
            LayerWeights weights,
            Kernel kernel,
            int rows) {
        this.kernel = kernel;
        this.activation = settings.activation();
        this.weights = weights;
        norm = LayerNorm.of(tensors.norm2(), rows);
        normed = new Rows(norm == null ? 0 : rows, settings.width());
        hidden = new Rows(rows, settings.mlpWidth());
        slope = new Rows(activation == Activation.GELU ? rows : 0, settings.mlpWidth());
        dHidden = new Rows(rows, settings.mlpWidth());
        dNormed = new Rows(rows, settings.width());
    }

    void forward(int rows, Rows mid, float[] parameters, Rows out) {
        Rows input = mid;
        if (norm != null) {
            norm.forward(kernel, 0, rows, mid, parameters, normed);
            input = normed;
        }
        weights.mlpInput.forward(kernel, 0, rows, input, hidden);
        switch (activation) {
            case RELU -> {
                kernel.relu(hidden.values, hidden.at(0), hidden.values, hidden.at(0), rows * hidden.stride);
            }
            case GELU -> {
                kernel.gelu(hidden.values, hidden.at(0), slope.values, slope.at(0), rows * hidden.stride);
            }
        }
        System.arraycopy(mid.values, mid.at(0), out.values, out.at(0), rows * out.stride);
        weights.mlpOutput.addForward(kernel, rows, hidden, out);
    }

    /// ∂mid ← ∂out + the chain rule through the MLP; accumulates the gradients of this layer's tensors.
    void backward(int rows, Rows mid, Rows dOut, float[] parameters, Rows dMid, ShardGradient gradient) {
        weights.mlpOutput.backward(kernel, 0, rows, dOut, dHidden, false);
        weights.mlpOutput.accumulate(kernel, rows, hidden, dOut, gradient);
        switch (activation) {
            case RELU ->
                kernel.reluGradient(hidden.values, hidden.at(0), dHidden.values, dHidden.at(0), rows * hidden.stride);
            case GELU ->
                kernel.multiplyEach(
                        slope.values,
                        slope.at(0),
                        dHidden.values,
                        dHidden.at(0),
                        dHidden.values,
                        dHidden.at(0),
                        rows * hidden.stride);
        }
        weights.mlpInput.accumulate(kernel, rows, norm == null ? mid : normed, dHidden, gradient);
        System.arraycopy(dOut.values, dOut.at(0), dMid.values, dMid.at(0), rows * dMid.stride);
        if (norm == null) {
            weights.mlpInput.backward(kernel, 0, rows, dHidden, dMid, true);
        } else {
            weights.mlpInput.backward(kernel, 0, rows, dHidden, dNormed, false);
            norm.backward(kernel, 0, rows, dNormed, parameters, dMid);
            norm.accumulate(kernel, rows, dNormed, gradient.values);
        }
    }
}
