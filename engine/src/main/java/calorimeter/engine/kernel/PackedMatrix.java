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

    public PackedMatrix(int inner, int columns) {
        this.inner = inner;
        this.columns = Padding.round(columns);
        this.values = new float[Padding.FIRST + (columns + PANEL - 1) / PANEL * PANEL * inner];
    }

    /// Copies a row-major slice [inner × columns].
    public void pack(float[] source, int offset, int stride) {
        for (int first = 0; first < columns; first += PANEL) {
            int width = Math.min(PANEL, columns - first);
            for (int k = 0; k < inner; k++) {
                int target = Padding.FIRST + first * inner + k * PANEL;
                System.arraycopy(source, offset + k * stride + first, values, target, width);
            }
        }
    }

    /// Copies the transpose of a row-major slice [sourceRows × inner]; its rows become the columns of this matrix.
    public void packTransposed(float[] source, int offset, int stride, int sourceRows) {
        if (sourceRows < columns) {
            Arrays.fill(values, 0f);
        }
        for (int first = 0; first < inner; first += BLOCK) {
            int last = Math.min(first + BLOCK, inner);
            for (int row = 0; row < sourceRows; row++) {
                int target = Padding.FIRST + row / PANEL * PANEL * inner + row % PANEL;
                int from = offset + row * stride;
                for (int k = first; k < last; k++) {
                    values[target + k * PANEL] = source[from + k];
                }
            }
        }
    }

    /// C = S + A·B for `rows` rows of a row-major A, with a start S as in [Kernel#multiply].
    public void multiply(
            Kernel kernel,
            int rows,
            float[] a,
            int aOffset,
            int aStride,
            float @Nullable [] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        kernel.multiply(
                rows,
                inner,
                columns,
                a,
                aOffset,
                aStride,
                1,
                values,
                Padding.FIRST,
                PANEL,
                PANEL * inner,
                start,
                startOffset,
                startStride,
                c,
                cOffset,
                cStride);
    }

    /// C = A·B or C += A·B for `rows` rows of a row-major A.
    public void multiply(
            Kernel kernel,
            int rows,
            float[] a,
            int aOffset,
            int aStride,
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        multiply(kernel, rows, a, aOffset, aStride, accumulate ? c : null, cOffset, cStride, c, cOffset, cStride);
    }
}
