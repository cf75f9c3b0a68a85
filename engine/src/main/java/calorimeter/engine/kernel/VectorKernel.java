package calorimeter.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The Vector-API twin. Lanes run over the columns of C, over the stripes of a reduction, or over elements,
/// never over the inner index of a product, so the width of a register changes no bit.
///
/// A tile keeps its part of C in registers, as local variables with names of their own: the compiler does not
/// keep an array of vectors in registers. 6 × 4 of the widest kind fill 24 of the 32 registers of AVX-512 and
/// leave room for four columns of B and a broadcast; 6 × 2 do the same for the 16 registers of AVX2 and NEON.
final class VectorKernel implements Kernel {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /// 512-bit registers come in 32.
    private static final boolean WIDE = LANES == STRIPES;

    private static final int ROWS = 6;

    private static final VectorShuffle<Float> BY_EIGHT = shift(8);
    private static final VectorShuffle<Float> BY_FOUR = shift(4);
    private static final VectorShuffle<Float> BY_TWO = shift(2);

    VectorKernel() {
        if (LANES != 4 && LANES != 8 && LANES != 16) {
            throw new IllegalStateException("registers of " + SPECIES.vectorBitSize()
                    + " bits are not among the 128, 256 and 512 that the Vector-API kernel knows; choose -D"
                    + Kernels.PROPERTY + "=scalar");
        }
    }

