package calorimeter.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// [Kernel#multiply] in tiles. A tile keeps its part of C in registers, as local variables with names of their
/// own: the compiler does not keep an array of vectors in registers. 6 × 4 of the widest kind fill 24 of the 32
/// registers of AVX-512 and leave room for four columns of B and a broadcast; 6 × 2 do the same for the 16
/// registers of AVX2. What a multiple of six leaves over goes by fours where it can: one row alone is
/// a chain that waits for itself.
///
/// The index of A is a row's beginning plus a running offset: written as the first row's index plus a row's
/// distance, the same tile is compiled to a loop that a `bench` of products shows slower by a tenth and more. A
/// tile calls the Vector API itself, without small methods in between: when the compiler leaves one of those
/// out of line, its vectors become objects and a product a hundred times slower.
final class VectorProducts {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /// 512-bit registers come in 32.
    private static final boolean WIDE = LANES == Kernel.STRIPES;

    private VectorProducts() {}

    static void multiply(
            int rows,
            int inner,
            int columns,
            float[] a,
            int aOffset,
            int aRowStride,
            int aInnerStride,
            float[] b,
            int bOffset,
            int bStride,
            int bPanelStep,
            float @Nullable [] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        for (int first = 0; first < columns; first += PackedMatrix.PANEL) {
            int width = Math.min(PackedMatrix.PANEL, columns - first);
            int bPanel = bOffset + first / PackedMatrix.PANEL * bPanelStep;
            int row = 0;
            while (row < rows) {
                int aRow = aOffset + row * aRowStride;
                int startRow = startOffset + row * startStride + first;
                int cRow = cOffset + row * cStride + first;
                int height = height(rows - row);
                int j = 0;
                switch (height) {
                    case 6 -> {
                        if (WIDE) {
                            for (; j + 4 * LANES <= width; j += 4 * LANES) {
                                tile6x4(
                                        inner,
                                        a,
                                        aRow,
                                        aRowStride,
                                        aInnerStride,
                                        b,
                                        bPanel + j,
                                        bStride,
                                        start,
                                        startRow + j,
                                        startStride,
                                        c,
                                        cRow + j,
                                        cStride);
                            }
                        }
                        for (; j + 2 * LANES <= width; j += 2 * LANES) {
                            tile6x2(
                                    inner,
                                    a,
                                    aRow,
                                    aRowStride,
                                    aInnerStride,
                                    b,
                                    bPanel + j,
                                    bStride,
                                    start,
                                    startRow + j,
                                    startStride,
                                    c,
                                    cRow + j,
                                    cStride);
                        }
                        for (; j < width; j += LANES) {
                            tile6x1(
                                    inner,
                                    a,
                                    aRow,
                                    aRowStride,
                                    aInnerStride,
                                    b,
                                    bPanel + j,
                                    bStride,
                                    start,
                                    startRow + j,
                                    startStride,
                                    c,
                                    cRow + j,
                                    cStride);
                        }
                    }
                    case 4 -> {
                        if (WIDE) {
                            for (; j + 4 * LANES <= width; j += 4 * LANES) {
                                tile4x4(
                                        inner,
                                        a,
                                        aRow,
                                        aRowStride,
                                        aInnerStride,
                                        b,
                                        bPanel + j,
                                        bStride,
                                        start,
                                        startRow + j,
                                        startStride,
                                        c,
                                        cRow + j,
                                        cStride);
                            }
                        }
                        for (; j + 2 * LANES <= width; j += 2 * LANES) {
                            tile4x2(
                                    inner,
                                    a,
                                    aRow,
                                    aRowStride,
                                    aInnerStride,
                                    b,
                                    bPanel + j,
                                    bStride,
                                    start,
                                    startRow + j,
                                    startStride,
                                    c,
                                    cRow + j,
                                    cStride);
                        }
                        for (; j < width; j += LANES) {
                            tile4x1(
                                    inner,
                                    a,
                                    aRow,
                                    aRowStride,
                                    aInnerStride,
                                    b,
                                    bPanel + j,
                                    bStride,
                                    start,
                                    startRow + j,
                                    startStride,
                                    c,
                                    cRow + j,
                                    cStride);
                        }
                    }
                    default -> {
                        for (; j + 4 * LANES <= width; j += 4 * LANES) {
                            tile1x4(
                                    inner,
                                    a,
                                    aRow,
                                    aInnerStride,
                                    b,
                                    bPanel + j,
                                    bStride,
                                    start,
                                    startRow + j,
                                    c,
                                    cRow + j);
                        }
                        for (; j < width; j += LANES) {
                            tile1x1(
                                    inner,
                                    a,
                                    aRow,
                                    aInnerStride,
                                    b,
                                    bPanel + j,
                                    bStride,
                                    start,
                                    startRow + j,
                                    c,
                                    cRow + j);
                        }
                    }
                }
                row += height;
            }
        }
    }

