// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.PackedMatrix;
import calorimeter.engine.kernel.Padding;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// y = x W + b for rows of x, with W packed for the engine's product.
final class Affine {

    /// Rows of a file that are read at once.
    private static final int ROWS = 64;

    private final PackedMatrix weight;
    private final @Nullable Matrix bias;

    private Affine(PackedMatrix weight, @Nullable Matrix bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /// From weights [outputs × inputs], as torch's Linear keeps them.
    static Affine ofRows(Shelf shelf, StoredTensor weight, Optional<StoredTensor> bias) {
        return ofRows(shelf, weight, bias, Math.toIntExact(weight.rows()), 1, 0);
    }

    /// From one of every `parts` blocks of rows of weights [all × inputs], as GPT-NeoX keeps the queries,
    /// keys and values of a head.
    ///
    /// @param block rows of a block
    /// @param part the first block that is taken
    static Affine ofRows(
            Shelf shelf, StoredTensor weight, Optional<StoredTensor> bias, int block, int parts, int part) {
        int inputs = Math.toIntExact(weight.columns());
        int outputs = Math.toIntExact(weight.rows()) / parts;
        float[] start = new float[Padding.round(outputs)];
        PackedMatrix packed = shelf.matrix(inputs, outputs);
        packed.clear();
        float[] rows = shelf.rows(ROWS * inputs);
        for (int to = 0, count; to < outputs; to += count) {
            count = Math.min(ROWS, block - to % block);
            long from = (long) (to / block * parts + part) * block + to % block;
            weight.read(from * inputs, count * inputs, rows, 0);
            packed.packTransposed(new Matrix(rows, 0, inputs, Padding.round(inputs)), to, count);
            if (bias.isPresent()) {
                bias.get().read(from, count, start, to);
            }
        }
        weight.unload();
        return new Affine(packed, bias.isPresent() ? repeated(start) : null);
    }

    /// From the columns from `from` on of weights [inputs × all], as GPT-2's Conv1D keeps them.
    static Affine ofColumns(Shelf shelf, StoredTensor weight, StoredTensor bias, int from, int outputs) {
        int inputs = Math.toIntExact(weight.rows());
        // Whole registers are packed: behind the columns must stand zeros, not their neighbours.
        int padded = Padding.round(outputs);
        PackedMatrix packed = shelf.matrix(inputs, outputs);
        float[] rows = shelf.rows(ROWS * padded);
        Arrays.fill(rows, 0f);
        for (int first = 0; first < inputs; first += ROWS) {
            int count = Math.min(ROWS, inputs - first);
            for (int row = 0; row < count; row++) {
                weight.read((first + row) * weight.columns() + from, outputs, rows, row * padded);
            }
            packed.pack(new Matrix(rows, 0, padded, padded), first, count);
        }
        weight.unload();
        float[] start = new float[padded];
        bias.read(from, outputs, start, 0);
        return new Affine(packed, repeated(start));
    }

    private static Matrix repeated(float[] row) {
        return new Matrix(row, 0, row.length, row.length).repeated();
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
