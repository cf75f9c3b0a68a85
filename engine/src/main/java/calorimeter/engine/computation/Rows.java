// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.computation;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.Padding;
import java.util.Arrays;

/// A buffer of activation rows of one width. Padding columns stay zero: every operation that fills rows either
/// leaves them alone or computes zeros there from the zero padding of the parameters.
public final class Rows {

    public final float[] values;
    public final int count;
    public final int width;
    public final int stride;

    /// These rows and their transpose, for products.
    public final Matrix matrix;

    public final Matrix transposed;

    public Rows(int rows, int width) {
        count = rows;
        this.width = width;
        stride = Padding.activationStride(width);
        values = new float[Padding.FIRST + rows * stride];
        matrix = in(values);
        transposed = matrix.transposed();
    }

    /// Rows that lie in another array as these do in theirs.
    public Matrix in(float[] array) {
        return new Matrix(array, Padding.FIRST, stride, Padding.round(width));
    }

    /// Index of the first element of a row.
    public int at(int row) {
        return Padding.FIRST + row * stride;
    }

    public void clear() {
        Arrays.fill(values, 0f);
    }

    /// The first `rows` rows.
    public void clear(int rows) {
        clear(0, rows);
    }

    /// Rows `from` to `to` − 1.
    public void clear(int from, int to) {
        Arrays.fill(values, at(from), at(to), 0f);
    }

    /// Adds row `from` of x to row `to` of this.
    public void addRow(Kernel kernel, int to, Rows x, int from) {
        kernel.add(x.values, x.at(from), values, at(to), width);
    }

    /// Copies the first `rows` rows to a row-major array without padding, from its row `first` on.
    public void copyTo(int rows, float[] target, int first) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(values, at(i), target, (first + i) * width, width);
        }
    }

    /// Copies row `from` of x to row `to` of this.
    public void copyRow(int to, Rows x, int from) {
        System.arraycopy(x.values, x.at(from), values, at(to), width);
    }
}
