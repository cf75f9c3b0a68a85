package calorimeter.engine.transformer.folded;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.PackedMatrix;
import calorimeter.engine.kernel.Padding;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.transformer.input.TransformerWeights;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import org.jspecify.annotations.Nullable;

/// The products of parameters that [FoldedComputation] works with, and the chain rule through them:
///
///     W = [W₁ | U] [width × columns],   G = W_O W [width × columns],   M = W₂ U [mlpWidth × classes]
///     constant = b_O W + [b₁ | b₂U + c] [columns]
///
/// The first `mlp` columns belong to the MLP's preactivations, the other `logits` ones to the logits; both are
/// padded.
final class FoldedProducts {

    /// Rows of a product that one task computes.
    private static final int ROWS_PER_TASK = 32;

    private final TransformerWeights weights;
    private final Kernel kernel;
    private final TransformerTensors.Affine output;
    private final TransformerTensors.Affine mlpInput;
    private final TransformerTensors.Affine mlpOutput;
    private final Tensor unembedding;
    private final @Nullable Tensor unembeddingBias;
    private final boolean tied;
    private final int classes;
    private final int width;
    final int hidden;
    final int mlp;
    final int logits;
    final int columns;
    final Rows joined;
    final Rows folded;
    final Rows constant;
    final PackedMatrix hiddenToLogits;
    final PackedMatrix logitsToHidden;
    final Rows product;
    private final PackedMatrix joinedTransposed;
    private final PackedMatrix unembeddingTransposed;
    private final Chunks ofWidth;
    private final Chunks ofHidden;
    private float[] parameters = new float[0];

    FoldedProducts(TransformerWeights weights) {
        this.weights = weights;
        TransformerSettings settings = weights.settings;
        TransformerTensors tensors = weights.tensors;
        kernel = weights.kernel;
        TransformerTensors.Layer layer = tensors.layers.getFirst();
        output = layer.output();
        mlpInput = layer.mlpInput();
        mlpOutput = layer.mlpOutput();
        tied = tensors.unembedding == null;
        unembedding = tensors.unembedding == null ? tensors.embedding : tensors.unembedding;
        unembeddingBias = tensors.unembeddingBias;
        classes = settings.classes();
        width = settings.width();
        hidden = settings.mlpWidth();
        mlp = Padding.round(hidden);
        logits = Padding.round(classes);
        columns = mlp + logits;
        ofWidth = chunks(width);
        ofHidden = chunks(hidden);
        joined = new Rows(width, columns);
        folded = new Rows(width, columns);
        constant = new Rows(1, columns);
        product = new Rows(hidden, classes);
        hiddenToLogits = new PackedMatrix(hidden, logits);
        logitsToHidden = new PackedMatrix(classes, hidden);
        joinedTransposed = new PackedMatrix(mlp + classes, width);
        unembeddingTransposed = new PackedMatrix(classes, width);
    }

    void load(Workers workers) {
        parameters = weights.parameters();
        // Pass 1: W.
        workers.run(ofWidth.count(), (worker, chunk) -> join(ofWidth.first(chunk), ofWidth.length(chunk)));
        // Pass 2: Wᵀ and Uᵀ, packed, the constant, G and M.
        int products = ofWidth.count();
        workers.run(products + ofHidden.count() + 2, (worker, task) -> {
            if (task == 0) {
                joinedTransposed.packTransposed(joined.values, joined.at(0), joined.stride, width);
            } else if (task == 1) {
                unembeddingTransposed.packTransposed(joined.values, joined.at(0) + mlp, joined.stride, width);
                loadConstant();
            } else if (task - 2 < products) {
                fold(ofWidth.first(task - 2), ofWidth.length(task - 2));
            } else {
                int chunk = task - 2 - products;
                multiplyThrough(ofHidden.first(chunk), ofHidden.length(chunk));
            }
        });
        // Pass 3: M and Mᵀ, packed.
        workers.run(2, (worker, task) -> {
            if (task == 0) {
                hiddenToLogits.pack(product.values, product.at(0), product.stride);
            } else {
                logitsToHidden.packTransposed(product.values, product.at(0), product.stride, hidden);
            }
        });
    }

