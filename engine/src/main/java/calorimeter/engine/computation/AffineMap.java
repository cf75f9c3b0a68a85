// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.computation;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.PackedMatrix;
import calorimeter.engine.model.Tensor;
import org.jspecify.annotations.Nullable;

/// y = x W + b for many rows, and its gradients. Holds W packed in both directions, refreshed by [#load]
/// whenever the parameters change.
public final class AffineMap {

    private final Kernel kernel;
    private final Tensor weight;
    private final @Nullable Tensor bias;

    /// The weight tensor holds Wᵀ: the tied unembedding reads the first `outputs` rows of the embedding.
    private final boolean transposed;

    private final int inputs;
    private final int outputs;
    private final PackedMatrix forward;
    private final PackedMatrix backward;
    private float[] parameters = new float[0];

    /// The bias under every row.
    private @Nullable Matrix start;

    public AffineMap(Kernel kernel, Tensor weight, @Nullable Tensor bias) {
        this(kernel, weight, bias, weight.rows(), weight.columns(), false);
    }

    /// Logits from the rows of the embedding: y = x Eᵀ + b.
    public static AffineMap tied(Kernel kernel, Tensor embedding, @Nullable Tensor bias, int classes) {
        return new AffineMap(kernel, embedding, bias, embedding.columns(), classes, true);
    }

    private AffineMap(
            Kernel kernel, Tensor weight, @Nullable Tensor bias, int inputs, int outputs, boolean transposed) {
        this.kernel = kernel;
        this.weight = weight;
        this.bias = bias;
        this.inputs = inputs;
        this.outputs = outputs;
        this.transposed = transposed;
        forward = new PackedMatrix(inputs, outputs);
        backward = new PackedMatrix(outputs, inputs);
    }

    public void load(float[] parameters) {
        this.parameters = parameters;
        Matrix matrix = weight.in(parameters);
        if (transposed) {
            forward.packTransposed(matrix, outputs);
            backward.pack(matrix);
        } else {
            forward.pack(matrix);
            backward.packTransposed(matrix, inputs);
        }
        start = bias == null ? null : bias.in(parameters).repeated();
    }

    /// y ← x W + b for rows first … first + rows − 1.
    public void forward(int first, int rows, Rows x, Rows y) {
        forward.multiply(kernel, first, rows, x.matrix, start, y.matrix);
    }

    /// y ← y + x W + b for the first `rows` rows.
    public void addForward(int rows, Rows x, Rows y) {
        if (bias != null) {
            for (int row = 0; row < rows; row++) {
                kernel.add(parameters, bias.offset(), y.values, y.at(row), outputs);
            }
        }
        forward.multiply(kernel, 0, rows, x.matrix, y.matrix, y.matrix);
    }

    /// ∂x ← ∂y Wᵀ, or ∂x += ∂y Wᵀ, for rows first … first + rows − 1.
    public void backward(int first, int rows, Rows dy, Rows dx, boolean accumulate) {
        backward.multiply(kernel, first, rows, dy.matrix, accumulate ? dx.matrix : null, dx.matrix);
    }

    /// ∂W += xᵀ ∂y and ∂b += Σ_rows ∂y for the first `rows` rows.
    public void accumulate(int rows, Rows x, Rows dy, ShardGradient gradient) {
        accumulate(0, rows, x, dy, gradient);
    }

    /// As [#accumulate(int, Rows, Rows, ShardGradient)], for rows first … first + rows − 1.
    public void accumulate(int first, int rows, Rows x, Rows dy, ShardGradient gradient) {
        Rows left = transposed ? dy : x;
        Rows right = transposed ? x : dy;
        Matrix sum = weight.in(gradient.values);
        int height = transposed ? outputs : inputs;
        kernel.multiply(0, height, first, rows, left.transposed, right.matrix, gradient.begun() ? sum : null, sum);
        if (bias != null) {
            kernel.addRows(first, rows, dy.matrix, gradient.values, bias.offset(), outputs);
        }
    }
}
