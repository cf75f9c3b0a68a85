package calorimeter.engine.transformer.folded;

import calorimeter.engine.kernel.Kernel;
import java.util.Arrays;

/// Sums over the rows of a table of which a shard of the batch reads only some: the others are neither cleared
/// nor added, and hold nothing of meaning until [#settle].
final class TableSums {

    final float[] values;
    private final Kernel kernel;
    private final int offset;
    private final int rowLength;
    private final boolean[] touched;

    TableSums(Kernel kernel, int offset, int rows, int rowLength) {
        this.kernel = kernel;
        this.offset = offset;
        this.rowLength = rowLength;
        values = new float[offset + rows * rowLength];
        touched = new boolean[rows];
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
        return offset + row * rowLength;
    }

    int rows() {
        return touched.length;
    }

    void add(TableSums other, int row) {
        if (other.touched[row] && touched[row]) {
            kernel.add(other.values, at(row), values, at(row), rowLength);
        } else if (other.touched[row]) {
            System.arraycopy(other.values, at(row), values, at(row), rowLength);
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
