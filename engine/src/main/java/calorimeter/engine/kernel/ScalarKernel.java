// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import org.jspecify.annotations.Nullable;

/// The plain twin: each method is the definition in [Kernel], written out. Not for speed.
final class ScalarKernel implements Kernel {

    @Override
    public String description() {
        return "scalar";
    }

    @Override
    public void multiply(
            int first, int rows, int from, int inner, Matrix a, Matrix b, @Nullable Matrix start, Matrix c) {
        for (int i = first; i < first + rows; i++) {
            for (int j = 0; j < c.columns; j++) {
                float sum = start == null ? 0f : start.get(i, j);
                for (int k = from; k < from + inner; k++) {
                    sum = Math.fma(a.get(i, k), b.get(k, j), sum);
                }
                c.values[c.at(i, j)] = sum;
            }
        }
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        float[] partial = new float[STRIPES];
        for (int i = 0; i < n; i++) {
            partial[i % STRIPES] = Math.fma(a[aOffset + i], b[bOffset + i], partial[i % STRIPES]);
        }
        return tree(partial);
    }

    @Override
    public float sum(float[] a, int aOffset, int n) {
        float[] partial = new float[STRIPES];
        for (int i = 0; i < n; i++) {
            partial[i % STRIPES] += a[aOffset + i];
        }
        return tree(partial);
    }

