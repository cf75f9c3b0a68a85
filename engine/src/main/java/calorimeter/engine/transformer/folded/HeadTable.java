// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.folded;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.PackedMatrix;

/// One head's rows of the table of [FoldedComputation], and the chain rule through them.
///
/// v_h [input rows × headSize] are its columns of the values, G_h [headSize × columns] its rows of G:
///
///     table_h = v_h G_h,   ∂v_h = ∂table_h G_hᵀ,   ∂G_h = v_hᵀ ∂table_h
final class HeadTable {

    private final Kernel kernel;
    private final int column;
    private final Matrix value;
    private final Matrix valueTransposed;
    private final Matrix folded;
    private final PackedMatrix foldedTransposed;
    private final Matrix dFolded;
    private final Rows dValue;

    /// table_h [input rows × columns].
    private final Matrix table;

    /// @param column the first of the head's columns of the values, and row of G
    HeadTable(Kernel kernel, Rows value, int column, int headSize, Rows folded, Rows dFolded, Matrix table) {
        this.kernel = kernel;
        this.column = column;
        this.value = value.matrix.columns(column, headSize);
        valueTransposed = this.value.transposed();
        this.folded = folded.matrix.rows(column);
        foldedTransposed = new PackedMatrix(folded.width, headSize);
        this.dFolded = dFolded.matrix.rows(column);
        dValue = new Rows(value.count, headSize);
        this.table = table;
    }

    /// Computes rows first … first + rows − 1.
    void load(int first, int rows) {
        kernel.multiply(first, rows, 0, dValue.width, value, folded, null, table);
    }

    /// Writes the head's columns of ∂v and rows of ∂G.
    void backward(Matrix dTable, Rows dValues) {
        foldedTransposed.packTransposed(folded, dValue.width);
        foldedTransposed.multiply(kernel, 0, dValue.count, dTable, null, dValue.matrix);
        for (int row = 0; row < dValue.count; row++) {
            System.arraycopy(dValue.values, dValue.at(row), dValues.values, dValues.at(row) + column, dValue.width);
        }
        kernel.multiply(0, dValue.width, 0, dValue.count, valueTransposed, dTable, null, dFolded);
    }
}
