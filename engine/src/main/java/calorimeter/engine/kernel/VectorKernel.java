package calorimeter.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The kernel written with the Vector API. Lanes run over the columns of C, over the partial sums of a reduction, or
/// over elements, never over the inner index of a product. So the width of a register changes no bit.
///
/// A loop over elements passes no vector to a method and gets none from one. In a compilation that has grown large,
/// HotSpot inlines only the methods of the Vector API, and a vector that crosses a call becomes an object: a GELU
/// written in three such methods made gigabytes of garbage a second and a step of `pandey` half again as long.
final class VectorKernel implements Kernel {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /// Registers of 512 bits: one holds all partial sums of a reduction, and there are 32 of them.
    private static final boolean WIDE = LANES == STRIPES;

    /// Computes what is left of a row behind the last whole register.
    private static final ScalarKernel SCALAR = new ScalarKernel();

    /// Elements whose GELU is computed in three passes: few enough to stay in the first-level cache.
    private static final int GELU_CHUNK = 1024;

    private static final VectorShuffle<Float> BY_EIGHT = shift(8);
    private static final VectorShuffle<Float> BY_FOUR = shift(4);
    private static final VectorShuffle<Float> BY_TWO = shift(2);
    private static final VectorShuffle<Float> WITHIN_PAIRS = VectorShuffle.fromOp(SPECIES, lane -> lane ^ 1);

    VectorKernel() {
        if (LANES != 4 && LANES != 8 && LANES != 16) {
            throw new IllegalStateException("registers of " + SPECIES.vectorBitSize()
                    + " bits are not among the 128, 256 and 512 that the Vector-API kernel knows; choose -D"
                    + Kernels.PROPERTY + "=scalar");
        }
    }

