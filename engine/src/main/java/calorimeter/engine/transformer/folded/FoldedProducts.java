// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.folded;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.PackedMatrix;
import calorimeter.engine.kernel.Padding;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.transformer.input.TransformerWeights;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import org.jspecify.annotations.Nullable;

/// The products of parameters that [FoldedComputation] works with; [ProductsGradient] is the chain rule through them.
///
///     W = [W₁ | U] [width × columns],   G = W_O W [width × columns],   M = W₂ U [mlpWidth × classes]
///     constant = b_O W + [b₁ | b₂U + c] [columns]
///
/// The first `mlp` columns belong to the MLP's preactivations, the other `logits` ones to the logits; both are
/// padded.
final class FoldedProducts {

    /// Rows of a product that one task computes.
    private static final int ROWS_PER_TASK = 32;

    final TransformerWeights weights;
    final TransformerTensors.Affine output;
    final TransformerTensors.Affine mlpInput;
    final TransformerTensors.Affine mlpOutput;
    final Tensor unembedding;
    final @Nullable Tensor unembeddingBias;
    final boolean tied;
    final int classes;
    final int width;
    final int hidden;
    final int mlp;
    final int logits;
    final int columns;
    final Rows joined;

    /// U, the logit columns of W.
    private final Matrix unembeddingColumns;

    final Rows folded;
    final Rows constant;
    final Rows product;
    final PackedMatrix hiddenToLogits;
    final PackedMatrix logitsToHidden;
    final PackedMatrix joinedTransposed;
    final PackedMatrix unembeddingTransposed;
    final Chunks ofWidth;
    final Chunks ofHidden;
    private final Kernel kernel;
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
        unembeddingColumns = logits(joined);
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
        Matrix before = output.weight().in(parameters);
        Matrix second = mlpOutput.weight().in(parameters);
        workers.run(products + ofHidden.count() + 2, (worker, task) -> {
            if (task == 0) {
                joinedTransposed.packTransposed(joined.matrix, width);
            } else if (task == 1) {
                unembeddingTransposed.packTransposed(unembeddingColumns, width);
                loadConstant();
            } else if (task - 2 < products) {
                multiply(ofWidth, task - 2, before, joined.matrix, folded.matrix);
            } else {
                multiply(ofHidden, task - 2 - products, second, unembeddingColumns, product.matrix);
            }
        });
        // Pass 3: M and Mᵀ, packed.
        workers.run(2, (worker, task) -> {
            if (task == 0) {
                hiddenToLogits.pack(product.matrix);
            } else {
                logitsToHidden.packTransposed(product.matrix, hidden);
            }
        });
    }

    /// C = A·B for the rows of one chunk.
    private void multiply(Chunks chunks, int chunk, Matrix a, Matrix b, Matrix c) {
        kernel.multiply(chunks.first(chunk), chunks.length(chunk), 0, width, a, b, null, c);
    }

    /// The logit columns of rows that have all.
    Matrix logits(Rows rows) {
        return rows.matrix.columns(mlp, logits);
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

    /// b_O W + [b₁ | b₂U + c].
    private void loadConstant() {
        constant.clear();
        addBias(mlpInput.bias(), 0);
        addBias(unembeddingBias, mlp);
        addProduct(output.bias(), joined.matrix, constant.matrix);
        addProduct(mlpOutput.bias(), unembeddingColumns, logits(constant));
    }

    private void addBias(@Nullable Tensor bias, int from) {
        if (bias != null) {
            kernel.add(parameters, bias.offset(), constant.values, constant.at(0) + from, bias.columns());
        }
    }

    private void addProduct(@Nullable Tensor bias, Matrix b, Matrix sum) {
        if (bias != null) {
            kernel.multiply(0, 1, 0, width, bias.in(parameters), b, sum, sum);
        }
    }
}
