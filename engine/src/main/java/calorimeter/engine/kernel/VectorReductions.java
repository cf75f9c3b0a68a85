// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Reductions for [VectorKernel]: [Kernel#STRIPES] partial sums, in one, two or four registers, and their tree.
final class VectorReductions {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int STRIPES = Kernel.STRIPES;

    private static final VectorShuffle<Float> BY_EIGHT = shift(8);
    private static final VectorShuffle<Float> BY_FOUR = shift(4);
    private static final VectorShuffle<Float> BY_TWO = shift(2);

    private VectorReductions() {}

    /// A shuffle by which lane i takes the value of lane i + distance, around the end.
    private static VectorShuffle<Float> shift(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane + distance) % LANES);
    }

    static float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i + STRIPES <= n; i += STRIPES) {
            s0 = FloatVector.fromArray(SPECIES, a, aOffset + i).fma(FloatVector.fromArray(SPECIES, b, bOffset + i), s0);
            if (LANES <= 8) {
                s1 = FloatVector.fromArray(SPECIES, a, aOffset + i + LANES)
                        .fma(FloatVector.fromArray(SPECIES, b, bOffset + i + LANES), s1);
            }
            if (LANES == 4) {
                s2 = FloatVector.fromArray(SPECIES, a, aOffset + i + 8)
                        .fma(FloatVector.fromArray(SPECIES, b, bOffset + i + 8), s2);
                s3 = FloatVector.fromArray(SPECIES, a, aOffset + i + 12)
                        .fma(FloatVector.fromArray(SPECIES, b, bOffset + i + 12), s3);
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

    static float sum(float[] a, int aOffset, int n) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i + STRIPES <= n; i += STRIPES) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, a, aOffset + i));
            if (LANES <= 8) {
                s1 = s1.add(FloatVector.fromArray(SPECIES, a, aOffset + i + LANES));
            }
            if (LANES == 4) {
                s2 = s2.add(FloatVector.fromArray(SPECIES, a, aOffset + i + 8));
                s3 = s3.add(FloatVector.fromArray(SPECIES, a, aOffset + i + 12));
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

    /// [ScalarKernel#tree] of partial sums that fill one, two or four registers.
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

    /// The partial sums as an array.
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

    static void dotRows(float[] x, int[] offsets, int first, int count, float[] y, int yOffset, int n, float[] result) {
        int k = 0;
        if (LANES == STRIPES && n % LANES == 0) {
            for (; k + 4 <= count; k += 4) {
                dotFour(x, offsets, first + k, y, yOffset, n, result);
            }
        }
        for (; k < count; k++) {
            result[first + k] = dot(x, offsets[first + k], y, yOffset, n);
        }
    }

    /// Four dot products side by side, since a chain of fused multiply-adds waits four cycles for each link.
    private static void dotFour(float[] x, int[] offsets, int first, float[] y, int yOffset, int n, float[] result) {
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
            FloatVector vector = FloatVector.fromArray(SPECIES, y, yOffset + i);
            s0 = FloatVector.fromArray(SPECIES, x, x0 + i).fma(vector, s0);
            s1 = FloatVector.fromArray(SPECIES, x, x1 + i).fma(vector, s1);
            s2 = FloatVector.fromArray(SPECIES, x, x2 + i).fma(vector, s2);
            s3 = FloatVector.fromArray(SPECIES, x, x3 + i).fma(vector, s3);
        }
        result[first] = tree(s0, zero, zero, zero);
        result[first + 1] = tree(s1, zero, zero, zero);
        result[first + 2] = tree(s2, zero, zero, zero);
        result[first + 3] = tree(s3, zero, zero, zero);
    }

    static float maximum(float[] a, int aOffset, int n) {
        FloatVector highest = FloatVector.broadcast(SPECIES, a[aOffset]);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            highest = highest.max(FloatVector.fromArray(SPECIES, a, aOffset + i));
        }
        float result = highest.reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            result = Math.max(result, a[aOffset + i]);
        }
        return result;
    }
}