    /// A shuffle by which lane i takes the value of lane i + distance, around the end.
    private static VectorShuffle<Float> shift(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane + distance) % LANES);
    }

    @Override
    public String description() {
        return "vector " + SPECIES.vectorBitSize();
    }

    @Override
    public void multiply(
            int first, int rows, int from, int inner, Matrix a, Matrix b, @Nullable Matrix start, Matrix c) {
        float @Nullable [] startValues = start == null ? null : start.values;
        int startStride = start == null ? 0 : start.rowStride;
        for (int column = 0; column < c.columns; column += PackedMatrix.PANEL) {
            int width = Math.min(PackedMatrix.PANEL, c.columns - column);
            int panel = b.at(from, column);
            int startAt = start == null ? 0 : start.at(0, column);
            int height;
            for (int row = first; row < first + rows; row += height) {
                height = rowsOfTile(first + rows - row);
                int registers;
                for (int j = 0; j < width; j += registers * LANES) {
                    registers = Math.min((width - j) / LANES, registersOfTile(height));
                    VectorTiles.multiply(
                            height,
                            registers,
                            inner,
                            a.values,
                            a.at(row, from),
                            a.rowStride,
                            a.columnStride,
                            b.values,
                            panel + j,
                            b.rowStride,
                            startValues,
                            startAt + row * startStride + j,
                            startStride,
                            c.values,
                            c.at(row, column + j),
                            c.rowStride);
                }
            }
        }
    }

    /// Rows of the next tile: sixes, but fours where these leave fewer single rows, since one row alone is a chain that
    /// waits for itself.
    private static int rowsOfTile(int left) {
        return switch (left) {
            case 4, 5, 8, 9 -> 4;
            case 1, 2, 3 -> 1;
            default -> 6;
        };
    }

    /// Most registers in a row of a tile. 6 × 4 sums fill 24 of the 32 registers of AVX-512 and leave room for four of
    /// B and one of A; 6 × 2 do the same for the 16 of AVX2.
    private static int registersOfTile(int rows) {
        return WIDE || rows == 1 ? 4 : 2;
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
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

    @Override
    public float sum(float[] a, int aOffset, int n) {
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

    @Override
    public void addScaled(float factor, float[] x, int xOffset, float[] y, int yOffset, int n) {
        FloatVector scale = FloatVector.broadcast(SPECIES, factor);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            scale.fma(FloatVector.fromArray(SPECIES, x, xOffset + i), FloatVector.fromArray(SPECIES, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
        SCALAR.addScaled(factor, x, xOffset + i, y, yOffset + i, n - i);
    }

    @Override
    public void addScaledRows(
            float[] weights,
            int[] offsets,
            int first,
            int count,
            float[] x,
            float @Nullable [] start,
            int startOffset,
            float[] y,
            int yOffset,
            int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + 4 * LANES <= n; i += 4 * LANES) {
            int s = startOffset + i;
            FloatVector y0 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s);
            FloatVector y1 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s + LANES);
            FloatVector y2 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s + 2 * LANES);
            FloatVector y3 = start == null ? zero : FloatVector.fromArray(SPECIES, start, s + 3 * LANES);
            for (int k = 0; k < count; k++) {
                FloatVector w = FloatVector.broadcast(SPECIES, weights[first + k]);
                int from = offsets[first + k] + i;
                y0 = w.fma(FloatVector.fromArray(SPECIES, x, from), y0);
                y1 = w.fma(FloatVector.fromArray(SPECIES, x, from + LANES), y1);
                y2 = w.fma(FloatVector.fromArray(SPECIES, x, from + 2 * LANES), y2);
                y3 = w.fma(FloatVector.fromArray(SPECIES, x, from + 3 * LANES), y3);
            }
            y0.intoArray(y, yOffset + i);
            y1.intoArray(y, yOffset + i + LANES);
            y2.intoArray(y, yOffset + i + 2 * LANES);
            y3.intoArray(y, yOffset + i + 3 * LANES);
        }
        for (; i + LANES <= n; i += LANES) {
            FloatVector sum = start == null ? zero : FloatVector.fromArray(SPECIES, start, startOffset + i);
            for (int k = 0; k < count; k++) {
                FloatVector w = FloatVector.broadcast(SPECIES, weights[first + k]);
                sum = w.fma(FloatVector.fromArray(SPECIES, x, offsets[first + k] + i), sum);
            }
            sum.intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            float sum = start == null ? 0f : start[startOffset + i];
            for (int k = 0; k < count; k++) {
                sum = Math.fma(weights[first + k], x[offsets[first + k] + i], sum);
            }
            y[yOffset + i] = sum;
        }
    }

    @Override
    public void dotRows(float[] x, int[] offsets, int first, int count, float[] y, int yOffset, int n, float[] result) {
        int k = 0;
        if (WIDE && n % LANES == 0) {
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

    @Override
    public float maximum(float[] a, int aOffset, int n) {
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

    @Override
    public void scaleFlushed(float factor, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector scaled = FloatVector.fromArray(SPECIES, y, yOffset + i).mul(factor);
            scaled.blend(0f, scaled.abs().lt(FLUSHED)).intoArray(y, yOffset + i);
        }
        SCALAR.scaleFlushed(factor, y, yOffset + i, n - i);
    }

    /// [Exponential#of], lane by lane.
    @Override
    public void exponential(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector rounding = FloatVector.broadcast(SPECIES, Exponential.ROUNDING);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, x, xOffset + i).sub(shift);
            FloatVector shifted = value.fma(FloatVector.broadcast(SPECIES, Exponential.LOG2_E), rounding);
            FloatVector count = shifted.sub(rounding);
            FloatVector r = count.fma(FloatVector.broadcast(SPECIES, -Exponential.LN2_HIGH), value);
            r = count.fma(FloatVector.broadcast(SPECIES, -Exponential.LN2_LOW), r);
            FloatVector p = FloatVector.broadcast(SPECIES, Exponential.P6);
            p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P5));
            p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P4));
            p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P3));
            p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P2));
            p = p.fma(r, one).fma(r, one);
            IntVector exponent = shifted.reinterpretAsInts().sub(Exponential.ROUNDING_BITS);
            IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = exponent.sub(half);
            FloatVector result = p.mul(
                            half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
                    .mul(rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
            result = result.blend(0f, value.lt(Exponential.LOWEST));
            result = result.blend(Float.POSITIVE_INFINITY, value.compare(VectorOperators.GT, Exponential.HIGHEST));
            result.blend(value, value.test(VectorOperators.IS_NAN)).intoArray(y, yOffset + i);
        }
        SCALAR.exponential(shift, x, xOffset + i, y, yOffset + i, n - i);
    }

    @Override
    public void gelu(float[] x, int xOffset, float[] slope, int slopeOffset, int n) {
        for (int from = 0; from < n; from += GELU_CHUNK) {
            int count = Math.min(GELU_CHUNK, n - from);
            halfSquares(x, xOffset + from, slope, slopeOffset + from, count);
            exponential(0f, slope, slopeOffset + from, slope, slopeOffset + from, count);
            geluOfGaussian(x, xOffset + from, slope, slopeOffset + from, count);
        }
    }

    /// y = −x²/2.
    private static void halfSquares(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, x, xOffset + i);
            value.mul(value).mul(-0.5f).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = x[xOffset + i] * x[xOffset + i] * -0.5f;
        }
    }

    /// x ← xΦ(x) and g ← Φ(x) + xφ(x) where g was exp(−x²/2), see [NormalDistribution#cumulative].
    private static void geluOfGaussian(float[] x, int xOffset, float[] g, int gOffset, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector gaussian = FloatVector.fromArray(SPECIES, g, gOffset + i);
            FloatVector s = one.div(
                    FloatVector.broadcast(SPECIES, NormalDistribution.SLOPE).fma(value.abs(), one));
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
            FloatVector cumulative = one.sub(tail).blend(tail, value.lt(0f));
            value.mul(cumulative).intoArray(x, xOffset + i);
            value.fma(gaussian.mul(NormalDistribution.INVERSE_SQRT_TWO_PI), cumulative)
                    .intoArray(g, gOffset + i);
        }
        for (; i < n; i++) {
            ScalarKernel.geluAt(x, xOffset + i, g, gOffset + i);
        }
    }

    @Override
    public void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yOffset + i)
                    .add(FloatVector.fromArray(SPECIES, x, xOffset + i))
                    .intoArray(y, yOffset + i);
        }
        SCALAR.add(x, xOffset + i, y, yOffset + i, n - i);
    }

    @Override
    public void addRows(int first, int rows, Matrix matrix, float[] y, int yOffset, int n) {
        float[] x = matrix.values;
        int i = 0;
        for (; i + 4 * LANES <= n; i += 4 * LANES) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, y, yOffset + i);
            FloatVector y1 = FloatVector.fromArray(SPECIES, y, yOffset + i + LANES);
            FloatVector y2 = FloatVector.fromArray(SPECIES, y, yOffset + i + 2 * LANES);
            FloatVector y3 = FloatVector.fromArray(SPECIES, y, yOffset + i + 3 * LANES);
            for (int row = first; row < first + rows; row++) {
                int from = matrix.at(row, i);
                y0 = y0.add(FloatVector.fromArray(SPECIES, x, from));
                y1 = y1.add(FloatVector.fromArray(SPECIES, x, from + LANES));
                y2 = y2.add(FloatVector.fromArray(SPECIES, x, from + 2 * LANES));
                y3 = y3.add(FloatVector.fromArray(SPECIES, x, from + 3 * LANES));
            }
            y0.intoArray(y, yOffset + i);
            y1.intoArray(y, yOffset + i + LANES);
            y2.intoArray(y, yOffset + i + 2 * LANES);
            y3.intoArray(y, yOffset + i + 3 * LANES);
        }
        for (int row = first; row < first + rows; row++) {
            add(x, matrix.at(row, i), y, yOffset + i, n - i);
        }
    }

    @Override
    public void addProductRows(int rows, Matrix left, Matrix right, float[] y, int yOffset, int n) {
        float[] a = left.values;
        float[] b = right.values;
        int i = 0;
        for (; i + 2 * LANES <= n; i += 2 * LANES) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, y, yOffset + i);
            FloatVector y1 = FloatVector.fromArray(SPECIES, y, yOffset + i + LANES);
            int ai = left.at(0, i);
            int bi = right.at(0, i);
            for (int row = 0; row < rows; row++) {
                y0 = y0.add(FloatVector.fromArray(SPECIES, a, ai).mul(FloatVector.fromArray(SPECIES, b, bi)));
                y1 = y1.add(FloatVector.fromArray(SPECIES, a, ai + LANES)
                        .mul(FloatVector.fromArray(SPECIES, b, bi + LANES)));
                ai += left.rowStride;
                bi += right.rowStride;
            }
            y0.intoArray(y, yOffset + i);
            y1.intoArray(y, yOffset + i + LANES);
        }
        for (; i < n; i++) {
            y[yOffset + i] = ScalarKernel.addProducts(y[yOffset + i], rows, left, right, i);
        }
    }

    @Override
    public float normalize(float[] x, int xOffset, float epsilon, float[] y, int yOffset, int n) {
        float mean = sum(x, xOffset, n) / n;
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xOffset + i).sub(mean).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = x[xOffset + i] - mean;
        }
        float inverse = ScalarKernel.inverseDeviation(dot(y, yOffset, y, yOffset, n) / n, epsilon);
        for (i = 0; i + LANES <= n; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yOffset + i).mul(inverse).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] *= inverse;
        }
        return inverse;
    }

    @Override
    public void normalizeGradient(
            float inverse, float[] normalized, int offset, float[] d, int dOffset, float[] dx, int dxOffset, int n) {
        float mean = sum(d, dOffset, n) / n;
        float projection = dot(d, dOffset, normalized, offset, n) / n;
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector.fromArray(SPECIES, d, dOffset + i)
                    .sub(mean)
                    .sub(FloatVector.fromArray(SPECIES, normalized, offset + i).mul(projection))
                    .mul(inverse)
                    .add(FloatVector.fromArray(SPECIES, dx, dxOffset + i))
                    .intoArray(dx, dxOffset + i);
        }
        for (; i < n; i++) {
            dx[dxOffset + i] += inverse * (d[dOffset + i] - mean - normalized[offset + i] * projection);
        }
    }

    @Override
    public void scaleAndShift(
            float[] x,
            int xOffset,
            float[] parameters,
            int scaleOffset,
            int shiftOffset,
            float[] y,
            int yOffset,
            int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xOffset + i)
                    .mul(FloatVector.fromArray(SPECIES, parameters, scaleOffset + i))
                    .add(FloatVector.fromArray(SPECIES, parameters, shiftOffset + i))
                    .intoArray(y, yOffset + i);
        }
        SCALAR.scaleAndShift(x, xOffset + i, parameters, scaleOffset + i, shiftOffset + i, y, yOffset + i, n - i);
    }

    @Override
    public void multiplyEach(float[] x, int xOffset, float[] z, int zOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector.fromArray(SPECIES, x, xOffset + i)
                    .mul(FloatVector.fromArray(SPECIES, z, zOffset + i))
                    .intoArray(y, yOffset + i);
        }
        SCALAR.multiplyEach(x, xOffset + i, z, zOffset + i, y, yOffset + i, n - i);
    }

    @Override
    public void turnPairs(float[] x, int xOffset, float[] cosine, float[] sine, int tableOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector values = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector others = values.rearrange(WITHIN_PAIRS);
            values.mul(FloatVector.fromArray(SPECIES, cosine, tableOffset + i))
                    .add(others.mul(FloatVector.fromArray(SPECIES, sine, tableOffset + i)))
                    .intoArray(x, xOffset + i);
        }
        SCALAR.turnPairs(x, xOffset + i, cosine, sine, tableOffset + i, n - i);
    }

    @Override
    public void adaptiveStep(
            AdaptiveStep step, float[] parameters, float[] gradient, float[] first, float[] second, int from, int to) {
        boolean corrected = step.correction() != 1f; // late in a run it rounds to one, and divisions are slow
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector w = FloatVector.fromArray(SPECIES, parameters, i).mul(step.shrink());
            FloatVector g = FloatVector.fromArray(SPECIES, gradient, i)
                    .mul(step.gradientScale())
                    .add(w.mul(step.pull()));
            FloatVector m = FloatVector.fromArray(SPECIES, first, i);
            m = m.add(g.sub(m).mul(step.towards()));
            FloatVector v = FloatVector.fromArray(SPECIES, second, i)
                    .mul(step.keep())
                    .add(g.mul(step.square()).mul(g));
            m.intoArray(first, i);
            v.intoArray(second, i);
            FloatVector root = v.lanewise(VectorOperators.SQRT);
            FloatVector deviation = (corrected ? root.div(step.correction()) : root).add(step.epsilon());
            w.sub(m.div(deviation).mul(step.size())).intoArray(parameters, i);
        }
        for (; i < to; i++) {
            ScalarKernel.adaptiveStepAt(step, parameters, gradient, first, second, i);
        }
    }

    @Override
    public void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, x, xOffset + i);
            value.blend(0f, value.lt(0f)).intoArray(y, yOffset + i);
        }
        SCALAR.relu(x, xOffset + i, y, yOffset + i, n - i);
    }

    @Override
    public void reluGradient(float[] y, int yOffset, float[] d, int dOffset, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, d, dOffset + i);
            zero.blend(gradient, FloatVector.fromArray(SPECIES, y, yOffset + i).compare(VectorOperators.GT, 0f))
                    .intoArray(d, dOffset + i);
        }
        SCALAR.reluGradient(y, yOffset + i, d, dOffset + i, n - i);
    }
}
