// SPDX-License-Identifier: Apache-2.0
// Written by TileGenerator, which is among the tests of this package: change that file, not this one.
package calorimeter.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The tiles of a product: C = S + A·B, as in [Kernel#multiply], for a few rows and registers of C.
final class VectorTiles {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private VectorTiles() {}

    /// Computes the tile that begins at these offsets.
    static void multiply(
            int rows,
            int registers,
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
        switch (rows) {
            case 6 ->
                rows6(
                        registers,
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            case 4 ->
                rows4(
                        registers,
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            case 1 ->
                rows1(
                        registers,
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            default -> throw new IllegalArgumentException("no tile has " + rows + " rows");
        }
    }

    private static void rows6(
            int registers,
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
        switch (registers) {
            case 4 ->
                tile6x4(
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            case 3 ->
                tile6x3(
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            case 2 ->
                tile6x2(
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            case 1 ->
                tile6x1(
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            default -> throw new IllegalArgumentException("no tile has " + registers + " registers");
        }
    }

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
        int s0 = startOffset + 0 * startStride;
        FloatVector c00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 0 * LANES);
        FloatVector c01 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 1 * LANES);
        FloatVector c02 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 2 * LANES);
        FloatVector c03 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 3 * LANES);
        int a0 = aOffset + 0 * aRowStride;
        int s1 = startOffset + 1 * startStride;
        FloatVector c10 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 0 * LANES);
        FloatVector c11 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 1 * LANES);
        FloatVector c12 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 2 * LANES);
        FloatVector c13 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 3 * LANES);
        int a1 = aOffset + 1 * aRowStride;
        int s2 = startOffset + 2 * startStride;
        FloatVector c20 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 0 * LANES);
        FloatVector c21 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 1 * LANES);
        FloatVector c22 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 2 * LANES);
        FloatVector c23 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 3 * LANES);
        int a2 = aOffset + 2 * aRowStride;
        int s3 = startOffset + 3 * startStride;
        FloatVector c30 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 0 * LANES);
        FloatVector c31 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 1 * LANES);
        FloatVector c32 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 2 * LANES);
        FloatVector c33 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 3 * LANES);
        int a3 = aOffset + 3 * aRowStride;
        int s4 = startOffset + 4 * startStride;
        FloatVector c40 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s4 + 0 * LANES);
        FloatVector c41 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s4 + 1 * LANES);
        FloatVector c42 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s4 + 2 * LANES);
        FloatVector c43 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s4 + 3 * LANES);
        int a4 = aOffset + 4 * aRowStride;
        int s5 = startOffset + 5 * startStride;
        FloatVector c50 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s5 + 0 * LANES);
        FloatVector c51 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s5 + 1 * LANES);
        FloatVector c52 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s5 + 2 * LANES);
        FloatVector c53 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s5 + 3 * LANES);
        int a5 = aOffset + 5 * aRowStride;
        int ak = 0;
        int bk = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bk + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, bk + 3 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ak]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            c03 = x0.fma(b3, c03);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + ak]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            c13 = x1.fma(b3, c13);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + ak]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            c23 = x2.fma(b3, c23);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + ak]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            c33 = x3.fma(b3, c33);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + ak]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            c42 = x4.fma(b2, c42);
            c43 = x4.fma(b3, c43);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + ak]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            c52 = x5.fma(b2, c52);
            c53 = x5.fma(b3, c53);
            ak += aInnerStride;
            bk += bStride;
        }
        c00.intoArray(c, cOffset + 0 * cStride + 0 * LANES);
        c01.intoArray(c, cOffset + 0 * cStride + 1 * LANES);
        c02.intoArray(c, cOffset + 0 * cStride + 2 * LANES);
        c03.intoArray(c, cOffset + 0 * cStride + 3 * LANES);
        c10.intoArray(c, cOffset + 1 * cStride + 0 * LANES);
        c11.intoArray(c, cOffset + 1 * cStride + 1 * LANES);
        c12.intoArray(c, cOffset + 1 * cStride + 2 * LANES);
        c13.intoArray(c, cOffset + 1 * cStride + 3 * LANES);
        c20.intoArray(c, cOffset + 2 * cStride + 0 * LANES);
        c21.intoArray(c, cOffset + 2 * cStride + 1 * LANES);
        c22.intoArray(c, cOffset + 2 * cStride + 2 * LANES);
        c23.intoArray(c, cOffset + 2 * cStride + 3 * LANES);
        c30.intoArray(c, cOffset + 3 * cStride + 0 * LANES);
        c31.intoArray(c, cOffset + 3 * cStride + 1 * LANES);
        c32.intoArray(c, cOffset + 3 * cStride + 2 * LANES);
        c33.intoArray(c, cOffset + 3 * cStride + 3 * LANES);
        c40.intoArray(c, cOffset + 4 * cStride + 0 * LANES);
        c41.intoArray(c, cOffset + 4 * cStride + 1 * LANES);
        c42.intoArray(c, cOffset + 4 * cStride + 2 * LANES);
        c43.intoArray(c, cOffset + 4 * cStride + 3 * LANES);
        c50.intoArray(c, cOffset + 5 * cStride + 0 * LANES);
        c51.intoArray(c, cOffset + 5 * cStride + 1 * LANES);
        c52.intoArray(c, cOffset + 5 * cStride + 2 * LANES);
        c53.intoArray(c, cOffset + 5 * cStride + 3 * LANES);
    }

    private static void tile6x3(
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
        int s0 = startOffset + 0 * startStride;
        FloatVector c00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 0 * LANES);
        FloatVector c01 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 1 * LANES);
        FloatVector c02 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 2 * LANES);
        int a0 = aOffset + 0 * aRowStride;
        int s1 = startOffset + 1 * startStride;
        FloatVector c10 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 0 * LANES);
        FloatVector c11 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 1 * LANES);
        FloatVector c12 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 2 * LANES);
        int a1 = aOffset + 1 * aRowStride;
        int s2 = startOffset + 2 * startStride;
        FloatVector c20 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 0 * LANES);
        FloatVector c21 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 1 * LANES);
        FloatVector c22 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 2 * LANES);
        int a2 = aOffset + 2 * aRowStride;
        int s3 = startOffset + 3 * startStride;
        FloatVector c30 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 0 * LANES);
        FloatVector c31 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 1 * LANES);
        FloatVector c32 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 2 * LANES);
        int a3 = aOffset + 3 * aRowStride;
        int s4 = startOffset + 4 * startStride;
        FloatVector c40 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s4 + 0 * LANES);
        FloatVector c41 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s4 + 1 * LANES);
        FloatVector c42 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s4 + 2 * LANES);
        int a4 = aOffset + 4 * aRowStride;
        int s5 = startOffset + 5 * startStride;
        FloatVector c50 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s5 + 0 * LANES);
        FloatVector c51 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s5 + 1 * LANES);
        FloatVector c52 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s5 + 2 * LANES);
        int a5 = aOffset + 5 * aRowStride;
        int ak = 0;
        int bk = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bk + 2 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ak]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + ak]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + ak]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + ak]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + ak]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            c42 = x4.fma(b2, c42);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + ak]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            c52 = x5.fma(b2, c52);
            ak += aInnerStride;
            bk += bStride;
        }
        c00.intoArray(c, cOffset + 0 * cStride + 0 * LANES);
        c01.intoArray(c, cOffset + 0 * cStride + 1 * LANES);
        c02.intoArray(c, cOffset + 0 * cStride + 2 * LANES);
        c10.intoArray(c, cOffset + 1 * cStride + 0 * LANES);
        c11.intoArray(c, cOffset + 1 * cStride + 1 * LANES);
        c12.intoArray(c, cOffset + 1 * cStride + 2 * LANES);
        c20.intoArray(c, cOffset + 2 * cStride + 0 * LANES);
        c21.intoArray(c, cOffset + 2 * cStride + 1 * LANES);
        c22.intoArray(c, cOffset + 2 * cStride + 2 * LANES);
        c30.intoArray(c, cOffset + 3 * cStride + 0 * LANES);
        c31.intoArray(c, cOffset + 3 * cStride + 1 * LANES);
        c32.intoArray(c, cOffset + 3 * cStride + 2 * LANES);
        c40.intoArray(c, cOffset + 4 * cStride + 0 * LANES);
        c41.intoArray(c, cOffset + 4 * cStride + 1 * LANES);
        c42.intoArray(c, cOffset + 4 * cStride + 2 * LANES);
        c50.intoArray(c, cOffset + 5 * cStride + 0 * LANES);
        c51.intoArray(c, cOffset + 5 * cStride + 1 * LANES);
        c52.intoArray(c, cOffset + 5 * cStride + 2 * LANES);
    }

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
        int s0 = startOffset + 0 * startStride;
        FloatVector c00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 0 * LANES);
        FloatVector c01 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 1 * LANES);
        int a0 = aOffset + 0 * aRowStride;
        int s1 = startOffset + 1 * startStride;
        FloatVector c10 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 0 * LANES);
        FloatVector c11 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 1 * LANES);
        int a1 = aOffset + 1 * aRowStride;
        int s2 = startOffset + 2 * startStride;
        FloatVector c20 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 0 * LANES);
        FloatVector c21 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 1 * LANES);
        int a2 = aOffset + 2 * aRowStride;
        int s3 = startOffset + 3 * startStride;
        FloatVector c30 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 0 * LANES);
        FloatVector c31 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 1 * LANES);
        int a3 = aOffset + 3 * aRowStride;
        int s4 = startOffset + 4 * startStride;
        FloatVector c40 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s4 + 0 * LANES);
        FloatVector c41 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s4 + 1 * LANES);
        int a4 = aOffset + 4 * aRowStride;
        int s5 = startOffset + 5 * startStride;
        FloatVector c50 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s5 + 0 * LANES);
        FloatVector c51 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s5 + 1 * LANES);
        int a5 = aOffset + 5 * aRowStride;
        int ak = 0;
        int bk = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + 1 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ak]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + ak]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + ak]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + ak]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + ak]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + ak]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            ak += aInnerStride;
            bk += bStride;
        }
        c00.intoArray(c, cOffset + 0 * cStride + 0 * LANES);
        c01.intoArray(c, cOffset + 0 * cStride + 1 * LANES);
        c10.intoArray(c, cOffset + 1 * cStride + 0 * LANES);
        c11.intoArray(c, cOffset + 1 * cStride + 1 * LANES);
        c20.intoArray(c, cOffset + 2 * cStride + 0 * LANES);
        c21.intoArray(c, cOffset + 2 * cStride + 1 * LANES);
        c30.intoArray(c, cOffset + 3 * cStride + 0 * LANES);
        c31.intoArray(c, cOffset + 3 * cStride + 1 * LANES);
        c40.intoArray(c, cOffset + 4 * cStride + 0 * LANES);
        c41.intoArray(c, cOffset + 4 * cStride + 1 * LANES);
        c50.intoArray(c, cOffset + 5 * cStride + 0 * LANES);
        c51.intoArray(c, cOffset + 5 * cStride + 1 * LANES);
    }

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
        int s0 = startOffset + 0 * startStride;
        FloatVector c00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 0 * LANES);
        int a0 = aOffset + 0 * aRowStride;
        int s1 = startOffset + 1 * startStride;
        FloatVector c10 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 0 * LANES);
        int a1 = aOffset + 1 * aRowStride;
        int s2 = startOffset + 2 * startStride;
        FloatVector c20 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 0 * LANES);
        int a2 = aOffset + 2 * aRowStride;
        int s3 = startOffset + 3 * startStride;
        FloatVector c30 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 0 * LANES);
        int a3 = aOffset + 3 * aRowStride;
        int s4 = startOffset + 4 * startStride;
        FloatVector c40 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s4 + 0 * LANES);
        int a4 = aOffset + 4 * aRowStride;
        int s5 = startOffset + 5 * startStride;
        FloatVector c50 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s5 + 0 * LANES);
        int a5 = aOffset + 5 * aRowStride;
        int ak = 0;
        int bk = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk + 0 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ak]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + ak]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + ak]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + ak]);
            c30 = x3.fma(b0, c30);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + ak]);
            c40 = x4.fma(b0, c40);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + ak]);
            c50 = x5.fma(b0, c50);
            ak += aInnerStride;
            bk += bStride;
        }
        c00.intoArray(c, cOffset + 0 * cStride + 0 * LANES);
        c10.intoArray(c, cOffset + 1 * cStride + 0 * LANES);
        c20.intoArray(c, cOffset + 2 * cStride + 0 * LANES);
        c30.intoArray(c, cOffset + 3 * cStride + 0 * LANES);
        c40.intoArray(c, cOffset + 4 * cStride + 0 * LANES);
        c50.intoArray(c, cOffset + 5 * cStride + 0 * LANES);
    }

    private static void rows4(
            int registers,
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
        switch (registers) {
            case 4 ->
                tile4x4(
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            case 3 ->
                tile4x3(
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            case 2 ->
                tile4x2(
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            case 1 ->
                tile4x1(
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            default -> throw new IllegalArgumentException("no tile has " + registers + " registers");
        }
    }

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
        int s0 = startOffset + 0 * startStride;
        FloatVector c00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 0 * LANES);
        FloatVector c01 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 1 * LANES);
        FloatVector c02 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 2 * LANES);
        FloatVector c03 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 3 * LANES);
        int a0 = aOffset + 0 * aRowStride;
        int s1 = startOffset + 1 * startStride;
        FloatVector c10 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 0 * LANES);
        FloatVector c11 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 1 * LANES);
        FloatVector c12 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 2 * LANES);
        FloatVector c13 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 3 * LANES);
        int a1 = aOffset + 1 * aRowStride;
        int s2 = startOffset + 2 * startStride;
        FloatVector c20 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 0 * LANES);
        FloatVector c21 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 1 * LANES);
        FloatVector c22 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 2 * LANES);
        FloatVector c23 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 3 * LANES);
        int a2 = aOffset + 2 * aRowStride;
        int s3 = startOffset + 3 * startStride;
        FloatVector c30 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 0 * LANES);
        FloatVector c31 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 1 * LANES);
        FloatVector c32 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 2 * LANES);
        FloatVector c33 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 3 * LANES);
        int a3 = aOffset + 3 * aRowStride;
        int ak = 0;
        int bk = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bk + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, bk + 3 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ak]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            c03 = x0.fma(b3, c03);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + ak]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            c13 = x1.fma(b3, c13);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + ak]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            c23 = x2.fma(b3, c23);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + ak]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            c33 = x3.fma(b3, c33);
            ak += aInnerStride;
            bk += bStride;
        }
        c00.intoArray(c, cOffset + 0 * cStride + 0 * LANES);
        c01.intoArray(c, cOffset + 0 * cStride + 1 * LANES);
        c02.intoArray(c, cOffset + 0 * cStride + 2 * LANES);
        c03.intoArray(c, cOffset + 0 * cStride + 3 * LANES);
        c10.intoArray(c, cOffset + 1 * cStride + 0 * LANES);
        c11.intoArray(c, cOffset + 1 * cStride + 1 * LANES);
        c12.intoArray(c, cOffset + 1 * cStride + 2 * LANES);
        c13.intoArray(c, cOffset + 1 * cStride + 3 * LANES);
        c20.intoArray(c, cOffset + 2 * cStride + 0 * LANES);
        c21.intoArray(c, cOffset + 2 * cStride + 1 * LANES);
        c22.intoArray(c, cOffset + 2 * cStride + 2 * LANES);
        c23.intoArray(c, cOffset + 2 * cStride + 3 * LANES);
        c30.intoArray(c, cOffset + 3 * cStride + 0 * LANES);
        c31.intoArray(c, cOffset + 3 * cStride + 1 * LANES);
        c32.intoArray(c, cOffset + 3 * cStride + 2 * LANES);
        c33.intoArray(c, cOffset + 3 * cStride + 3 * LANES);
    }

    private static void tile4x3(
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
        int s0 = startOffset + 0 * startStride;
        FloatVector c00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 0 * LANES);
        FloatVector c01 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 1 * LANES);
        FloatVector c02 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 2 * LANES);
        int a0 = aOffset + 0 * aRowStride;
        int s1 = startOffset + 1 * startStride;
        FloatVector c10 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 0 * LANES);
        FloatVector c11 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 1 * LANES);
        FloatVector c12 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 2 * LANES);
        int a1 = aOffset + 1 * aRowStride;
        int s2 = startOffset + 2 * startStride;
        FloatVector c20 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 0 * LANES);
        FloatVector c21 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 1 * LANES);
        FloatVector c22 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 2 * LANES);
        int a2 = aOffset + 2 * aRowStride;
        int s3 = startOffset + 3 * startStride;
        FloatVector c30 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 0 * LANES);
        FloatVector c31 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 1 * LANES);
        FloatVector c32 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 2 * LANES);
        int a3 = aOffset + 3 * aRowStride;
        int ak = 0;
        int bk = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bk + 2 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ak]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + ak]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + ak]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + ak]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            ak += aInnerStride;
            bk += bStride;
        }
        c00.intoArray(c, cOffset + 0 * cStride + 0 * LANES);
        c01.intoArray(c, cOffset + 0 * cStride + 1 * LANES);
        c02.intoArray(c, cOffset + 0 * cStride + 2 * LANES);
        c10.intoArray(c, cOffset + 1 * cStride + 0 * LANES);
        c11.intoArray(c, cOffset + 1 * cStride + 1 * LANES);
        c12.intoArray(c, cOffset + 1 * cStride + 2 * LANES);
        c20.intoArray(c, cOffset + 2 * cStride + 0 * LANES);
        c21.intoArray(c, cOffset + 2 * cStride + 1 * LANES);
        c22.intoArray(c, cOffset + 2 * cStride + 2 * LANES);
        c30.intoArray(c, cOffset + 3 * cStride + 0 * LANES);
        c31.intoArray(c, cOffset + 3 * cStride + 1 * LANES);
        c32.intoArray(c, cOffset + 3 * cStride + 2 * LANES);
    }

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
        int s0 = startOffset + 0 * startStride;
        FloatVector c00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 0 * LANES);
        FloatVector c01 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 1 * LANES);
        int a0 = aOffset + 0 * aRowStride;
        int s1 = startOffset + 1 * startStride;
        FloatVector c10 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 0 * LANES);
        FloatVector c11 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 1 * LANES);
        int a1 = aOffset + 1 * aRowStride;
        int s2 = startOffset + 2 * startStride;
        FloatVector c20 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 0 * LANES);
        FloatVector c21 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 1 * LANES);
        int a2 = aOffset + 2 * aRowStride;
        int s3 = startOffset + 3 * startStride;
        FloatVector c30 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 0 * LANES);
        FloatVector c31 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 1 * LANES);
        int a3 = aOffset + 3 * aRowStride;
        int ak = 0;
        int bk = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + 1 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ak]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + ak]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + ak]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + ak]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            ak += aInnerStride;
            bk += bStride;
        }
        c00.intoArray(c, cOffset + 0 * cStride + 0 * LANES);
        c01.intoArray(c, cOffset + 0 * cStride + 1 * LANES);
        c10.intoArray(c, cOffset + 1 * cStride + 0 * LANES);
        c11.intoArray(c, cOffset + 1 * cStride + 1 * LANES);
        c20.intoArray(c, cOffset + 2 * cStride + 0 * LANES);
        c21.intoArray(c, cOffset + 2 * cStride + 1 * LANES);
        c30.intoArray(c, cOffset + 3 * cStride + 0 * LANES);
        c31.intoArray(c, cOffset + 3 * cStride + 1 * LANES);
    }

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
        int s0 = startOffset + 0 * startStride;
        FloatVector c00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 0 * LANES);
        int a0 = aOffset + 0 * aRowStride;
        int s1 = startOffset + 1 * startStride;
        FloatVector c10 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s1 + 0 * LANES);
        int a1 = aOffset + 1 * aRowStride;
        int s2 = startOffset + 2 * startStride;
        FloatVector c20 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s2 + 0 * LANES);
        int a2 = aOffset + 2 * aRowStride;
        int s3 = startOffset + 3 * startStride;
        FloatVector c30 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s3 + 0 * LANES);
        int a3 = aOffset + 3 * aRowStride;
        int ak = 0;
        int bk = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk + 0 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ak]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + ak]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + ak]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + ak]);
            c30 = x3.fma(b0, c30);
            ak += aInnerStride;
            bk += bStride;
        }
        c00.intoArray(c, cOffset + 0 * cStride + 0 * LANES);
        c10.intoArray(c, cOffset + 1 * cStride + 0 * LANES);
        c20.intoArray(c, cOffset + 2 * cStride + 0 * LANES);
        c30.intoArray(c, cOffset + 3 * cStride + 0 * LANES);
    }

    private static void rows1(
            int registers,
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
        switch (registers) {
            case 4 ->
                tile1x4(
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            case 3 ->
                tile1x3(
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            case 2 ->
                tile1x2(
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            case 1 ->
                tile1x1(
                        inner,
                        a,
                        aOffset,
                        aRowStride,
                        aInnerStride,
                        b,
                        bOffset,
                        bStride,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride);
            default -> throw new IllegalArgumentException("no tile has " + registers + " registers");
        }
    }

    private static void tile1x4(
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
        int s0 = startOffset + 0 * startStride;
        FloatVector c00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 0 * LANES);
        FloatVector c01 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 1 * LANES);
        FloatVector c02 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 2 * LANES);
        FloatVector c03 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 3 * LANES);
        int a0 = aOffset + 0 * aRowStride;
        int ak = 0;
        int bk = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bk + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, bk + 3 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ak]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            c03 = x0.fma(b3, c03);
            ak += aInnerStride;
            bk += bStride;
        }
        c00.intoArray(c, cOffset + 0 * cStride + 0 * LANES);
        c01.intoArray(c, cOffset + 0 * cStride + 1 * LANES);
        c02.intoArray(c, cOffset + 0 * cStride + 2 * LANES);
        c03.intoArray(c, cOffset + 0 * cStride + 3 * LANES);
    }

    private static void tile1x3(
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
        int s0 = startOffset + 0 * startStride;
        FloatVector c00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 0 * LANES);
        FloatVector c01 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 1 * LANES);
        FloatVector c02 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 2 * LANES);
        int a0 = aOffset + 0 * aRowStride;
        int ak = 0;
        int bk = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + 1 * LANES);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bk + 2 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ak]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            ak += aInnerStride;
            bk += bStride;
        }
        c00.intoArray(c, cOffset + 0 * cStride + 0 * LANES);
        c01.intoArray(c, cOffset + 0 * cStride + 1 * LANES);
        c02.intoArray(c, cOffset + 0 * cStride + 2 * LANES);
    }

    private static void tile1x2(
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
        int s0 = startOffset + 0 * startStride;
        FloatVector c00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 0 * LANES);
        FloatVector c01 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 1 * LANES);
        int a0 = aOffset + 0 * aRowStride;
        int ak = 0;
        int bk = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk + 0 * LANES);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bk + 1 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ak]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            ak += aInnerStride;
            bk += bStride;
        }
        c00.intoArray(c, cOffset + 0 * cStride + 0 * LANES);
        c01.intoArray(c, cOffset + 0 * cStride + 1 * LANES);
    }

    private static void tile1x1(
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
        int s0 = startOffset + 0 * startStride;
        FloatVector c00 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s0 + 0 * LANES);
        int a0 = aOffset + 0 * aRowStride;
        int ak = 0;
        int bk = bOffset;
        for (int k = 0; k < inner; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bk + 0 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + ak]);
            c00 = x0.fma(b0, c00);
            ak += aInnerStride;
            bk += bStride;
        }
        c00.intoArray(c, cOffset + 0 * cStride + 0 * LANES);
    }
}
