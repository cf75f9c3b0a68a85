// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.PackedMatrix;
import calorimeter.engine.kernel.Padding;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// y = x W + b for rows of x, with W packed for the engine's product.
final class Affine {

    private final PackedMatrix weight;
    private final @Nullable Matrix bias;

    private Affine(PackedMatrix weight, @Nullable Matrix bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /// From weights [outputs × inputs], as torch's Linear keeps them.
    static Affine ofRows(StoredTensor weight, Optional<StoredTensor> bias) {
        int outputs = Math.toIntExact(weight.rows());
        int inputs = Math.toIntExact(weight.columns());
        return ofRows(
                weight.floats(),
                0,
                inputs,
                outputs,
                bias.map(StoredTensor::floats).orElse(null),
                0);
    }

    /// From row-major rows [outputs × inputs] that begin at `offset`.
    static Affine ofRows(float[] weight, int offset, int inputs, int outputs, float @Nullable [] bias, int biasOffset) {
        PackedMatrix packed = new PackedMatrix(inputs, outputs);
        packed.packTransposed(new Matrix(weight, offset, inputs, Padding.round(inputs)), outputs);
        return new Affine(packed, bias == null ? null : start(bias, biasOffset, outputs));
    }

    /// From some columns of weights [inputs × all], as GPT-2's Conv1D keeps them.
    static Affine ofColumns(float[] weight, int all, int from, int inputs, int outputs, float[] bias) {
        PackedMatrix packed = new PackedMatrix(inputs, outputs);
        packed.pack(new Matrix(weight, from, all, Padding.round(outputs)));
        return new Affine(packed, start(bias, from, outputs));
    }

    private static Matrix start(float[] bias, int offset, int outputs) {
        float[] padded = new float[Padding.round(outputs)];
        System.arraycopy(bias, offset, padded, 0, outputs);
        return new Matrix(padded, 0, padded.length, padded.length).repeated();
    }

    /// y ← x W + b for the first `rows` rows of x, into rows of y from `to` on.
    void apply(Kernel kernel, int rows, Rows x, Rows y, int to) {
        weight.multiply(kernel, 0, rows, x.matrix, bias, y.matrix.rows(to));
    }

    /// y ← x W + b for `rows` rows of x from `from` on, into the first of y.
    void apply(Kernel kernel, int from, int rows, Rows x, Rows y) {
        weight.multiply(kernel, 0, rows, x.matrix.rows(from), bias, y.matrix);
    }
}