    /// Rows of the next tile: sixes, but fours where these leave fewer single rows.
    private static int height(int left) {
        return switch (left) {
            case 4, 5, 8, 9 -> 4;
            case 1, 2, 3 -> 1;
            default -> 6;
        };
    }

    /// 6 rows × 4 registers of C.
    private static void tile6x4(
            int inner,
            float[] a,
            int aOffset,
            int aRowStride,
            int aInnerStride,
            float[] b,
            int bOffset,
            int bStride,
            float @Nullable [] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset);
        FloatVector s01 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + LANES);
        FloatVector s02 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * LANES);
        FloatVector s03 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * LANES);
        FloatVector s10 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + startStride);
        FloatVector s11 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + startStride + LANES);
        FloatVector s12 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + startStride + 2 * LANES);
        FloatVector s13 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + startStride + 3 * LANES);
        FloatVector s20 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * startStride);
        FloatVector s21 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * startStride + LANES);
        FloatVector s22 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * startStride + 2 * LANES);
        FloatVector s23 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * startStride + 3 * LANES);
        FloatVector s30 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * startStride);
        FloatVector s31 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * startStride + LANES);
        FloatVector s32 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * startStride + 2 * LANES);
        FloatVector s33 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * startStride + 3 * LANES);
        FloatVector s40 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 4 * startStride);
        FloatVector s41 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 4 * startStride + LANES);
        FloatVector s42 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 4 * startStride + 2 * LANES);
        FloatVector s43 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 4 * startStride + 3 * LANES);
        FloatVector s50 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 5 * startStride);
        FloatVector s51 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 5 * startStride + LANES);
        FloatVector s52 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 5 * startStride + 2 * LANES);
        FloatVector s53 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 5 * startStride + 3 * LANES);
        int a0 = aOffset;
        int a1 = aOffset + aRowStride;
        int a2 = aOffset + 2 * aRowStride;
        int a3 = aOffset + 3 * aRowStride;
        int a4 = aOffset + 4 * aRowStride;
        int a5 = aOffset + 5 * aRowStride;
        int ai = 0;
        int bi = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bi + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, bi + 3 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ai]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            s02 = x0.fma(b2, s02);
            s03 = x0.fma(b3, s03);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + ai]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            s12 = x1.fma(b2, s12);
            s13 = x1.fma(b3, s13);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + ai]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            s22 = x2.fma(b2, s22);
            s23 = x2.fma(b3, s23);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + ai]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            s32 = x3.fma(b2, s32);
            s33 = x3.fma(b3, s33);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + ai]);
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            s42 = x4.fma(b2, s42);
            s43 = x4.fma(b3, s43);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + ai]);
            s50 = x5.fma(b0, s50);
            s51 = x5.fma(b1, s51);
            s52 = x5.fma(b2, s52);
            s53 = x5.fma(b3, s53);
            ai += aInnerStride;
            bi += bStride;
        }
        int c1 = cOffset + cStride;
        int c2 = cOffset + 2 * cStride;
        int c3 = cOffset + 3 * cStride;
        int c4 = cOffset + 4 * cStride;
        int c5 = cOffset + 5 * cStride;
        s00.intoArray(c, cOffset);
        s01.intoArray(c, cOffset + LANES);
        s02.intoArray(c, cOffset + 2 * LANES);
        s03.intoArray(c, cOffset + 3 * LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s12.intoArray(c, c1 + 2 * LANES);
        s13.intoArray(c, c1 + 3 * LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
        s22.intoArray(c, c2 + 2 * LANES);
        s23.intoArray(c, c2 + 3 * LANES);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + LANES);
        s32.intoArray(c, c3 + 2 * LANES);
        s33.intoArray(c, c3 + 3 * LANES);
        s40.intoArray(c, c4);
        s41.intoArray(c, c4 + LANES);
        s42.intoArray(c, c4 + 2 * LANES);
        s43.intoArray(c, c4 + 3 * LANES);
        s50.intoArray(c, c5);
        s51.intoArray(c, c5 + LANES);
        s52.intoArray(c, c5 + 2 * LANES);
        s53.intoArray(c, c5 + 3 * LANES);
    }

    /// 6 rows × 2 registers of C.
    private static void tile6x2(
            int inner,
            float[] a,
            int aOffset,
            int aRowStride,
            int aInnerStride,
            float[] b,
            int bOffset,
            int bStride,
            float @Nullable [] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset);
        FloatVector s01 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + LANES);
        FloatVector s10 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + startStride);
        FloatVector s11 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + startStride + LANES);
        FloatVector s20 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * startStride);
        FloatVector s21 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * startStride + LANES);
        FloatVector s30 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * startStride);
        FloatVector s31 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * startStride + LANES);
        FloatVector s40 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 4 * startStride);
        FloatVector s41 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 4 * startStride + LANES);
        FloatVector s50 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 5 * startStride);
        FloatVector s51 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 5 * startStride + LANES);
        int a0 = aOffset;
        int a1 = aOffset + aRowStride;
        int a2 = aOffset + 2 * aRowStride;
        int a3 = aOffset + 3 * aRowStride;
        int a4 = aOffset + 4 * aRowStride;
        int a5 = aOffset + 5 * aRowStride;
        int ai = 0;
        int bi = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ai]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + ai]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + ai]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + ai]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + ai]);
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + ai]);
            s50 = x5.fma(b0, s50);
            s51 = x5.fma(b1, s51);
            ai += aInnerStride;
            bi += bStride;
        }
        int c1 = cOffset + cStride;
        int c2 = cOffset + 2 * cStride;
        int c3 = cOffset + 3 * cStride;
        int c4 = cOffset + 4 * cStride;
        int c5 = cOffset + 5 * cStride;
        s00.intoArray(c, cOffset);
        s01.intoArray(c, cOffset + LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + LANES);
        s40.intoArray(c, c4);
        s41.intoArray(c, c4 + LANES);
        s50.intoArray(c, c5);
        s51.intoArray(c, c5 + LANES);
    }

    /// 6 rows × 1 register of C.
    private static void tile6x1(
            int inner,
            float[] a,
            int aOffset,
            int aRowStride,
            int aInnerStride,
            float[] b,
            int bOffset,
            int bStride,
            float @Nullable [] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset);
        FloatVector s10 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + startStride);
        FloatVector s20 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * startStride);
        FloatVector s30 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * startStride);
        FloatVector s40 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 4 * startStride);
        FloatVector s50 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 5 * startStride);
        int a0 = aOffset;
        int a1 = aOffset + aRowStride;
        int a2 = aOffset + 2 * aRowStride;
        int a3 = aOffset + 3 * aRowStride;
        int a4 = aOffset + 4 * aRowStride;
        int a5 = aOffset + 5 * aRowStride;
        int ai = 0;
        int bi = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ai]);
            s00 = x0.fma(b0, s00);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + ai]);
            s10 = x1.fma(b0, s10);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + ai]);
            s20 = x2.fma(b0, s20);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + ai]);
            s30 = x3.fma(b0, s30);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + ai]);
            s40 = x4.fma(b0, s40);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + ai]);
            s50 = x5.fma(b0, s50);
            ai += aInnerStride;
            bi += bStride;
        }
        int c1 = cOffset + cStride;
        int c2 = cOffset + 2 * cStride;
        int c3 = cOffset + 3 * cStride;
        int c4 = cOffset + 4 * cStride;
        int c5 = cOffset + 5 * cStride;
        s00.intoArray(c, cOffset);
        s10.intoArray(c, c1);
        s20.intoArray(c, c2);
        s30.intoArray(c, c3);
        s40.intoArray(c, c4);
        s50.intoArray(c, c5);
    }

    /// 4 rows × 4 registers of C.
    private static void tile4x4(
            int inner,
            float[] a,
            int aOffset,
            int aRowStride,
            int aInnerStride,
            float[] b,
            int bOffset,
            int bStride,
            float @Nullable [] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset);
        FloatVector s01 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + LANES);
        FloatVector s02 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * LANES);
        FloatVector s03 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * LANES);
        FloatVector s10 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + startStride);
        FloatVector s11 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + startStride + LANES);
        FloatVector s12 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + startStride + 2 * LANES);
        FloatVector s13 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + startStride + 3 * LANES);
        FloatVector s20 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * startStride);
        FloatVector s21 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * startStride + LANES);
        FloatVector s22 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * startStride + 2 * LANES);
        FloatVector s23 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * startStride + 3 * LANES);
        FloatVector s30 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * startStride);
        FloatVector s31 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * startStride + LANES);
        FloatVector s32 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * startStride + 2 * LANES);
        FloatVector s33 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * startStride + 3 * LANES);
        int a0 = aOffset;
        int a1 = aOffset + aRowStride;
        int a2 = aOffset + 2 * aRowStride;
        int a3 = aOffset + 3 * aRowStride;
        int ai = 0;
        int bi = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bi + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, bi + 3 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ai]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            s02 = x0.fma(b2, s02);
            s03 = x0.fma(b3, s03);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + ai]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            s12 = x1.fma(b2, s12);
            s13 = x1.fma(b3, s13);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + ai]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            s22 = x2.fma(b2, s22);
            s23 = x2.fma(b3, s23);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + ai]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            s32 = x3.fma(b2, s32);
            s33 = x3.fma(b3, s33);
            ai += aInnerStride;
            bi += bStride;
        }
        int c1 = cOffset + cStride;
        int c2 = cOffset + 2 * cStride;
        int c3 = cOffset + 3 * cStride;
        s00.intoArray(c, cOffset);
        s01.intoArray(c, cOffset + LANES);
        s02.intoArray(c, cOffset + 2 * LANES);
        s03.intoArray(c, cOffset + 3 * LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s12.intoArray(c, c1 + 2 * LANES);
        s13.intoArray(c, c1 + 3 * LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
        s22.intoArray(c, c2 + 2 * LANES);
        s23.intoArray(c, c2 + 3 * LANES);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + LANES);
        s32.intoArray(c, c3 + 2 * LANES);
        s33.intoArray(c, c3 + 3 * LANES);
    }

    /// 4 rows × 2 registers of C.
    private static void tile4x2(
            int inner,
            float[] a,
            int aOffset,
            int aRowStride,
            int aInnerStride,
            float[] b,
            int bOffset,
            int bStride,
            float @Nullable [] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset);
        FloatVector s01 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + LANES);
        FloatVector s10 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + startStride);
        FloatVector s11 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + startStride + LANES);
        FloatVector s20 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * startStride);
        FloatVector s21 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * startStride + LANES);
        FloatVector s30 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * startStride);
        FloatVector s31 =
                start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * startStride + LANES);
        int a0 = aOffset;
        int a1 = aOffset + aRowStride;
        int a2 = aOffset + 2 * aRowStride;
        int a3 = aOffset + 3 * aRowStride;
        int ai = 0;
        int bi = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ai]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + ai]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + ai]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + ai]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            ai += aInnerStride;
            bi += bStride;
        }
        int c1 = cOffset + cStride;
        int c2 = cOffset + 2 * cStride;
        int c3 = cOffset + 3 * cStride;
        s00.intoArray(c, cOffset);
        s01.intoArray(c, cOffset + LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + LANES);
    }

    /// 4 rows × 1 register of C.
    private static void tile4x1(
            int inner,
            float[] a,
            int aOffset,
            int aRowStride,
            int aInnerStride,
            float[] b,
            int bOffset,
            int bStride,
            float @Nullable [] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset);
        FloatVector s10 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + startStride);
        FloatVector s20 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * startStride);
        FloatVector s30 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * startStride);
        int a0 = aOffset;
        int a1 = aOffset + aRowStride;
        int a2 = aOffset + 2 * aRowStride;
        int a3 = aOffset + 3 * aRowStride;
        int ai = 0;
        int bi = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ai]);
            s00 = x0.fma(b0, s00);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + ai]);
            s10 = x1.fma(b0, s10);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + ai]);
            s20 = x2.fma(b0, s20);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + ai]);
            s30 = x3.fma(b0, s30);
            ai += aInnerStride;
            bi += bStride;
        }
        int c1 = cOffset + cStride;
        int c2 = cOffset + 2 * cStride;
        int c3 = cOffset + 3 * cStride;
        s00.intoArray(c, cOffset);
        s10.intoArray(c, c1);
        s20.intoArray(c, c2);
        s30.intoArray(c, c3);
    }

    /// 1 row × 4 registers of C.
    private static void tile1x4(
            int inner,
            float[] a,
            int aOffset,
            int aInnerStride,
            float[] b,
            int bOffset,
            int bStride,
            float @Nullable [] start,
            int startOffset,
            float[] c,
            int cOffset) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset);
        FloatVector s01 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + LANES);
        FloatVector s02 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 2 * LANES);
        FloatVector s03 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + 3 * LANES);
        int a0 = aOffset;
        int ai = 0;
        int bi = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bi + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, bi + 3 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ai]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            s02 = x0.fma(b2, s02);
            s03 = x0.fma(b3, s03);
            ai += aInnerStride;
            bi += bStride;
        }
        s00.intoArray(c, cOffset);
        s01.intoArray(c, cOffset + LANES);
        s02.intoArray(c, cOffset + 2 * LANES);
        s03.intoArray(c, cOffset + 3 * LANES);
    }

    /// 1 row × 1 register of C.
    private static void tile1x1(
            int inner,
            float[] a,
            int aOffset,
            int aInnerStride,
            float[] b,
            int bOffset,
            int bStride,
            float @Nullable [] start,
            int startOffset,
            float[] c,
            int cOffset) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset);
        int a0 = aOffset;
        int ai = 0;
        int bi = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ai]);
            s00 = x0.fma(b0, s00);
            ai += aInnerStride;
            bi += bStride;
        }
        s00.intoArray(c, cOffset);
    }
}