    /// Rows of a product, shared among the threads.
    static Chunks chunks(int rows) {
        return new Chunks(rows, ROWS_PER_TASK);
    }

    private void join(int first, int rows) {
        for (int row = first; row < first + rows; row++) {
            int target = joined.at(row);
            System.arraycopy(parameters, mlpInput.weight().row(row), joined.values, target, hidden);
            if (tied) {
                for (int i = 0; i < classes; i++) {
                    joined.values[target + mlp + i] = parameters[unembedding.row(i) + row];
                }
            } else {
                System.arraycopy(parameters, unembedding.row(row), joined.values, target + mlp, classes);
            }
        }
    }

    /// G = W_O W for some rows.
    private void fold(int first, int rows) {
        Tensor weight = output.weight();
        multiply(rows, parameters, weight.row(first), weight.stride(), 0, columns, folded, folded.at(first), false);
    }

    /// M = W₂ U for some rows.
    private void multiplyThrough(int first, int rows) {
        Tensor weight = mlpOutput.weight();
        multiply(rows, parameters, weight.row(first), weight.stride(), mlp, logits, product, product.at(first), false);
    }

    /// y ← x W or y += x W for rows of x, in columns from … from + count − 1 of W.
    void multiply(
            int rows, float[] x, int xOffset, int xStride, int from, int count, Rows y, int yOffset, boolean add) {
        kernel.multiply(
                rows,
                width,
                count,
                x,
                xOffset,
                xStride,
                1,
                joined.values,
                joined.at(0) + from,
                joined.stride,
                PackedMatrix.PANEL,
                y.values,
                yOffset,
                y.stride,
                add);
    }

    private void loadConstant() {
        constant.clear();
        addBias(mlpInput.bias(), 0);
        addBias(unembeddingBias, mlp);
        Tensor before = output.bias();
        if (before != null) {
            multiply(1, parameters, before.offset(), before.stride(), 0, columns, constant, constant.at(0), true);
        }
        Tensor after = mlpOutput.bias();
        if (after != null) {
            multiply(1, parameters, after.offset(), after.stride(), mlp, logits, constant, constant.at(0) + mlp, true);
        }
    }

    private void addBias(@Nullable Tensor bias, int from) {
        if (bias != null) {
            kernel.add(parameters, bias.offset(), constant.values, constant.at(0) + from, bias.columns());
        }
    }

    /// ∂x += ∂y Wᵀ for rows of ∂y that lie `dyStride` apart.
    void backward(int rows, float[] dy, int dyOffset, int dyStride, float[] dx, int dxOffset, int dxStride) {
        joinedTransposed.multiply(kernel, rows, dy, dyOffset, dyStride, dx, dxOffset, dxStride, true);
    }

    /// The gradients of W_O, W₁, W₂, U and their biases.
    ///
    /// @param dFolded ∂G, layout as `folded`
    /// @param dJoined what reached W without passing G; what passes G, M and the biases is added to it
    /// @param dConstant ∂constant
    /// @param dProduct ∂M, layout as `product`
    void finish(Rows dFolded, Rows dJoined, float[] dConstant, float[] dProduct, float[] gradient, Workers workers) {
        int products = ofWidth.count();
        workers.run(1 + products + ofHidden.count(), (worker, task) -> {
            if (task == 0) {
                throughConstant(dConstant, gradient);
            } else if (task - 1 < products) {
                int first = ofWidth.first(task - 1);
                int rows = ofWidth.length(task - 1);
                throughOutput(first, rows, dFolded, gradient);
                throughJoined(first, rows, dFolded, dJoined, dConstant, dProduct, gradient);
            } else {
                int chunk = task - 1 - products;
                throughProduct(ofHidden.first(chunk), ofHidden.length(chunk), dProduct, gradient);
            }
        });
    }

    /// ∂W_O = ∂G Wᵀ for some rows.
    private void throughOutput(int first, int rows, Rows dFolded, float[] gradient) {
        Tensor weight = output.weight();
        joinedTransposed.multiply(
                kernel,
                rows,
                dFolded.values,
                dFolded.at(first),
                dFolded.stride,
                gradient,
                weight.row(first),
                weight.stride(),
                false);
    }

