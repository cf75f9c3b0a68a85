package calorimeter.engine.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A matrix B [inner × columns] copied into panels of [#PANEL] columns, each panel contiguous, for products
/// that read it many times: the rows of a panel then lie one after another in cache and share few pages.
///
/// Panel j holds columns [j·PANEL, (j+1)·PANEL) for every row; missing columns of the last panel are zero. The
/// layout does not depend on the kernel; a kernel may split a panel into narrower tiles.
public final class PackedMatrix {

    /// Columns of a panel: four 512-bit registers, what the widest tile of [VectorProducts] holds.
    public static final int PANEL = 64;

    /// Rows of a panel that are filled before the next: what [#packTransposed] writes column by column stays in
    /// the first-level cache.
    private static final int BLOCK = 32;

    private final int inner;
    private final int columns;
    private final float[] values;

    public PackedMatrix(int inner, int columns) {
        this.inner = inner;
        this.columns = Padding.round(columns);
        this.values = new float[Padding.FIRST + (columns + PANEL - 1) / PANEL * PANEL * inner];
    }

    /// Copies W: a row-major [inner × columns] slice.
    public void pack(float[] source, int offset, int stride) {
        for (int first = 0; first < columns; first += PANEL) {
            int width = Math.min(PANEL, columns - first);
            for (int k = 0; k < inner; k++) {
                int target = Padding.FIRST + first * inner + k * PANEL;
                System.arraycopy(source, offset + k * stride + first, values, target, width);
            }
        }
    }

    /// Copies the transpose of W: a row-major [sourceRows × inner] slice, sourceRows being this matrix's
    /// columns.
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
