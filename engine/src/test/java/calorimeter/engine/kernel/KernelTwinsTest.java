// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The Vector-API kernel gives the bits of the scalar one, across lane boundaries and unaligned offsets. A
/// missing Vector API fails these tests, it does not skip them.
class KernelTwinsTest {

    private final Kernel scalar = Kernels.scalar();
    private final Kernel vector = Kernels.vector();

    private static float[] random(int n, String name) {
        RandomStream stream = Seed.of(1).child(name).child(n).stream();
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (4 * stream.nextGaussian());
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 13, 15, 16, 17, 31, 33, 207, 4098})
    void reductionsAgree(int n) {
        float[] x = random(n + 3, "x");
        float[] y = random(n + 5, "y");
        assertThat(vector.dot(x, 3, y, 5, n)).isEqualTo(scalar.dot(x, 3, y, 5, n));
        assertThat(vector.sum(x, 1, n)).isEqualTo(scalar.sum(x, 1, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 15, 16, 17, 31, 33, 207, 4098})
    void momentsOfSoftmaxAgree(int n) {
        double[] scores = new double[n];
        float[] drawn = random(n, "s");
        for (int j = 0; j < n; j++) {
            // Ties, gaps of all sizes and weights too small for a double.
            scores[j] = j % 7 == 0 ? 20 : drawn[j] * (j % 5 == 0 ? 100 : 1);
        }
        double[] expected = new double[n];
        double[] actual = new double[n];
        SoftmaxMoments moments = scalar.softmaxMoments(scores, n, expected);
        assertThat(vector.softmaxMoments(scores, n, actual)).isEqualTo(moments);
        assertThat(actual).isEqualTo(expected);
        double partition = 0;
        double squares = 0;
        for (double score : scores) {
            partition += StrictMath.exp(score - moments.highest());
            squares += (score - moments.mean()) * (score - moments.mean());
        }
        assertThat(moments.ground() + moments.excited()).isCloseTo(partition, withinPercentage(1e-11));
        assertThat(moments.squares()).isCloseTo(squares, withinPercentage(1e-11));
        for (int j = 0; j < n; j++) {
            double weight = StrictMath.exp(scores[j] - moments.highest()) / partition;
            assertThat(actual[j]).isCloseTo(weight, offset(1e-15 * weight + 1e-300));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 13, 207, 4098})
    void elementwiseOperationsAgree(int n) {
        float[] x = random(n + 3, "x");
        float[] expected = random(n + 5, "y");
        float[] actual = expected.clone();
        scalar.addScaled(-0.37f, x, 3, expected, 5, n);
        vector.addScaled(-0.37f, x, 3, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
        scalar.exponential(1.25f, x, 3, expected, 5, n);
        vector.exponential(1.25f, x, 3, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
        scalar.add(x, 3, expected, 5, n);
        vector.add(x, 3, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
        scalar.scaleFlushed(0x1p-99f, expected, 5, n);
        vector.scaleFlushed(0x1p-99f, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
        scalar.relu(x, 3, expected, 5, n);
        vector.relu(x, 3, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
        scalar.reluGradient(x, 3, expected, 5, n);
        vector.reluGradient(x, 3, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
    }

    /// NaN, both zeros, both infinities and numbers around [Kernel#FLUSHED] stand in every lane of the widest
    /// register and in the rest behind it.
    private static float[] extremes(int n) {
        float[] special = {
            Float.NaN,
            -0f,
            0f,
            Float.NEGATIVE_INFINITY,
            Float.POSITIVE_INFINITY,
            -Kernel.FLUSHED,
            Math.nextDown(Kernel.FLUSHED),
            -Float.MIN_VALUE,
            -1.5f,
            2.5f,
            1e30f
        };
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = special[i % special.length];
        }
        return values;
    }

    /// No multiple of a register's lanes, and enough for each of the eleven values in each of sixteen lanes.
    private static final int EXTREMES = 207;

    /// What is not below zero stays: NaN, and −0 with its sign.
    @Test
    void reluAgreesAtTheExtremes() {
        float[] expected = extremes(EXTREMES);
        float[] actual = expected.clone();
        scalar.relu(expected, 0, expected, 0, EXTREMES);
        vector.relu(actual, 0, actual, 0, EXTREMES);
        assertThat(actual).isEqualTo(expected);
        assertThat(actual).startsWith(Float.NaN, -0f, 0f, 0f, Float.POSITIVE_INFINITY, 0f);
    }

    @Test
    void reluGradientAgreesAtTheExtremes() {
        float[] y = extremes(EXTREMES);
        for (int shift = 0; shift < 11; shift++) {
            float[] expected = extremes(EXTREMES + shift);
            float[] actual = expected.clone();
            scalar.reluGradient(y, 0, expected, shift, EXTREMES);
            vector.reluGradient(y, 0, actual, shift, EXTREMES);
            assertThat(actual).as("shift %d", shift).isEqualTo(expected);
        }
    }

    @Test
    void scaleFlushedAgreesAtTheExtremes() {
        for (float factor : new float[] {1f, -1f, 0.5f, -0f, Float.NaN, Float.POSITIVE_INFINITY}) {
            float[] expected = extremes(EXTREMES);
            float[] actual = expected.clone();
            scalar.scaleFlushed(factor, expected, 0, EXTREMES);
            vector.scaleFlushed(factor, actual, 0, EXTREMES);
            assertThat(actual).as("factor %s", factor).isEqualTo(expected);
        }
    }

    @Test
    void sumsOfExtremesAgree() {
        float[] x = extremes(EXTREMES);
        for (int shift = 0; shift < 11; shift++) {
            float[] expected = extremes(EXTREMES + shift);
            float[] actual = expected.clone();
            scalar.add(x, 0, expected, shift, EXTREMES);
            vector.add(x, 0, actual, shift, EXTREMES);
            assertThat(actual).as("shift %d", shift).isEqualTo(expected);
        }
    }

    /// One NaN or infinity makes NaN of the whole row, wherever it stands; a row of zeros of either sign stays
    /// one, and keeps the signs that x − mean gives.
    @ParameterizedTest
    @ValueSource(ints = {1, 13, 16, 47, 207})
    void normalizationAgreesAtTheExtremes(int n) {
        for (float planted : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -0f, 1e30f}) {
            for (int place : new int[] {0, n / 2, n - 1}) {
                float[] x = planted == 0 ? new float[n] : random(n, "x");
                x[place] = planted;
                requireNormalized(x, n);
            }
        }
        float[] zeros = new float[n];
        Arrays.fill(zeros, -0f);
        requireNormalized(zeros, n);
    }

    private void requireNormalized(float[] x, int n) {
        float[] expected = new float[n + 5];
        float[] actual = new float[n + 5];
        float inverse = scalar.normalize(x, 0, 1e-5f, expected, 5, n);
        assertThat(vector.normalize(x, 0, 1e-5f, actual, 5, n))
                .isEqualTo(Float.valueOf(inverse)); // NaN is equal to itself
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 13, 207, 4098})
    void geluAndItsSlopeAgree(int n) {
        float[] expected = random(n + 3, "x");
        float[] actual = expected.clone();
        float[] expectedSlope = new float[n + 5];
        float[] actualSlope = new float[n + 5];
        scalar.gelu(expected, 3, expectedSlope, 5, n);
        vector.gelu(actual, 3, actualSlope, 5, n);
        assertThat(actual).isEqualTo(expected);
        assertThat(actualSlope).isEqualTo(expectedSlope);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 13, 16, 64, 207, 1026})
    void maximaAgree(int n) {
        float[] x = random(n + 3, "x");
        assertThat(vector.maximum(x, 3, n)).isEqualTo(scalar.maximum(x, 3, n));
        x[3 + n / 2] = Float.NaN;
        assertThat(vector.maximum(x, 3, n)).isNaN();
        assertThat(scalar.maximum(x, 3, n)).isNaN();
    }

    /// Slices of one array, among them two that overlap: they are taken in order.
    @ParameterizedTest
    @CsvSource({"3,16", "12,32", "5,640", "7,13", "4,77", "0,16"})
    void operationsOnRowsAgree(int count, int n) {
        float[] table = random((count + 1) * n + 1, "table");
        float[] weights = random(count + 2, "weights");
        float[] y = random(n + 5, "y");
        int[] offsets = new int[count + 1];
        for (int k = 0; k < count; k++) {
            offsets[k + 1] = k == 2 ? offsets[k] + 1 : k * n;
        }
        float[] expected = y.clone();
        float[] actual = y.clone();
        scalar.addScaledRows(weights, offsets, 1, count, table, expected, 5, expected, 5, n);
        vector.addScaledRows(weights, offsets, 1, count, table, actual, 5, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
        scalar.addScaledRows(weights, offsets, 1, count, table, table, 1, expected, 5, n);
        vector.addScaledRows(weights, offsets, 1, count, table, table, 1, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
        scalar.addScaledRows(weights, offsets, 1, count, table, null, 0, expected, 5, n);
        vector.addScaledRows(weights, offsets, 1, count, table, null, 0, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
        float[] expectedDots = new float[count + 1];
        float[] actualDots = new float[count + 1];
        scalar.dotRows(table, offsets, 1, count, y, 5, n, expectedDots);
        vector.dotRows(table, offsets, 1, count, y, 5, n, actualDots);
        assertThat(actualDots).isEqualTo(expectedDots);
        Matrix rows = new Matrix(table, 1, n, n);
        scalar.addRows(0, count, rows, expected, 5, n);
        vector.addRows(0, count, rows, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
        scalar.addRows(count / 2, count - count / 2, rows, expected, 5, n);
        vector.addRows(count / 2, count - count / 2, rows, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 16, 128, 207, 4098})
    void normalizationAndItsChainRuleAgree(int n) {
        float[] x = random(n + 3, "x");
        float[] expected = new float[n + 5];
        float[] actual = new float[n + 5];
        float inverse = scalar.normalize(x, 3, 1e-5f, expected, 5, n);
        assertThat(vector.normalize(x, 3, 1e-5f, actual, 5, n)).isEqualTo(inverse);
        assertThat(actual).isEqualTo(expected);
        float[] expectedGradient = random(n + 1, "dx");
        float[] actualGradient = expectedGradient.clone();
        scalar.normalizeGradient(inverse, expected, 5, x, 3, expectedGradient, 1, n);
        vector.normalizeGradient(inverse, expected, 5, x, 3, actualGradient, 1, n);
        assertThat(actualGradient).isEqualTo(expectedGradient);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 16, 128, 207, 4098})
    void productsOfElementsAgree(int n) {
        float[] x = random(n + 3, "x");
        float[] parameters = random(2 * n + 4, "parameters");
        float[] expected = new float[n + 5];
        float[] actual = new float[n + 5];
        scalar.scaleAndShift(x, 3, parameters, 1, n + 2, expected, 5, n);
        vector.scaleAndShift(x, 3, parameters, 1, n + 2, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
        scalar.multiplyEach(x, 3, parameters, 2, expected, 5, n);
        vector.multiplyEach(x, 3, parameters, 2, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
        float[] rows = random(4 * n + 7, "rows");
        Matrix left = new Matrix(rows, 1, n + 2, n);
        Matrix right = new Matrix(rows, 2, n + 1, n);
        scalar.addProductRows(3, left, right, expected, 5, n);
        vector.addProductRows(3, left, right, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"3, 16", "1, 13", "5, 32", "7, 20", "4, 207", "0, 16"})
    void operationsOfBatchNormAgree(int rows, int n) {
        float[] a = random(rows * (n + 2) + 3, "a");
        float[] b = random(rows * (n + 1) + 5, "b");
        float[] p = random(n, "p");
        float[] q = random(n + 1, "q");
        float[] expected = random(rows * n + n + 5, "y");
        float[] actual = expected.clone();
        scalar.addCentredProducts(rows, a, 3, n + 2, p, b, 5, n + 1, q, expected, n);
        vector.addCentredProducts(rows, a, 3, n + 2, p, b, 5, n + 1, q, actual, n);
        assertThat(actual).isEqualTo(expected);
        for (int stride : new int[] {0, n}) {
            scalar.centreAndScale(rows, a, 3, n + 2, p, q, expected, 5, stride, expected, 5, n, n);
            vector.centreAndScale(rows, a, 3, n + 2, p, q, actual, 5, stride, actual, 5, n, n);
            assertThat(actual).isEqualTo(expected);
        }
        scalar.centreAndScale(rows, a, 3, n + 2, p, q, null, 0, 0, expected, 5, n, n);
        vector.centreAndScale(rows, a, 3, n + 2, p, q, null, 0, 0, actual, 5, n, n);
        assertThat(actual).isEqualTo(expected);
    }

    /// Few values, so that many squares have equals; and one NaN.
    @ParameterizedTest
    @CsvSource({"3, 16", "1, 13", "5, 32", "7, 20", "4, 48", "0, 16"})
    void largestOfSquaresAgree(int pixels, int channels) {
        int line = (2 * pixels + 1) * channels;
        float[] x = random(2 * line + 3, "x");
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.round(x[i] / 4);
        }
        if (pixels > 1) {
            x[3 + channels] = Float.NaN;
        }
        float[] expected = random(pixels * channels + 5, "y");
        float[] actual = expected.clone();
        scalar.largestOfSquares(pixels, channels, x, 3, 3 + line, expected, 5);
        vector.largestOfSquares(pixels, channels, x, 3, 3 + line, actual, 5);
        assertThat(actual).isEqualTo(expected);
        float[] dy = random(pixels * channels + 5, "dy");
        float[] expectedGradient = random(x.length, "dx");
        float[] actualGradient = expectedGradient.clone();
        scalar.largestOfSquaresGradient(pixels, channels, x, 3, 3 + line, expected, dy, 5, expectedGradient);
        vector.largestOfSquaresGradient(pixels, channels, x, 3, 3 + line, expected, dy, 5, actualGradient);
        assertThat(actualGradient).isEqualTo(expectedGradient);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 14, 16, 128, 206, 4098})
    void turnedPairsAgree(int n) {
        float[] cosine = random(n + 4, "cosine");
        float[] sine = random(n + 4, "sine");
        float[] expected = random(n + 5, "x");
        float[] actual = expected.clone();
        scalar.turnPairs(expected, 3, cosine, sine, 4, n);
        vector.turnPairs(actual, 3, cosine, sine, 4, n);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5", "13, 0.5", "16, 0.5", "128, 0.5", "207, 0.5", "4098, 0.5", "207, 1"})
    void adaptiveStepsAgree(int n, float correction) {
        AdaptiveStep step = new AdaptiveStep(0.999f, 0.7f, 0.01f, 0.1f, 0.98f, 0.02f, 0.003f, correction, 1e-8f);
        float[] gradient = random(n + 3, "gradient");
        float[] second = random(n + 3, "second");
        for (int i = 0; i < second.length; i++) {
            second[i] *= second[i];
        }
        float[][] expected = {random(n + 3, "parameters"), random(n + 3, "first"), second};
        float[][] actual = {expected[0].clone(), expected[1].clone(), second.clone()};
        scalar.adaptiveStep(step, expected[0], gradient, expected[1], expected[2], 2, n + 2);
        vector.adaptiveStep(step, actual[0], gradient, actual[1], actual[2], 2, n + 2);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"3,16", "12,32", "5,640", "7,13", "4,77", "0,16"})
    void scatteringAgrees(int count, int n) {
        float[] expected = random(count * n, "table");
        float[] actual = expected.clone();
        float[] weights = random(count + 2, "weights");
        float[] y = random(n + 5, "y");
        int[] offsets = new int[count + 1];
        for (int k = 0; k < count; k++) {
            offsets[k + 1] = k == 2 ? offsets[k] : k * n;
        }
        scalar.scatterScaled(weights, offsets, 1, count, y, 5, expected, n);
        vector.scatterScaled(weights, offsets, 1, count, y, 5, actual, n);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            floats = {
                0f,
                -0f,
                88.72283f,
                88.7229f,
                89f,
                -87.33f,
                -87.34f,
                -104f,
                1e30f,
                -1e30f,
                Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY,
                Float.NaN,
                Float.MIN_VALUE
            })
    void exponentialAgreesAtTheExtremes(float value) {
        float[] x = new float[64];
        Arrays.fill(x, value);
        float[] expected = new float[64];
        float[] actual = new float[64];
        scalar.exponential(0f, x, 0, expected, 0, 64);
        vector.exponential(0f, x, 0, actual, 0, 64);
        assertThat(actual).isEqualTo(expected);
    }

    /// Each shape of a tile, rows and columns around whole tiles and panels, inner sizes from one.
    @ParameterizedTest
    @CsvSource({
        "1, 1, 16",
        "1, 13, 64",
        "5, 207, 48",
        "6, 128, 112",
        "7, 3, 16",
        "4, 33, 80",
        "8, 20, 48",
        "9, 5, 144",
        "12, 64, 64",
        "11, 31, 32",
        "13, 31, 80",
        "96, 128, 128",
        "23, 40, 208",
        "97, 17, 144"
    })
    void productsAgree(int rows, int inner, int columns) {
        float[] a = random(rows * inner + 7, "a");
        float[] b = random(inner * columns + 3, "b");
        float[] expected = random(rows * columns + 11, "c");
        float[] actual = expected.clone();
        for (boolean accumulate : new boolean[] {true, false}) {
            product(scalar, rows, inner, columns, a, b, expected, accumulate);
            product(vector, rows, inner, columns, a, b, actual, accumulate);
            assertThat(actual).isEqualTo(expected);
        }
        float[] packed = expected.clone();
        Matrix left = new Matrix(a, 7, inner, inner);
        Matrix right = new Matrix(b, 3, columns, columns);
        scalar.multiply(0, rows, 0, inner, left, right, null, new Matrix(expected, 11, columns, columns));
        PackedMatrix matrix = new PackedMatrix(inner, columns);
        matrix.pack(right);
        matrix.multiply(vector, 0, rows, left, null, new Matrix(packed, 11, columns, columns));
        assertThat(packed).isEqualTo(expected);
    }

    /// A bias under every row is the copied bias that is added to.
    @ParameterizedTest
    @CsvSource({"6, 20, 48", "11, 7, 112", "3, 5, 64"})
    void productsStartFromOneRow(int rows, int inner, int columns) {
        float[] a = random(rows * inner, "a");
        float[] b = random(inner * columns, "b");
        float[] bias = random(columns + 5, "bias");
        float[] expected = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(bias, 5, expected, row * columns, columns);
        }
        Matrix left = new Matrix(a, 0, inner, inner);
        Matrix right = new Matrix(b, 0, columns, columns);
        Matrix copied = new Matrix(expected, 0, columns, columns);
        scalar.multiply(0, rows, 0, inner, left, right, copied, copied);
        PackedMatrix matrix = new PackedMatrix(inner, columns);
        matrix.pack(right);
        Matrix start = new Matrix(bias, 5, columns, columns).repeated();
        for (Kernel kernel : new Kernel[] {scalar, vector}) {
            float[] actual = random(rows * columns, "overwritten");
            matrix.multiply(kernel, 0, rows, left, start, new Matrix(actual, 0, columns, columns));
            assertThat(actual).isEqualTo(expected);
        }
    }

    /// Ranges of rows and of the inner index, one after the other, give the product of the whole; what stands around
    /// them stays.
    @ParameterizedTest
    @CsvSource({"13, 31, 80", "7, 3, 16", "96, 40, 144"})
    void productsOfRangesAgree(int rows, int inner, int columns) {
        float[] a = random(rows * inner, "a");
        float[] b = random(inner * columns, "b");
        float[] expected = random(rows * (columns + 16), "c");
        float[] before = expected.clone();
        Matrix left = new Matrix(a, 0, inner, inner);
        Matrix right = new Matrix(b, 0, columns, columns);
        Matrix whole = new Matrix(expected, 0, columns + 16, columns);
        scalar.multiply(0, rows, 0, inner, left, right, whole, whole);
        for (Kernel kernel : new Kernel[] {scalar, vector}) {
            float[] actual = before.clone();
            Matrix parts = new Matrix(actual, 0, columns + 16, columns);
            for (int from = 0; from < inner; from += 2) {
                int length = Math.min(2, inner - from);
                kernel.multiply(0, 4, from, length, left, right, parts, parts);
                kernel.multiply(4, rows - 4, from, length, left, right, parts, parts);
            }
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static void product(
            Kernel kernel, int rows, int inner, int columns, float[] a, float[] b, float[] c, boolean accumulate) {
        Matrix right = new Matrix(b, 3, columns, columns);
        Matrix result = new Matrix(c, 11, columns, columns);
        Matrix start = accumulate ? result : null;
        kernel.multiply(0, rows, 0, inner, new Matrix(a, 7, inner, inner), right, start, result);
        // The transposed reading of A, as in weight gradients: [inner × rows] with the roles of its strides
        // exchanged.
        kernel.multiply(0, rows, 0, inner, new Matrix(a, 7, rows, rows).transposed(), right, result, result);
    }
}
