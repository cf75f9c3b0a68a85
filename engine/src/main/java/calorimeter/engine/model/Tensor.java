// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.model;

import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.Padding;

/// One named parameter tensor inside the flat array of all parameters: row-major [rows × columns], rows
/// `stride` apart.
///
/// The columns between `columns` and `stride` are padding: zero, with zero gradient, and no part of the model.
///
/// @param vector true for biases and gains, which have one row
/// @param decays false for constants of the model that are trained but are no weights: no weight decay acts
///     on them
public record Tensor(String name, int rows, int columns, int offset, boolean vector, boolean decays, Initial initial) {

    public int stride() {
        return Padding.round(columns);
    }

    /// Elements without padding.
    public int size() {
        return rows * columns;
    }

    /// Index behind the last element, padding included.
    public int end() {
        return row(rows);
    }

    /// Index of the first element of a row.
    public int row(int row) {
        return offset + row * stride();
    }

    /// This tensor in an array of all parameters or of their gradient.
    public Matrix in(float[] array) {
        return new Matrix(array, offset, stride(), stride());
    }
}
