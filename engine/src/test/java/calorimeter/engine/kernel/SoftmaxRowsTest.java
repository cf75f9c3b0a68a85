// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import org.junit.jupiter.api.Test;

/// Against the definition in double precision; entries beyond a row's length are zero.
class SoftmaxRowsTest {

    private static final int STRIDE = 3;
    private static final int SHARE = 4;

    /// A difference of scores below 32 is rounded by up to 2⁻²⁰; exponential, sum and quotient add some 2⁻²³.
    private static final double TOLERANCE = 0x1.4p-20;

    @Test
    void rowsOfSeveralLengthsAreNormalised() {
        int[] lengths = {3, 1, 2, 3, 3, 2, 1};
        int rows = lengths.length * SHARE;
        float[] scores = new float[rows * STRIDE];
        RandomStream random = Seed.of(5).child("scores").stream();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) (8 * random.nextGaussian());
        }
        float[] probabilities = new float[scores.length];
        SoftmaxRows.softmax(Kernels.vector(), scores, probabilities, rows, STRIDE, lengths, SHARE);
        for (int row = 0; row < rows; row++) {
            int length = lengths[row / SHARE];
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += Math.exp(scores[row * STRIDE + i]);
            }
            for (int i = 0; i < STRIDE; i++) {
                double expected = i < length ? Math.exp(scores[row * STRIDE + i]) / sum : 0;
                assertThat((double) probabilities[row * STRIDE + i]).isCloseTo(expected, within(TOLERANCE * expected));
            }
        }
    }

    @Test
    void theScoresMayBeOverwritten() {
        float[] scores = {1, 2, 3, 0, -200, 5};
        float[] expected = new float[scores.length];
        SoftmaxRows.softmax(Kernels.scalar(), scores, expected, 2, STRIDE, new int[] {3}, 2);
        SoftmaxRows.softmax(Kernels.vector(), scores, scores, 2, STRIDE, new int[] {3}, 2);
        assertThat(scores).isEqualTo(expected);
    }

    /// A difference of infinities is not a number: a run with such scores must be seen to diverge.
    @Test
    void infiniteScoresShow() {
        float[] scores = {Float.POSITIVE_INFINITY, 2, 3};
        SoftmaxRows.softmax(Kernels.vector(), scores, scores, 1, STRIDE, new int[] {3}, 1);
        assertThat(scores).contains(Float.NaN);
    }
}
