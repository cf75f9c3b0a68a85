package calorimeter.engine.model;

import java.util.Arrays;

/// Sums over the rows of a table of which a shard of the batch reads only some: the others are neither cleared
/// nor added, and hold nothing of meaning until [#settle].
final class TableSums {

    final float[] values;
    private final int offset;
    private final int rowLength;
    private final boolean[] touched;

    TableSums(int offset, int rows, int rowLength) {
        this.offset = offset;
        this.rowLength = rowLength;
        values = new float[offset + rows * rowLength];
        touched = new boolean[rows];
    }

    void clear() {
        Arrays.fill(touched, false);
    }

    /// Must be called before anything is added to a row.
    void touch(int row) {
        if (!touched[row]) {
            touched[row] = true;
            Arrays.fill(values, at(row), at(row + 1), 0f);
        }
    }

    private int at(int row) {
        return offset + row * rowLength;
    }

    int rows() {
        return touched.length;
    }

    void add(TableSums other, int row) {
        if (other.touched[row] && touched[row]) {
            Rows.add(other.values, at(row), values, at(row), rowLength);
        } else if (other.touched[row]) {
            System.arraycopy(other.values, at(row), values, at(row), rowLength);
            touched[row] = true;
        }
    }

    /// Makes the rows that nothing was added to zero.
    void settle() {
        for (int row = 0; row < touched.length; row++) {
            touch(row);
        }
    }
}
