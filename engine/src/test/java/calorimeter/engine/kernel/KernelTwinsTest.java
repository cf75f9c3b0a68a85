package calorimeter.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
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
        scalar.gelu(x, 3, expected, 5, n);
        vector.gelu(x, 3, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
        scalar.geluGradient(x, 3, expected, 5, n);
        vector.geluGradient(x, 3, actual, 5, n);
        assertThat(actual).isEqualTo(expected);
        scalar.reluGradient(x, 3, expected, 5, n);
        vector.reluGradient(x, 3, actual, 5, n);
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
        java.util.Arrays.fill(x, value);
        float[] expected = new float[64];
        float[] actual = new float[64];
        scalar.exponential(0f, x, 0, expected, 0, 64);
        vector.exponential(0f, x, 0, actual, 0, 64);
        assertThat(actual).isEqualTo(expected);
    }

    /// Rows around the tile height, columns around the panel width, inner sizes from one.
    @ParameterizedTest
    @CsvSource({
        "1, 1, 16",
        "1, 13, 64",
        "5, 207, 48",
        "6, 128, 112",
        "7, 3, 16",
        "12, 64, 64",
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
        scalar.multiply(
                rows, inner, columns, a, 7, inner, 1, b, 3, columns, PackedMatrix.PANEL, expected, 11, columns, false);
        PackedMatrix matrix = new PackedMatrix(inner, columns);
        matrix.pack(b, 3, columns);
        matrix.multiply(vector, rows, a, 7, inner, packed, 11, columns, false);
        assertThat(packed).isEqualTo(expected);
    }

    private static void product(
            Kernel kernel, int rows, int inner, int columns, float[] a, float[] b, float[] c, boolean accumulate) {
        kernel.multiply(
                rows, inner, columns, a, 7, inner, 1, b, 3, columns, PackedMatrix.PANEL, c, 11, columns, accumulate);
        // The transposed reading of A, as in weight gradients: [inner × rows] with the roles of its strides
        // exchanged.
        kernel.multiply(rows, inner, columns, a, 7, 1, rows, b, 3, columns, PackedMatrix.PANEL, c, 11, columns, true);
    }
}
