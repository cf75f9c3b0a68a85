// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

/// A matrix in an array: where its elements lie. It is made once, beside the array, so that products allocate nothing.
///
/// Row-major rows are `rowStride` apart. A transposed view exchanges the strides. A [PackedMatrix] keeps panels of
/// [PackedMatrix#PANEL] columns, `panelStep` apart. In all three, element (i, j) is at
///
///     offset + i·rowStride + (j div PANEL)·panelStep + (j mod PANEL)·columnStride
public final class Matrix {

    final float[] values;
    final int offset;
    final int rowStride;
    final int columnStride;
    final int panelStep;

    /// Columns that a product writes, padding included; without meaning in a view that is only read.
    final int columns;

    Matrix(float[] values, int offset, int rowStride, int columnStride, int panelStep, int columns) {
        this.values = values;
        this.offset = offset;
        this.rowStride = rowStride;
        this.columnStride = columnStride;
        this.panelStep = panelStep;
        this.columns = columns;
    }

    /// Rows of contiguous elements.
    ///
    /// @param columns of a row, padding included: a multiple of [Kernel#STRIPES]
    public Matrix(float[] values, int offset, int stride, int columns) {
        this(values, offset, stride, 1, PackedMatrix.PANEL, columns);
    }

    /// A left factor with element (i, k) at offset + i·rowStride + k·columnStride.
    public static Matrix strided(float[] values, int offset, int rowStride, int columnStride) {
        return new Matrix(values, offset, rowStride, columnStride, PackedMatrix.PANEL * columnStride, 0);
    }

    /// The transpose of row-major rows, as a left factor.
    public Matrix transposed() {
        return strided(values, offset, columnStride, rowStride);
    }

    /// The rows from `row` on.
    public Matrix rows(int row) {
        return new Matrix(values, at(row, 0), rowStride, columns);
    }

    /// Some columns of row-major rows.
    public Matrix columns(int from, int count) {
        return new Matrix(values, at(0, from), rowStride, count);
    }

    /// The first row again and again, as a start: a bias.
    public Matrix repeated() {
        return new Matrix(values, offset, 0, columns);
    }

    /// Index of element (i, j).
    int at(int i, int j) {
        return offset + i * rowStride + j / PackedMatrix.PANEL * panelStep + j % PackedMatrix.PANEL * columnStride;
    }

    float get(int i, int j) {
        return values[at(i, j)];
    }
}