    /// Some rows of ∂W, and from them ∂W₁ and ∂U:
    ///
    ///     ∂W += W_Oᵀ ∂G,   its logit columns += W₂ᵀ ∂M,   += b_Oᵀ ∂constant,   its logit columns += b₂ᵀ ∂constant
    ///
    /// in this order, which the bits of the gradient depend on.
    private void throughJoined(
            int first, int rows, Rows dFolded, Rows dJoined, float[] dConstant, float[] dProduct, float[] gradient) {
        Tensor weight = output.weight();
        kernel.multiply(
                rows,
                width,
                columns,
                parameters,
                weight.offset() + first,
                1,
                weight.stride(),
                dFolded.values,
                dFolded.at(0),
                dFolded.stride,
                PackedMatrix.PANEL,
                dJoined.values,
                dJoined.at(first),
                dJoined.stride,
                true);
        Tensor second = mlpOutput.weight();
        kernel.multiply(
                rows,
                hidden,
                logits,
                parameters,
                second.offset() + first,
                1,
                second.stride(),
                dProduct,
                product.at(0),
                product.stride,
                PackedMatrix.PANEL,
                dJoined.values,
                dJoined.at(first) + mlp,
                dJoined.stride,
                true);
        addOuter(output.bias(), first, rows, dConstant, 0, columns, dJoined);
        addOuter(mlpOutput.bias(), first, rows, dConstant, mlp, logits, dJoined);
        split(first, rows, dJoined, gradient);
    }

    /// ∂W₂ = ∂M Uᵀ for some rows.
    private void throughProduct(int first, int rows, float[] dProduct, float[] gradient) {
        Tensor weight = mlpOutput.weight();
        unembeddingTransposed.multiply(
                kernel,
                rows,
                dProduct,
                product.at(first),
                product.stride,
                gradient,
                weight.row(first),
                weight.stride(),
                false);
    }

    /// ∂b₁ and ∂c, the two parts of ∂constant; ∂b_O = ∂constant Wᵀ; ∂b₂ = its logits Uᵀ.
    private void throughConstant(float[] dConstant, float[] gradient) {
        Tensor first = mlpInput.bias();
        if (first != null) {
            System.arraycopy(dConstant, 0, gradient, first.offset(), first.columns());
        }
        if (unembeddingBias != null) {
            System.arraycopy(dConstant, mlp, gradient, unembeddingBias.offset(), classes);
        }
        Tensor before = output.bias();
        if (before != null) {
            joinedTransposed.multiply(
                    kernel, 1, dConstant, 0, columns, gradient, before.offset(), before.stride(), false);
        }
        Tensor after = mlpOutput.bias();
        if (after != null) {
            unembeddingTransposed.multiply(
                    kernel, 1, dConstant, mlp, columns, gradient, after.offset(), after.stride(), false);
        }
    }

    /// ∂W += bᵀ ∂constant for some rows and columns.
    private void addOuter(
            @Nullable Tensor bias, int first, int rows, float[] dConstant, int from, int count, Rows dJoined) {
        if (bias != null) {
            for (int row = first; row < first + rows; row++) {
                float b = parameters[bias.offset() + row];
                kernel.addScaled(b, dConstant, from, dJoined.values, dJoined.at(row) + from, count);
            }
        }
    }

    /// ∂W₁ and ∂U from ∂W, for some rows.
    private void split(int first, int rows, Rows dJoined, float[] gradient) {
        for (int row = first; row < first + rows; row++) {
            int source = dJoined.at(row);
            System.arraycopy(dJoined.values, source, gradient, mlpInput.weight().row(row), hidden);
            if (tied) {
                for (int i = 0; i < classes; i++) {
                    gradient[unembedding.row(i) + row] += dJoined.values[source + mlp + i];
                }
            } else {
                System.arraycopy(dJoined.values, source + mlp, gradient, unembedding.row(row), classes);
            }
        }
    }
}
