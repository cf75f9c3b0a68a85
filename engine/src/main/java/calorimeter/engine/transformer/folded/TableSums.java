// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.folded;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Sums over the rows of a table of which a shard of the batch reads only some: the others are neither cleared
/// nor added, and hold nothing of meaning until [#settle].
final class TableSums {

    final float[] values;
    private final Kernel kernel;
    private final Rows table;
    private final int heads;
    private final Matrix[] rows;
    private final boolean[] touched;

    /// @param table what the sums are laid out as, with `heads` rows for each row of the sums
    TableSums(Kernel kernel, Rows table, int heads) {
        this.kernel = kernel;
        this.table = table;
        this.heads = heads;
        values = new float[table.values.length];
        Matrix all = table.in(values);
        rows = IntStream.range(0, table.count / heads)
                .mapToObj(row -> all.rows(row * heads))
                .toArray(Matrix[]::new);
        touched = new boolean[rows.length];
    }

    /// A row, [heads × columns].
    Matrix row(int row) {
        return rows[row];
    }

    void clear() {
        Arrays.fill(touched, false);
    }

    /// Must be called before a row is written.
    ///
    /// @return whether something was added to it since [#clear]; otherwise the caller overwrites what is there
    boolean touch(int row) {
        boolean before = touched[row];
        touched[row] = true;
        return before;
    }

    private int at(int row) {
        return table.at(row * heads);
    }

    int rows() {
        return touched.length;
    }

    void add(TableSums other, int row) {
        if (other.touched[row] && touched[row]) {
            kernel.add(other.values, at(row), values, at(row), heads * table.stride);
        } else if (other.touched[row]) {
            System.arraycopy(other.values, at(row), values, at(row), heads * table.stride);
            touched[row] = true;
        }
    }

    /// Makes the rows that nothing was added to zero.
    void settle() {
        for (int row = 0; row < touched.length; row++) {
            if (!touch(row)) {
                Arrays.fill(values, at(row), at(row + 1), 0f);
            }
        }
    }
}