    /// Pairwise sum of the sixteen partial sums; overwrites them.
    static float tree(float[] partial) {
        for (int half = STRIPES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                partial[i] += partial[i + half];
            }
        }
        return partial[0];
    }

    @Override
    public void addScaled(float factor, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Math.fma(factor, x[xOffset + i], y[yOffset + i]);
        }
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
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = start == null ? 0f : start[startOffset + i];
        }
        for (int k = 0; k < count; k++) {
            addScaled(weights[first + k], x, offsets[first + k], y, yOffset, n);
        }
    }

    @Override
    public void dotRows(float[] x, int[] offsets, int first, int count, float[] y, int yOffset, int n, float[] result) {
        for (int k = 0; k < count; k++) {
            result[first + k] = dot(x, offsets[first + k], y, yOffset, n);
        }
    }

    @Override
    public float maximum(float[] a, int aOffset, int n) {
        float highest = a[aOffset];
        for (int i = 1; i < n; i++) {
            highest = Math.max(highest, a[aOffset + i]);
        }
        return highest;
    }

    @Override
    public SoftmaxMoments softmaxMoments(double[] s, int n, double[] p) {
        return SoftmaxMoments.of(s, n, p, false);
    }

    @Override
    public void scaleFlushed(float factor, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            float scaled = y[yOffset + i] * factor;
            y[yOffset + i] = Math.abs(scaled) < FLUSHED ? 0f : scaled;
        }
    }

    @Override
    public void exponential(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Exponential.of(x[xOffset + i] - shift);
        }
    }

    @Override
    public void gelu(float[] x, int xOffset, float[] slope, int slopeOffset, int n) {
        for (int i = 0; i < n; i++) {
            geluAt(x, xOffset + i, slope, slopeOffset + i);
        }
    }

    static void geluAt(float[] x, int xIndex, float[] slope, int slopeIndex) {
        float value = x[xIndex];
        float gaussian = NormalDistribution.gaussian(value);
        float cumulative = NormalDistribution.cumulative(value, gaussian);
        x[xIndex] = value * cumulative;
        slope[slopeIndex] = Math.fma(value, gaussian * NormalDistribution.INVERSE_SQRT_TWO_PI, cumulative);
    }

    @Override
    public void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] += x[xOffset + i];
        }
    }

    @Override
    public void addRows(int first, int rows, Matrix x, float[] y, int yOffset, int n) {
        for (int row = first; row < first + rows; row++) {
            add(x.values, x.at(row, 0), y, yOffset, n);
        }
    }

    @Override
    public void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = x[xOffset + i] < 0f ? 0f : x[xOffset + i];
        }
    }

    @Override
    public void reluGradient(float[] y, int yOffset, float[] d, int dOffset, int n) {
        for (int i = 0; i < n; i++) {
            d[dOffset + i] = y[yOffset + i] > 0 ? d[dOffset + i] : 0f;
        }
    }

    @Override
    public void addProductRows(int rows, Matrix a, Matrix b, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = addProducts(y[yOffset + i], rows, a, b, i);
        }
    }

    /// Adds the products of one column.
    static float addProducts(float start, int rows, Matrix a, Matrix b, int column) {
        float sum = start;
        for (int row = 0; row < rows; row++) {
            sum += a.get(row, column) * b.get(row, column);
        }
        return sum;
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
        for (int i = 0; i < n; i++) {
            y[i] = addCentredProducts(
                    y[i], rows, a, aOffset + i, aStride, aCentre[i], b, bOffset + i, bStride, bCentre[i]);
        }
    }

    static float addCentredProducts(
            float start,
            int rows,
            float[] a,
            int aIndex,
            int aStride,
            float aCentre,
            float[] b,
            int bIndex,
            int bStride,
            float bCentre) {
        float sum = start;
        for (int row = 0; row < rows; row++) {
            sum += (a[aIndex + row * aStride] - aCentre) * (b[bIndex + row * bStride] - bCentre);
        }
        return sum;
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
        for (int row = 0; row < rows; row++) {
            int s = startOffset + row * startStride;
            for (int i = 0; i < n; i++) {
                y[yOffset + row * yStride + i] = Math.fma(
                        x[xOffset + row * xStride + i] - centre[i], scale[i], start == null ? 0f : start[s + i]);
            }
        }
    }

    @Override
    public void largestOfSquares(int pixels, int channels, float[] x, int u, int v, float[] y, int yOffset) {
        for (int i = 0; i < pixels * channels; i++) {
            int square = i + i / channels * channels;
            float above = Math.max(x[u + square], x[u + square + channels]);
            float below = Math.max(x[v + square], x[v + square + channels]);
            y[yOffset + i] = Math.max(above, below);
        }
    }

    @Override
    public void largestOfSquaresGradient(
            int pixels, int channels, float[] x, int u, int v, float[] y, float[] dy, int yOffset, float[] dx) {
        for (int i = 0; i < pixels * channels; i++) {
            int square = i + i / channels * channels;
            float largest = y[yOffset + i];
            int last = v + square + channels;
            int place = last;
            for (int candidate : new int[] {v + square, u + square + channels, u + square}) {
                dx[candidate] = 0f;
                place = x[candidate] == largest ? candidate : place;
            }
            dx[last] = 0f;
            dx[place] = dy[yOffset + i];
        }
    }

    @Override
    public float normalize(float[] x, int xOffset, float epsilon, float[] y, int yOffset, int n) {
        float mean = sum(x, xOffset, n) / n;
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = x[xOffset + i] - mean;
        }
        float inverse = inverseDeviation(dot(y, yOffset, y, yOffset, n) / n, epsilon);
        for (int i = 0; i < n; i++) {
            y[yOffset + i] *= inverse;
        }
        return inverse;
    }

    static float inverseDeviation(float variance, float epsilon) {
        return 1f / (float) Math.sqrt(variance + epsilon);
    }

    @Override
    public void normalizeGradient(
            float inverse, float[] normalized, int offset, float[] d, int dOffset, float[] dx, int dxOffset, int n) {
        float mean = sum(d, dOffset, n) / n;
        float projection = dot(d, dOffset, normalized, offset, n) / n;
        for (int i = 0; i < n; i++) {
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
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = x[xOffset + i] * parameters[scaleOffset + i] + parameters[shiftOffset + i];
        }
    }

    @Override
    public void multiplyEach(float[] x, int xOffset, float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = x[xOffset + i] * z[zOffset + i];
        }
    }

    @Override
    public void turnPairs(float[] x, int xOffset, float[] cosine, float[] sine, int tableOffset, int n) {
        for (int i = 0; i < n; i += 2) {
            float first = x[xOffset + i];
            float second = x[xOffset + i + 1];
            int table = tableOffset + i;
            x[xOffset + i] = first * cosine[table] + second * sine[table];
            x[xOffset + i + 1] = second * cosine[table + 1] + first * sine[table + 1];
        }
    }

    @Override
    public void adaptiveStep(
            AdaptiveStep step, float[] parameters, float[] gradient, float[] first, float[] second, int from, int to) {
        for (int i = from; i < to; i++) {
            adaptiveStepAt(step, parameters, gradient, first, second, i);
        }
    }

    static void adaptiveStepAt(
            AdaptiveStep step, float[] parameters, float[] gradient, float[] first, float[] second, int i) {
        float w = parameters[i] * step.shrink();
        float g = gradient[i] * step.gradientScale() + step.pull() * w;
        float m = first[i] + step.towards() * (g - first[i]);
        float v = step.keep() * second[i] + step.square() * g * g;
        first[i] = m;
        second[i] = v;
        parameters[i] = w - step.size() * (m / ((float) Math.sqrt(v) / step.correction() + step.epsilon()));
    }
}
