// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A matrix B [inner × columns], copied into contiguous panels of [#PANEL] columns for products that read it many
/// times. The rows of a panel lie one after another in cache and share few pages.
///
/// Panel j holds the columns from j·PANEL to (j + 1)·PANEL − 1 of every row; missing columns of the last panel are
/// zero. The layout does not depend on the kernel.
public final class PackedMatrix {

    /// Columns of a panel: four registers of 512 bits, which is the widest of the [VectorTiles].
    public static final int PANEL = 64;

    /// Rows of a panel that [#packTransposed] fills, column by column, before the next: they stay in the first-level
    /// cache. Gathers with contiguous stores were slower by 5 to 18 % on an AMD EPYC of 2022.
    private static final int BLOCK = 32;

    private final int inner;
    private final int columns;
    private final float[] values;
    private final Matrix panels;

    public PackedMatrix(int inner, int columns) {
        this(inner, columns, new float[Math.toIntExact(Padding.FIRST + floats(inner, columns))], Padding.FIRST);
    }

    /// A matrix in the floats of `room` from `first` on, with what is in them.
    public PackedMatrix(int inner, int columns, float[] room, int first) {
        this.inner = inner;
        this.columns = Padding.round(columns);
        values = room;
        panels = new Matrix(values, first, PANEL, 1, PANEL * inner, this.columns);
    }

    /// Floats that it takes.
    public static long floats(int inner, int columns) {
        return (long) (columns + PANEL - 1) / PANEL * PANEL * inner;
    }

    /// Makes all elements zero.
    public void clear() {
        int first = panels.at(0, 0);
        Arrays.fill(values, first, first + (int) floats(inner, columns), 0f);
    }

    /// Copies row-major rows [inner × columns].
    public void pack(Matrix source) {
        pack(source, 0, inner);
    }

    /// Copies row-major rows [rows × columns] to the rows from `from` on.
    public void pack(Matrix source, int from, int rows) {
        for (int first = 0; first < columns; first += PANEL) {
            int width = Math.min(PANEL, columns - first);
            for (int k = 0; k < rows; k++) {
                System.arraycopy(source.values, source.at(k, first), values, panels.at(from + k, first), width);
            }
        }
    }

    /// Copies the transpose of row-major rows [sourceRows × inner]; they become the columns of this matrix.
    public void packTransposed(Matrix source, int sourceRows) {
        if (sourceRows < columns) {
            clear();
        }
        packTransposed(source, 0, sourceRows);
    }

    /// Copies the transpose of row-major rows [sourceRows × inner] to the columns from `to` on; others stay.
    public void packTransposed(Matrix source, int to, int sourceRows) {
        float[] from = source.values;
        for (int first = 0; first < inner; first += BLOCK) {
            int last = Math.min(first + BLOCK, inner);
            for (int row = 0; row < sourceRows; row++) {
                int target = panels.at(0, to + row);
                int begin = source.at(row, 0);
                for (int k = first; k < last; k++) {
                    values[target + k * PANEL] = from[begin + k];
                }
            }
        }
    }

    /// C = S + A·B for rows first … first + rows − 1 of A, S and C, with a start S as in [Kernel#multiply].
    public void multiply(Kernel kernel, int first, int rows, Matrix a, @Nullable Matrix start, Matrix c) {
        multiply(kernel, first, rows, 0, inner, a, start, c);
    }

    /// As before, over `count` rows of B from `from` on and as many columns of A.
    public void multiply(
            Kernel kernel, int first, int rows, int from, int count, Matrix a, @Nullable Matrix start, Matrix c) {
        kernel.multiply(first, rows, from, count, a, panels, start, c);
    }
}
