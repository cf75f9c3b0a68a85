package calorimeter.engine.computation;

import calorimeter.engine.kernel.Kernel;
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
        if (transposed) {
            forward.packTransposed(parameters, weight.offset(), weight.stride(), outputs);
            backward.pack(parameters, weight.offset(), weight.stride());
        } else {
            forward.pack(parameters, weight.offset(), weight.stride());
            backward.packTransposed(parameters, weight.offset(), weight.stride(), inputs);
        }
    }

    /// y ← x W + b for rows first … first + rows − 1.
    public void forward(int first, int rows, Rows x, Rows y) {
        forward.multiply(
                kernel,
                rows,
                x.values,
                x.at(first),
                x.stride,
                bias == null ? null : parameters,
                bias == null ? 0 : bias.offset(),
                0,
                y.values,
                y.at(first),
                y.stride);
    }

    /// y ← y + x W + b for the first `rows` rows.
    public void addForward(int rows, Rows x, Rows y) {
        if (bias != null) {
            for (int row = 0; row < rows; row++) {
                kernel.add(parameters, bias.offset(), y.values, y.at(row), outputs);
            }
        }
        forward.multiply(kernel, rows, x.values, x.at(0), x.stride, y.values, y.at(0), y.stride, true);
    }

    /// ∂x ← ∂y Wᵀ, or ∂x += ∂y Wᵀ, for rows first … first + rows − 1.
    public void backward(int first, int rows, Rows dy, Rows dx, boolean accumulate) {
        backward.multiply(
                kernel, rows, dy.values, dy.at(first), dy.stride, dx.values, dx.at(first), dx.stride, accumulate);
    }

    /// ∂W += xᵀ ∂y and ∂b += Σ_rows ∂y.
    public void accumulate(int rows, Rows x, Rows dy, ShardGradient gradient) {
        Rows left = transposed ? dy : x;
        Rows right = transposed ? x : dy;
        kernel.multiply(
                transposed ? outputs : inputs,
                rows,
                weight.stride(),
                left.values,
                left.at(0),
                1,
                left.stride,
                right.values,
                right.at(0),
                right.stride,
                PackedMatrix.PANEL,
                gradient.values,
                weight.offset(),
                weight.stride(),
                gradient.begun());
        if (bias != null) {
            kernel.addRows(rows, dy.values, dy.at(0), dy.stride, gradient.values, bias.offset(), outputs);
        }
    }
}
