// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.input;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Padding;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.transformer.settings.TransformerTensors;
import org.jspecify.annotations.Nullable;

/// y = gain · (x − mean)/√(variance + ε) + bias along each row, with the biased variance and ε =
/// [Normalization#EPSILON] (Ba et al., arXiv:1607.06450).
///
/// Keeps what its backward pass needs: the normalised rows x̂ and the inverse deviations.
public final class LayerNorm {

    private static final float EPSILON = (float) Normalization.EPSILON;

    private final TransformerWeights weights;
    private final Kernel kernel;
    private final Tensor gain;
    private final Tensor bias;
    private final int width;
    private final Rows normalized;
    private final float[] inverseDeviation;

    /// A norm for at most `rows` rows, or null where a model has none.
    public static @Nullable LayerNorm of(
            TransformerWeights weights, TransformerTensors.@Nullable Norm tensors, int rows) {
        return tensors == null ? null : new LayerNorm(weights, tensors, rows);
    }

    private LayerNorm(TransformerWeights weights, TransformerTensors.Norm tensors, int rows) {
        this.weights = weights;
        kernel = weights.kernel;
        gain = tensors.gain();
        bias = tensors.bias();
        width = gain.columns();
        normalized = new Rows(rows, width);
        inverseDeviation = new float[rows];
    }

    /// Row i of y ← LayerNorm(row i of x), for i in first … first + rows − 1.
    public void forward(int first, int rows, Rows x, Rows y) {
        float[] parameters = weights.parameters();
        float[] hat = normalized.values;
        for (int row = first; row < first + rows; row++) {
            int offset = normalized.at(row);
            inverseDeviation[row] = kernel.normalize(x.values, x.at(row), EPSILON, hat, offset, width);
            kernel.scaleAndShift(hat, offset, parameters, gain.offset(), bias.offset(), y.values, y.at(row), width);
        }
    }

    /// ∂x += the chain rule of ∂y, for rows first … first + rows − 1:
    ///
    ///     h = gain · ∂y,   ∂x = (h − mean(h) − x̂ mean(h x̂)) / √(variance + ε)
    public void backward(int first, int rows, Rows dy, Rows dx) {
        float[] parameters = weights.parameters();
        float[] scaled = new float[Padding.FIRST + width]; // of this call alone: other threads may be at other rows
        for (int row = first; row < first + rows; row++) {
            kernel.multiplyEach(dy.values, dy.at(row), parameters, gain.offset(), scaled, Padding.FIRST, width);
            kernel.normalizeGradient(
                    inverseDeviation[row],
                    normalized.values,
                    normalized.at(row),
                    scaled,
                    Padding.FIRST,
                    dx.values,
                    dx.at(row),
                    width);
        }
    }

    /// The gradients of gain and bias: += Σ ∂y x̂ and Σ ∂y over the first `rows` rows. Apart from
    /// [#backward], because the compiler treats the two loops badly in one method.
    public void accumulate(int rows, Rows dy, float[] gradient) {
        kernel.addProductRows(rows, dy.matrix, normalized.matrix, gradient, gain.offset(), width);
        kernel.addRows(0, rows, dy.matrix, gradient, bias.offset(), width);
    }
}
