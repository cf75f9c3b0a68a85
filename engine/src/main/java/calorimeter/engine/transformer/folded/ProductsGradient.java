// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.folded;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.PackedMatrix;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Tensor;
import org.jspecify.annotations.Nullable;

/// The chain rule through [FoldedProducts], from ∂G, ∂M, ∂constant and what reached W directly:
///
///     ∂W += W_Oᵀ ∂G + b_Oᵀ ∂constant,   its logit columns += W₂ᵀ ∂M + b₂ᵀ ∂constant's logits
///     ∂W_O = ∂G Wᵀ,   ∂W₂ = ∂M Uᵀ,   [∂W₁ | ∂U] = ∂W
///     ∂b_O = ∂constant Wᵀ,   ∂b₂ = ∂constant's logits Uᵀ,   [∂b₁ | ∂c] = ∂constant
final class ProductsGradient {

    private final FoldedProducts products;
    private final Kernel kernel;

    /// To be filled before [#finish], which adds to ∂W.
    final Rows dFolded;

    final Rows dJoined;
    final Rows dConstant;

    private final Matrix dUnembedding;
    private final Matrix dLogitConstant;

    ProductsGradient(FoldedProducts products) {
        this.products = products;
        kernel = products.weights.kernel;
        dFolded = new Rows(products.width, products.columns);
        dJoined = new Rows(products.width, products.columns);
        dConstant = new Rows(1, products.columns);
        dUnembedding = products.logits(dJoined);
        dLogitConstant = products.logits(dConstant);
    }

    /// Writes the gradients of all tensors but a tied embedding's, which it adds to.
    void finish(Matrix dProduct, float[] gradient, Workers workers) {
        float[] parameters = products.weights.parameters();
        Matrix output = products.output.weight().in(parameters).transposed();
        Matrix dOutput = products.output.weight().in(gradient);
        Matrix second = products.mlpOutput.weight().in(parameters).transposed();
        Matrix dSecond = products.mlpOutput.weight().in(gradient);
        Chunks ofWidth = products.ofWidth;
        Chunks ofHidden = products.ofHidden;
        workers.run(1 + ofWidth.count() + ofHidden.count(), (worker, task) -> {
            if (task == 0) {
                throughConstant(gradient);
            } else if (task - 1 < ofWidth.count()) {
                int first = ofWidth.first(task - 1);
                int rows = ofWidth.length(task - 1);
                products.joinedTransposed.multiply(kernel, first, rows, dFolded.matrix, null, dOutput);
                // The bits of the gradient depend on the order of these sums.
                kernel.multiply(first, rows, 0, products.width, output, dFolded.matrix, dJoined.matrix, dJoined.matrix);
                kernel.multiply(first, rows, 0, products.hidden, second, dProduct, dUnembedding, dUnembedding);
                addOuter(first, rows, products.output.bias(), dConstant.matrix, dJoined.matrix);
                addOuter(first, rows, products.mlpOutput.bias(), dLogitConstant, dUnembedding);
                split(first, rows, gradient);
            } else {
                int first = ofHidden.first(task - 1 - ofWidth.count());
                int rows = ofHidden.length(task - 1 - ofWidth.count());
                products.unembeddingTransposed.multiply(kernel, first, rows, dProduct, null, dSecond);
            }
        });
    }

    /// Adds bᵀ d to some rows of a sum.
    private void addOuter(int first, int rows, @Nullable Tensor bias, Matrix d, Matrix sum) {
        if (bias != null) {
            Matrix column = bias.in(products.weights.parameters()).transposed();
            kernel.multiply(first, rows, 0, 1, column, d, sum, sum);
        }
    }

    /// Writes some rows of ∂W₁ and ∂U from those of ∂W.
    private void split(int first, int rows, float[] gradient) {
        Tensor unembedding = products.unembedding;
        int classes = products.classes;
        for (int row = first; row < first + rows; row++) {
            int source = dJoined.at(row);
            int logits = source + products.mlp;
            System.arraycopy(
                    dJoined.values, source, gradient, products.mlpInput.weight().row(row), products.hidden);
            if (products.tied) {
                for (int i = 0; i < classes; i++) {
                    gradient[unembedding.row(i) + row] += dJoined.values[logits + i];
                }
            } else {
                System.arraycopy(dJoined.values, logits, gradient, unembedding.row(row), classes);
            }
        }
    }

    private void throughConstant(float[] gradient) {
        copy(0, products.mlpInput.bias(), products.hidden, gradient);
        copy(products.mlp, products.unembeddingBias, products.classes, gradient);
        multiply(dConstant.matrix, products.joinedTransposed, products.output.bias(), gradient);
        multiply(dLogitConstant, products.unembeddingTransposed, products.mlpOutput.bias(), gradient);
    }

    private void copy(int from, @Nullable Tensor bias, int count, float[] gradient) {
        if (bias != null) {
            System.arraycopy(dConstant.values, dConstant.at(0) + from, gradient, bias.offset(), count);
        }
    }

    private void multiply(Matrix d, PackedMatrix transposed, @Nullable Tensor bias, float[] gradient) {
        if (bias != null) {
            transposed.multiply(kernel, 0, 1, d, null, bias.in(gradient));
        }
    }
}
