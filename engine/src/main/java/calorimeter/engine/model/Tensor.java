package calorimeter.engine.model;

import calorimeter.engine.kernel.Padding;

/// One named parameter tensor inside the flat array of all parameters: row-major [rows × columns], rows
/// `stride` apart.
///
/// The columns between `columns` and `stride` are padding: zero, with zero gradient, and no part of the model.
///
/// @param vector true for biases and gains, which have one row
public record Tensor(String name, int rows, int columns, int offset, boolean vector) {

    public int stride() {
        return Padding.round(columns);
    }

    /// Elements without padding.
    public int size() {
        return rows * columns;
    }

    int end() {
        return offset + rows * stride();
    }

    int row(int row) {
        return offset + row * stride();
    }
}