    /// Lane i takes the value of lane i + distance, around the end.
    private static VectorShuffle<Float> shift(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane + distance) % LANES);
    }

    @Override
    public String description() {
        return "vector " + SPECIES.vectorBitSize();
    }

    @Override
    public void multiply(
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
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        for (int first = 0; first < columns; first += PackedMatrix.PANEL) {
            int width = Math.min(PackedMatrix.PANEL, columns - first);
            int bPanel = bOffset + first / PackedMatrix.PANEL * bPanelStep;
            int row = 0;
            for (; row + ROWS <= rows; row += ROWS) {
                int aRow = aOffset + row * aRowStride;
                int cRow = cOffset + row * cStride + first;
                int j = 0;
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
                                c,
                                cRow + j,
                                cStride,
                                accumulate);
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
                            c,
                            cRow + j,
                            cStride,
                            accumulate);
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
                            c,
                            cRow + j,
                            cStride,
                            accumulate);
                }
            }
            for (; row < rows; row++) {
                int aRow = aOffset + row * aRowStride;
                int cRow = cOffset + row * cStride + first;
                int j = 0;
                for (; j + 4 * LANES <= width; j += 4 * LANES) {
                    tile1x4(inner, a, aRow, aInnerStride, b, bPanel + j, bStride, c, cRow + j, accumulate);
                }
                for (; j < width; j += LANES) {
                    tile1x1(inner, a, aRow, aInnerStride, b, bPanel + j, bStride, c, cRow + j, accumulate);
                }
            }
        }
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
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        int c1 = cOffset + cStride;
        int c2 = cOffset + 2 * cStride;
        int c3 = cOffset + 3 * cStride;
        int c4 = cOffset + 4 * cStride;
        int c5 = cOffset + 5 * cStride;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s00 = accumulate ? FloatVector.fromArray(SPECIES, c, cOffset) : zero;
        FloatVector s01 = accumulate ? FloatVector.fromArray(SPECIES, c, cOffset + LANES) : zero;
        FloatVector s02 = accumulate ? FloatVector.fromArray(SPECIES, c, cOffset + 2 * LANES) : zero;
        FloatVector s03 = accumulate ? FloatVector.fromArray(SPECIES, c, cOffset + 3 * LANES) : zero;
        FloatVector s10 = accumulate ? FloatVector.fromArray(SPECIES, c, c1) : zero;
        FloatVector s11 = accumulate ? FloatVector.fromArray(SPECIES, c, c1 + LANES) : zero;
        FloatVector s12 = accumulate ? FloatVector.fromArray(SPECIES, c, c1 + 2 * LANES) : zero;
        FloatVector s13 = accumulate ? FloatVector.fromArray(SPECIES, c, c1 + 3 * LANES) : zero;
        FloatVector s20 = accumulate ? FloatVector.fromArray(SPECIES, c, c2) : zero;
        FloatVector s21 = accumulate ? FloatVector.fromArray(SPECIES, c, c2 + LANES) : zero;
        FloatVector s22 = accumulate ? FloatVector.fromArray(SPECIES, c, c2 + 2 * LANES) : zero;
        FloatVector s23 = accumulate ? FloatVector.fromArray(SPECIES, c, c2 + 3 * LANES) : zero;
        FloatVector s30 = accumulate ? FloatVector.fromArray(SPECIES, c, c3) : zero;
        FloatVector s31 = accumulate ? FloatVector.fromArray(SPECIES, c, c3 + LANES) : zero;
        FloatVector s32 = accumulate ? FloatVector.fromArray(SPECIES, c, c3 + 2 * LANES) : zero;
        FloatVector s33 = accumulate ? FloatVector.fromArray(SPECIES, c, c3 + 3 * LANES) : zero;
        FloatVector s40 = accumulate ? FloatVector.fromArray(SPECIES, c, c4) : zero;
        FloatVector s41 = accumulate ? FloatVector.fromArray(SPECIES, c, c4 + LANES) : zero;
        FloatVector s42 = accumulate ? FloatVector.fromArray(SPECIES, c, c4 + 2 * LANES) : zero;
        FloatVector s43 = accumulate ? FloatVector.fromArray(SPECIES, c, c4 + 3 * LANES) : zero;
        FloatVector s50 = accumulate ? FloatVector.fromArray(SPECIES, c, c5) : zero;
        FloatVector s51 = accumulate ? FloatVector.fromArray(SPECIES, c, c5 + LANES) : zero;
        FloatVector s52 = accumulate ? FloatVector.fromArray(SPECIES, c, c5 + 2 * LANES) : zero;
        FloatVector s53 = accumulate ? FloatVector.fromArray(SPECIES, c, c5 + 3 * LANES) : zero;
        int a1 = aRowStride;
        int a2 = 2 * aRowStride;
        int a3 = 3 * aRowStride;
        int a4 = 4 * aRowStride;
        int a5 = 5 * aRowStride;
        int ai = aOffset;
        int bi = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bi + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, bi + 3 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[ai]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            s02 = x0.fma(b2, s02);
            s03 = x0.fma(b3, s03);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[ai + a1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            s12 = x1.fma(b2, s12);
            s13 = x1.fma(b3, s13);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[ai + a2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            s22 = x2.fma(b2, s22);
            s23 = x2.fma(b3, s23);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[ai + a3]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            s32 = x3.fma(b2, s32);
            s33 = x3.fma(b3, s33);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[ai + a4]);
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            s42 = x4.fma(b2, s42);
            s43 = x4.fma(b3, s43);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[ai + a5]);
            s50 = x5.fma(b0, s50);
            s51 = x5.fma(b1, s51);
            s52 = x5.fma(b2, s52);
            s53 = x5.fma(b3, s53);
            ai += aInnerStride;
            bi += bStride;
        }
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
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        int c1 = cOffset + cStride;
        int c2 = cOffset + 2 * cStride;
        int c3 = cOffset + 3 * cStride;
        int c4 = cOffset + 4 * cStride;
        int c5 = cOffset + 5 * cStride;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s00 = accumulate ? FloatVector.fromArray(SPECIES, c, cOffset) : zero;
        FloatVector s01 = accumulate ? FloatVector.fromArray(SPECIES, c, cOffset + LANES) : zero;
        FloatVector s10 = accumulate ? FloatVector.fromArray(SPECIES, c, c1) : zero;
        FloatVector s11 = accumulate ? FloatVector.fromArray(SPECIES, c, c1 + LANES) : zero;
        FloatVector s20 = accumulate ? FloatVector.fromArray(SPECIES, c, c2) : zero;
        FloatVector s21 = accumulate ? FloatVector.fromArray(SPECIES, c, c2 + LANES) : zero;
        FloatVector s30 = accumulate ? FloatVector.fromArray(SPECIES, c, c3) : zero;
        FloatVector s31 = accumulate ? FloatVector.fromArray(SPECIES, c, c3 + LANES) : zero;
        FloatVector s40 = accumulate ? FloatVector.fromArray(SPECIES, c, c4) : zero;
        FloatVector s41 = accumulate ? FloatVector.fromArray(SPECIES, c, c4 + LANES) : zero;
        FloatVector s50 = accumulate ? FloatVector.fromArray(SPECIES, c, c5) : zero;
        FloatVector s51 = accumulate ? FloatVector.fromArray(SPECIES, c, c5 + LANES) : zero;
        int a1 = aRowStride;
        int a2 = 2 * aRowStride;
        int a3 = 3 * aRowStride;
        int a4 = 4 * aRowStride;
        int a5 = 5 * aRowStride;
        int ai = aOffset;
        int bi = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[ai]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[ai + a1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[ai + a2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[ai + a3]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[ai + a4]);
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[ai + a5]);
            s50 = x5.fma(b0, s50);
            s51 = x5.fma(b1, s51);
            ai += aInnerStride;
            bi += bStride;
        }
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

    /// 6 rows × 1 registers of C.
    private static void tile6x1(
            int inner,
            float[] a,
            int aOffset,
            int aRowStride,
            int aInnerStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] c,
            int cOffset,
            int cStride,
            boolean accumulate) {
        int c1 = cOffset + cStride;
        int c2 = cOffset + 2 * cStride;
        int c3 = cOffset + 3 * cStride;
        int c4 = cOffset + 4 * cStride;
        int c5 = cOffset + 5 * cStride;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s00 = accumulate ? FloatVector.fromArray(SPECIES, c, cOffset) : zero;
        FloatVector s10 = accumulate ? FloatVector.fromArray(SPECIES, c, c1) : zero;
        FloatVector s20 = accumulate ? FloatVector.fromArray(SPECIES, c, c2) : zero;
        FloatVector s30 = accumulate ? FloatVector.fromArray(SPECIES, c, c3) : zero;
        FloatVector s40 = accumulate ? FloatVector.fromArray(SPECIES, c, c4) : zero;
        FloatVector s50 = accumulate ? FloatVector.fromArray(SPECIES, c, c5) : zero;
        int a1 = aRowStride;
        int a2 = 2 * aRowStride;
        int a3 = 3 * aRowStride;
        int a4 = 4 * aRowStride;
        int a5 = 5 * aRowStride;
        int ai = aOffset;
        int bi = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[ai]);
            s00 = x0.fma(b0, s00);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[ai + a1]);
            s10 = x1.fma(b0, s10);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[ai + a2]);
            s20 = x2.fma(b0, s20);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[ai + a3]);
            s30 = x3.fma(b0, s30);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[ai + a4]);
            s40 = x4.fma(b0, s40);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[ai + a5]);
            s50 = x5.fma(b0, s50);
            ai += aInnerStride;
            bi += bStride;
        }
        s00.intoArray(c, cOffset);
        s10.intoArray(c, c1);
        s20.intoArray(c, c2);
        s30.intoArray(c, c3);
        s40.intoArray(c, c4);
        s50.intoArray(c, c5);
    }

    /// 1 rows × 4 registers of C.
    private static void tile1x4(
            int inner,
            float[] a,
            int aOffset,
            int aInnerStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] c,
            int cOffset,
            boolean accumulate) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s00 = accumulate ? FloatVector.fromArray(SPECIES, c, cOffset) : zero;
        FloatVector s01 = accumulate ? FloatVector.fromArray(SPECIES, c, cOffset + LANES) : zero;
        FloatVector s02 = accumulate ? FloatVector.fromArray(SPECIES, c, cOffset + 2 * LANES) : zero;
        FloatVector s03 = accumulate ? FloatVector.fromArray(SPECIES, c, cOffset + 3 * LANES) : zero;
        int ai = aOffset;
        int bi = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bi + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, bi + 3 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[ai]);
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

    /// 1 rows × 1 registers of C.
    private static void tile1x1(
            int inner,
            float[] a,
            int aOffset,
            int aInnerStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] c,
            int cOffset,
            boolean accumulate) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s00 = accumulate ? FloatVector.fromArray(SPECIES, c, cOffset) : zero;
        int ai = aOffset;
        int bi = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[ai]);
            s00 = x0.fma(b0, s00);
            ai += aInnerStride;
            bi += bStride;
        }
        s00.intoArray(c, cOffset);
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i + STRIPES <= n; i += STRIPES) {
            s0 = load(a, aOffset + i).fma(load(b, bOffset + i), s0);
            if (LANES <= 8) {
                s1 = load(a, aOffset + i + LANES).fma(load(b, bOffset + i + LANES), s1);
            }
            if (LANES == 4) {
                s2 = load(a, aOffset + i + 8).fma(load(b, bOffset + i + 8), s2);
                s3 = load(a, aOffset + i + 12).fma(load(b, bOffset + i + 12), s3);
            }
        }
        if (i == n) {
            return tree(s0, s1, s2, s3);
        }
        float[] partial = stripes(s0, s1, s2, s3);
        for (int lane = 0; i + lane < n; lane++) {
            partial[lane] = Math.fma(a[aOffset + i + lane], b[bOffset + i + lane], partial[lane]);
        }
        return ScalarKernel.tree(partial);
    }

    @Override
    public float sum(float[] a, int aOffset, int n) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i + STRIPES <= n; i += STRIPES) {
            s0 = s0.add(load(a, aOffset + i));
            if (LANES <= 8) {
                s1 = s1.add(load(a, aOffset + i + LANES));
            }
            if (LANES == 4) {
                s2 = s2.add(load(a, aOffset + i + 8));
                s3 = s3.add(load(a, aOffset + i + 12));
            }
        }
        if (i == n) {
            return tree(s0, s1, s2, s3);
        }
        float[] partial = stripes(s0, s1, s2, s3);
        for (int lane = 0; i + lane < n; lane++) {
            partial[lane] += a[aOffset + i + lane];
        }
        return ScalarKernel.tree(partial);
    }

    private static FloatVector load(float[] values, int offset) {
        return FloatVector.fromArray(SPECIES, values, offset);
    }

    /// The tree of [ScalarKernel#tree] over stripes held in as many registers as they need; lane 0 of the last
    /// sum is its root.
    private static float tree(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3) {
        FloatVector sum = s0;
        if (LANES == 16) {
            sum = sum.add(sum.rearrange(BY_EIGHT));
        } else if (LANES == 8) {
            sum = s0.add(s1);
        } else {
            sum = s0.add(s2).add(s1.add(s3));
        }
        if (LANES >= 8) {
            sum = sum.add(sum.rearrange(BY_FOUR));
        }
        sum = sum.add(sum.rearrange(BY_TWO));
        return sum.lane(0) + sum.lane(1);
    }

    private static float[] stripes(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3) {
        float[] partial = new float[STRIPES];
        s0.intoArray(partial, 0);
        if (LANES <= 8) {
            s1.intoArray(partial, LANES);
        }
        if (LANES == 4) {
            s2.intoArray(partial, 8);
            s3.intoArray(partial, 12);
        }
        return partial;
    }

    @Override
    public void addScaled(float factor, float[] x, int xOffset, float[] y, int yOffset, int n) {
        FloatVector scale = FloatVector.broadcast(SPECIES, factor);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            scale.fma(FloatVector.fromArray(SPECIES, x, xOffset + i), FloatVector.fromArray(SPECIES, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = Math.fma(factor, x[xOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public void addScaledRows(
            float[] weights,
            int wOffset,
            int[] offsets,
            int first,
            int count,
            float[] x,
            float[] y,
            int yOffset,
            int n) {
        int i = 0;
        for (; i + 4 * LANES <= n; i += 4 * LANES) {
            FloatVector y0 = load(y, yOffset + i);
            FloatVector y1 = load(y, yOffset + i + LANES);
            FloatVector y2 = load(y, yOffset + i + 2 * LANES);
            FloatVector y3 = load(y, yOffset + i + 3 * LANES);
            for (int k = 0; k < count; k++) {
                FloatVector w = FloatVector.broadcast(SPECIES, weights[wOffset + k]);
                int from = offsets[first + k] + i;
                y0 = w.fma(load(x, from), y0);
                y1 = w.fma(load(x, from + LANES), y1);
                y2 = w.fma(load(x, from + 2 * LANES), y2);
                y3 = w.fma(load(x, from + 3 * LANES), y3);
            }
            y0.intoArray(y, yOffset + i);
            y1.intoArray(y, yOffset + i + LANES);
            y2.intoArray(y, yOffset + i + 2 * LANES);
            y3.intoArray(y, yOffset + i + 3 * LANES);
        }
        for (; i + LANES <= n; i += LANES) {
            FloatVector sum = load(y, yOffset + i);
            for (int k = 0; k < count; k++) {
                FloatVector w = FloatVector.broadcast(SPECIES, weights[wOffset + k]);
                sum = w.fma(load(x, offsets[first + k] + i), sum);
            }
            sum.intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            float sum = y[yOffset + i];
            for (int k = 0; k < count; k++) {
                sum = Math.fma(weights[wOffset + k], x[offsets[first + k] + i], sum);
            }
            y[yOffset + i] = sum;
        }
    }

    @Override
    public void dotRows(
            float[] x,
            int[] offsets,
            int first,
            int count,
            float[] y,
            int yOffset,
            int n,
            float[] result,
            int rOffset) {
        int k = 0;
        if (WIDE && n % LANES == 0) {
            for (; k + 4 <= count; k += 4) {
                dotFour(x, offsets, first + k, y, yOffset, n, result, rOffset + k);
            }
        }
        for (; k < count; k++) {
            result[rOffset + k] = dot(x, offsets[first + k], y, yOffset, n);
        }
    }

    /// Four dot products side by side: one chain of fused multiply-adds waits four cycles a link.
    private static void dotFour(
            float[] x, int[] offsets, int first, float[] y, int yOffset, int n, float[] result, int rOffset) {
        int x0 = offsets[first];
        int x1 = offsets[first + 1];
        int x2 = offsets[first + 2];
        int x3 = offsets[first + 3];
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector s0 = zero;
        FloatVector s1 = zero;
        FloatVector s2 = zero;
        FloatVector s3 = zero;
        for (int i = 0; i < n; i += LANES) {
            FloatVector vector = load(y, yOffset + i);
            s0 = load(x, x0 + i).fma(vector, s0);
            s1 = load(x, x1 + i).fma(vector, s1);
            s2 = load(x, x2 + i).fma(vector, s2);
            s3 = load(x, x3 + i).fma(vector, s3);
        }
        result[rOffset] = tree(s0, zero, zero, zero);
        result[rOffset + 1] = tree(s1, zero, zero, zero);
        result[rOffset + 2] = tree(s2, zero, zero, zero);
        result[rOffset + 3] = tree(s3, zero, zero, zero);
    }

    @Override
    public void scatterScaled(
            float[] weights,
            int wOffset,
            int[] offsets,
            int first,
            int count,
            float[] y,
            int yOffset,
            float[] x,
            int n) {
        int i = 0;
        for (; i + 4 * LANES <= n; i += 4 * LANES) {
            FloatVector y0 = load(y, yOffset + i);
            FloatVector y1 = load(y, yOffset + i + LANES);
            FloatVector y2 = load(y, yOffset + i + 2 * LANES);
            FloatVector y3 = load(y, yOffset + i + 3 * LANES);
            for (int k = 0; k < count; k++) {
                FloatVector w = FloatVector.broadcast(SPECIES, weights[wOffset + k]);
                int to = offsets[first + k] + i;
                w.fma(y0, load(x, to)).intoArray(x, to);
                w.fma(y1, load(x, to + LANES)).intoArray(x, to + LANES);
                w.fma(y2, load(x, to + 2 * LANES)).intoArray(x, to + 2 * LANES);
                w.fma(y3, load(x, to + 3 * LANES)).intoArray(x, to + 3 * LANES);
            }
        }
        for (; i + LANES <= n; i += LANES) {
            FloatVector vector = load(y, yOffset + i);
            for (int k = 0; k < count; k++) {
                FloatVector w = FloatVector.broadcast(SPECIES, weights[wOffset + k]);
                int to = offsets[first + k] + i;
                w.fma(vector, load(x, to)).intoArray(x, to);
            }
        }
        for (; i < n; i++) {
            for (int k = 0; k < count; k++) {
                int to = offsets[first + k] + i;
                x[to] = Math.fma(weights[wOffset + k], y[yOffset + i], x[to]);
            }
        }
    }

    @Override
    public float maximum(float[] a, int aOffset, int n) {
        FloatVector highest = FloatVector.broadcast(SPECIES, a[aOffset]);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            highest = highest.max(load(a, aOffset + i));
        }
        float result = highest.reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            result = Math.max(result, a[aOffset + i]);
        }
        return result;
    }

    @Override
    public void scaleFlushed(float factor, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector scaled = load(y, yOffset + i).mul(factor);
            scaled.blend(0f, scaled.abs().lt(FLUSHED)).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            float scaled = y[yOffset + i] * factor;
            y[yOffset + i] = Math.abs(scaled) < FLUSHED ? 0f : scaled;
        }
    }

    @Override
    public void exponential(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            exponential(FloatVector.fromArray(SPECIES, x, xOffset + i).sub(shift))
                    .intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = Exponential.of(x[xOffset + i] - shift);
        }
    }

    /// [Exponential#of], lane by lane.
    private static FloatVector exponential(FloatVector x) {
        FloatVector rounding = FloatVector.broadcast(SPECIES, Exponential.ROUNDING);
        FloatVector shifted = x.fma(FloatVector.broadcast(SPECIES, Exponential.LOG2_E), rounding);
        FloatVector n = shifted.sub(rounding);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -Exponential.LN2_HIGH), x);
        r = n.fma(FloatVector.broadcast(SPECIES, -Exponential.LN2_LOW), r);
        FloatVector p = FloatVector.broadcast(SPECIES, Exponential.P6);
        p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P5));
        p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P4));
        p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P3));
        p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P2));
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        p = p.fma(r, one).fma(r, one);
        IntVector exponent = shifted.reinterpretAsInts().sub(Exponential.ROUNDING_BITS);
        IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
        FloatVector value = p.mul(power(half)).mul(power(exponent.sub(half)));
        value = value.blend(0f, x.lt(Exponential.LOWEST));
        value = value.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, Exponential.HIGHEST));
        return value.blend(x, x.test(VectorOperators.IS_NAN));
    }

    private static FloatVector power(IntVector exponent) {
        return exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    @Override
    public void gelu(float[] x, int xOffset, float[] slope, int slopeOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector value = load(x, xOffset + i);
            FloatVector gaussian = gaussian(value);
            FloatVector cumulative = cumulative(value, gaussian);
            FloatVector density = gaussian.mul(NormalDistribution.INVERSE_SQRT_TWO_PI);
            value.mul(cumulative).intoArray(x, xOffset + i);
            value.fma(density, cumulative).intoArray(slope, slopeOffset + i);
        }
        for (; i < n; i++) {
            ScalarKernel.geluAt(x, xOffset + i, slope, slopeOffset + i);
        }
    }

    @Override
    public void scaleEach(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            load(y, yOffset + i).mul(load(x, xOffset + i)).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] *= x[xOffset + i];
        }
    }

    @Override
    public void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            load(y, yOffset + i).add(load(x, xOffset + i)).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] += x[xOffset + i];
        }
    }

    @Override
    public void addRows(int rows, float[] x, int xOffset, int xStride, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i + 4 * LANES <= n; i += 4 * LANES) {
            FloatVector y0 = load(y, yOffset + i);
            FloatVector y1 = load(y, yOffset + i + LANES);
            FloatVector y2 = load(y, yOffset + i + 2 * LANES);
            FloatVector y3 = load(y, yOffset + i + 3 * LANES);
            for (int row = 0; row < rows; row++) {
                int from = xOffset + row * xStride + i;
                y0 = y0.add(load(x, from));
                y1 = y1.add(load(x, from + LANES));
                y2 = y2.add(load(x, from + 2 * LANES));
                y3 = y3.add(load(x, from + 3 * LANES));
            }
            y0.intoArray(y, yOffset + i);
            y1.intoArray(y, yOffset + i + LANES);
            y2.intoArray(y, yOffset + i + 2 * LANES);
            y3.intoArray(y, yOffset + i + 3 * LANES);
        }
        for (int row = 0; row < rows; row++) {
            add(x, xOffset + row * xStride + i, y, yOffset + i, n - i);
        }
    }

    private static FloatVector gaussian(FloatVector x) {
        return exponential(x.mul(x).mul(-0.5f));
    }

    /// [NormalDistribution#cumulative], lane by lane.
    private static FloatVector cumulative(FloatVector x, FloatVector gaussian) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector s =
                one.div(FloatVector.broadcast(SPECIES, NormalDistribution.SLOPE).fma(x.abs(), one));
        FloatVector r = FloatVector.broadcast(SPECIES, NormalDistribution.R9);
        r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R8));
        r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R7));
        r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R6));
        r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R5));
        r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R4));
        r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R3));
        r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R2));
        r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R1));
        r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R0));
        FloatVector tail = r.mul(s).mul(gaussian);
        return one.sub(tail).blend(tail, x.lt(0f));
    }

    @Override
    public void relu(float[] y, int yOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector value = load(y, yOffset + i);
            value.blend(0f, value.lt(0f)).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = y[yOffset + i] < 0f ? 0f : y[yOffset + i];
        }
    }

    @Override
    public void reluGradient(float[] y, int yOffset, float[] d, int dOffset, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector gradient = load(d, dOffset + i);
            zero.blend(gradient, load(y, yOffset + i).compare(VectorOperators.GT, 0f))
                    .intoArray(d, dOffset + i);
        }
        for (; i < n; i++) {
            d[dOffset + i] = y[yOffset + i] > 0 ? d[dOffset + i] : 0f;
        }
    }
}
