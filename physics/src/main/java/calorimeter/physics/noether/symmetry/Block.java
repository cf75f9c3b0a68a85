// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.symmetry;

/// A rectangle of a tensor, seen as a matrix a of `rows` × `columns`, with the sign it has in a charge. Entry (i, j) is
/// number offset + i·rowStride + j·columnStride of the row-major tensor.
///
/// ```java
/// Block keys = Block.matrix("W_K", width, heads * size).columns(head * size, size).negative();   // [width × size]
/// Block output = Block.matrix("W_O", heads * size, width).rows(head * size, size).transposed();  // [width × size]
/// Block bias = Block.vector("b_Q", heads * size).columns(head * size, size);                     // [1 × size]
/// ```
///
/// @param tensor       name of the tensor
/// @param length       number of entries of the tensor
/// @param offset       number of the first entry
/// @param rows         of the view
/// @param rowStride    entries between rows
/// @param columns      of the view
/// @param columnStride entries between columns
/// @param sign         1 or −1
public record Block(
        String tensor, int length, int offset, int rows, int rowStride, int columns, int columnStride, int sign) {

    /// @throws IllegalArgumentException if the view leaves the tensor or is empty
    public Block {
        int last = offset + (rows - 1) * rowStride + (columns - 1) * columnStride;
        if (rows < 1 || columns < 1 || offset < 0 || rowStride < 0 || columnStride < 0 || last >= length) {
            throw new IllegalArgumentException("a block of " + rows + " × " + columns + " from entry " + offset
                    + " does not lie in tensor " + tensor + " of " + length + " entries");
        }
        if (sign != 1 && sign != -1) {
            throw new IllegalArgumentException("sign is " + sign + " but must be 1 or -1");
        }
    }

    /// A whole tensor of rows × columns.
    public static Block matrix(String tensor, int rows, int columns) {
        return new Block(tensor, rows * columns, 0, rows, columns, columns, 1, 1);
    }

    /// A whole vector as one row.
    public static Block vector(String tensor, int length) {
        return matrix(tensor, 1, length);
    }

    /// Some neighbouring columns.
    public Block columns(int first, int count) {
        requireWithin("columns", first, count, columns);
        return new Block(tensor, length, offset + first * columnStride, rows, rowStride, count, columnStride, sign);
    }

    /// Some neighbouring rows.
    public Block rows(int first, int count) {
        requireWithin("rows", first, count, rows);
        return new Block(tensor, length, offset + first * rowStride, count, rowStride, columns, columnStride, sign);
    }

    /// The rows first, first + step, first + 2·step, …
    public Block everyRow(int first, int step) {
        requireWithin("rows", first, 1, rows);
        int count = (rows - first + step - 1) / step;
        return new Block(
                tensor, length, offset + first * rowStride, count, step * rowStride, columns, columnStride, sign);
    }

    private void requireWithin(String what, int first, int count, int available) {
        if (first < 0 || count < 1 || first + count > available) {
            throw new IllegalArgumentException(what + " " + first + " to " + (first + count - 1) + " of " + tensor
                    + " are asked for, but it has " + available);
        }
    }

    /// Rows for columns.
    public Block transposed() {
        return new Block(tensor, length, offset, columns, columnStride, rows, rowStride, sign);
    }

    /// With the opposite sign in the charge.
    public Block negative() {
        return new Block(tensor, length, offset, rows, rowStride, columns, columnStride, -sign);
    }

    int index(int row, int column) {
        return offset + row * rowStride + column * columnStride;
    }

    Tensors.Entries of(Tensors tensors) {
        Tensors.Entries entries = tensors.entries(tensor);
        if (entries.length() != length) {
            throw new IllegalArgumentException(
                    "tensor " + tensor + " has " + entries.length() + " entries but must have " + length);
        }
        return entries;
    }
}
