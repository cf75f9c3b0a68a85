// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
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

    /// Registers of 512 bits: there are 32 of them.
    private static final boolean WIDE = LANES == STRIPES;

    /// Computes what is left of a row behind the last whole register.
    private static final ScalarKernel SCALAR = new ScalarKernel();

    private static final VectorShuffle<Float> WITHIN_PAIRS = VectorShuffle.fromOp(SPECIES, lane -> lane ^ 1);

    VectorKernel() {
        if (LANES != 4 && LANES != 8 && LANES != 16) {
            throw new IllegalStateException("registers of " + SPECIES.vectorBitSize()
                    + " bits are not among the 128, 256 and 512 that the Vector-API kernel knows; choose -D"
                    + Kernels.PROPERTY + "=scalar");
        }
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
        return VectorReductions.dot(a, aOffset, b, bOffset, n);
    }

    @Override
    public float sum(float[] a, int aOffset, int n) {
        return VectorReductions.sum(a, aOffset, n);
    }

    @Override
    public void dotRows(float[] x, int[] offsets, int first, int count, float[] y, int yOffset, int n, float[] result) {
        VectorReductions.dotRows(x, offsets, first, count, y, yOffset, n, result);
    }

    @Override
    public float maximum(float[] a, int aOffset, int n) {
        return VectorReductions.maximum(a, aOffset, n);
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
    public SoftmaxMoments softmaxMoments(double[] s, int n, double[] p) {
        return SoftmaxMoments.of(s, n, p, true);
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
        VectorFunctions.exponential(shift, x, xOffset, y, yOffset, n);
    }

    @Override
    public void gelu(float[] x, int xOffset, float[] slope, int slopeOffset, int n) {
        VectorFunctions.gelu(x, xOffset, slope, slopeOffset, n);
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
            int from = matrix.at(first, i);
            for (int row = 0; row < rows; row++) {
                y0 = y0.add(FloatVector.fromArray(SPECIES, x, from));
                y1 = y1.add(FloatVector.fromArray(SPECIES, x, from + LANES));
                y2 = y2.add(FloatVector.fromArray(SPECIES, x, from + 2 * LANES));
                y3 = y3.add(FloatVector.fromArray(SPECIES, x, from + 3 * LANES));
                from += matrix.rowStride;
            }
            y0.intoArray(y, yOffset + i);
            y1.intoArray(y, yOffset + i + LANES);
            y2.intoArray(y, yOffset + i + 2 * LANES);
            y3.intoArray(y, yOffset + i + 3 * LANES);
        }
        for (; i + LANES <= n; i += LANES) {
            FloatVector sum = FloatVector.fromArray(SPECIES, y, yOffset + i);
            for (int row = first; row < first + rows; row++) {
                sum = sum.add(FloatVector.fromArray(SPECIES, x, matrix.at(row, i)));
            }
            sum.intoArray(y, yOffset + i);
        }
        for (int row = first; i < n && row < first + rows; row++) {
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
    public void addCentredProducts(
            int rows,
            float[] a,
            int aOffset,
            int aStride,
            float[] aCentre,
            float[] b,
            int bOffset,
            int bStride,
            float[] bCentre,
            float[] y,
            int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector p = FloatVector.fromArray(SPECIES, aCentre, i);
            FloatVector q = FloatVector.fromArray(SPECIES, bCentre, i);
            FloatVector sum = FloatVector.fromArray(SPECIES, y, i);
            int ai = aOffset + i;
            int bi = bOffset + i;
            for (int row = 0; row < rows; row++) {
                sum = sum.add(FloatVector.fromArray(SPECIES, a, ai)
                        .sub(p)
                        .mul(FloatVector.fromArray(SPECIES, b, bi).sub(q)));
                ai += aStride;
                bi += bStride;
            }
            sum.intoArray(y, i);
        }
        for (; i < n; i++) {
            y[i] = ScalarKernel.addCentredProducts(
                    y[i], rows, a, aOffset + i, aStride, aCentre[i], b, bOffset + i, bStride, bCentre[i]);
        }
    }

    @Override
    public void centreAndScale(
            int rows,
            float[] x,
            int xOffset,
            int xStride,
            float[] centre,
            float[] scale,
            float @Nullable [] start,
            int startOffset,
            int startStride,
            float[] y,
            int yOffset,
            int yStride,
            int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector mean = FloatVector.fromArray(SPECIES, centre, i);
            FloatVector factor = FloatVector.fromArray(SPECIES, scale, i);
            int xi = xOffset + i;
            int si = startOffset + i;
            int yi = yOffset + i;
            for (int row = 0; row < rows; row++) {
                FloatVector sum = start == null ? zero : FloatVector.fromArray(SPECIES, start, si);
                FloatVector.fromArray(SPECIES, x, xi).sub(mean).fma(factor, sum).intoArray(y, yi);
                xi += xStride;
                si += startStride;
                yi += yStride;
            }
        }
        for (; i < n; i++) {
            for (int row = 0; row < rows; row++) {
                float sum = start == null ? 0f : start[startOffset + row * startStride + i];
                y[yOffset + row * yStride + i] = Math.fma(x[xOffset + row * xStride + i] - centre[i], scale[i], sum);
            }
        }
    }

    @Override
    public void largestOfSquares(int pixels, int channels, float[] x, int u, int v, float[] y, int yOffset) {
        if (channels % LANES != 0) {
            SCALAR.largestOfSquares(pixels, channels, x, u, v, y, yOffset);
            return;
        }
        for (int c = 0; c < channels; c += LANES) {
            int square = c;
            int at = yOffset + c;
            for (int pixel = 0; pixel < pixels; pixel++) {
                FloatVector above = FloatVector.fromArray(SPECIES, x, u + square)
                        .max(FloatVector.fromArray(SPECIES, x, u + square + channels));
                FloatVector below = FloatVector.fromArray(SPECIES, x, v + square)
                        .max(FloatVector.fromArray(SPECIES, x, v + square + channels));
                above.max(below).intoArray(y, at);
                square += 2 * channels;
                at += channels;
            }
        }
    }

    @Override
    public void largestOfSquaresGradient(
            int pixels, int channels, float[] x, int u, int v, float[] y, float[] dy, int yOffset, float[] dx) {
        if (channels % LANES != 0) {
            SCALAR.largestOfSquaresGradient(pixels, channels, x, u, v, y, dy, yOffset, dx);
            return;
        }
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int c = 0; c < channels; c += LANES) {
            int square = c;
            int at = yOffset + c;
            for (int pixel = 0; pixel < pixels; pixel++) {
                FloatVector largest = FloatVector.fromArray(SPECIES, y, at);
                FloatVector rest = FloatVector.fromArray(SPECIES, dy, at); // what no element has taken yet
                VectorMask<Float> taken =
                        FloatVector.fromArray(SPECIES, x, u + square).eq(largest);
                zero.blend(rest, taken).intoArray(dx, u + square);
                rest = rest.blend(0f, taken);
                taken = FloatVector.fromArray(SPECIES, x, u + square + channels).eq(largest);
                zero.blend(rest, taken).intoArray(dx, u + square + channels);
                rest = rest.blend(0f, taken);
                taken = FloatVector.fromArray(SPECIES, x, v + square).eq(largest);
                zero.blend(rest, taken).intoArray(dx, v + square);
                rest.blend(0f, taken).intoArray(dx, v + square + channels);
                square += 2 * channels;
                at += channels;
            }
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
