// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.physics.noether.symmetry.Block;

/// A block in the flat array of all parameters, padding between rows included: entry (i, j) is number
/// offset + i·rowStride + j·columnStride.
///
/// @param sign 1 or −1, in a charge
record View(int offset, int rows, int rowStride, int columns, int columnStride, int sign) {

    static View of(Block block, ParameterLayout layout) {
        Tensor tensor = layout.tensor(block.tensor());
        int columns = tensor.columns();
        return new View(
                tensor.row(block.offset() / columns) + block.offset() % columns,
                block.rows(),
                stride(block.rowStride(), tensor),
                block.columns(),
                stride(block.columnStride(), tensor),
                block.sign());
    }

    /// Blocks step from column to column or by whole rows.
    private static int stride(int packed, Tensor tensor) {
        if (packed % tensor.columns() == 0) {
            return packed / tensor.columns() * tensor.stride();
        }
        return packed;
    }

    /// Whether the other is this one, moved.
    boolean isLike(View other) {
        return rows == other.rows
                && rowStride == other.rowStride
                && columns == other.columns
                && columnStride == other.columnStride
                && sign == other.sign;
    }
}
