// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.computation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The loss of single rows against closed forms and against the defining equations in double precision.
class StableMaxTest {

    private static final Kernel KERNEL = Kernels.vector();

    private static double s(double z) {
        return z >= 0 ? z + 1 : 1 / (1 - z);
    }

    private static double loss(double[] z, int label) {
        double sum = 0;
        for (double logit : z) {
            sum += s(logit);
        }
        return -Math.log(s(z[label]) / sum);
    }

    /// s(0) = 1, s(3) = 4, s(−1) = 1/2.
    @Test
    void threeLogitsByHand() {
        float[] z = {0f, 3f, -1f};
        assertThat(StableMax.loss(KERNEL, z, 0, 3, 1, 1f)).isCloseTo(Math.log(5.5 / 4), within(1e-7));
        assertThat(z[0]).isCloseTo((float) (1 / 5.5), within(1e-7f));
        assertThat(z[1]).isCloseTo((float) (-1.5 / 4 / 5.5), within(1e-7f));
        assertThat(z[2]).isCloseTo((float) (0.25 / 5.5), within(1e-7f));
    }

    /// Central differences of the equation in double precision; 1e-6 is what single precision leaves.
    @ParameterizedTest
    @ValueSource(ints = {2, 13, 16, 113})
    void gradientIsTheSlopeOfTheLoss(int classes) {
        RandomStream stream = Seed.of(3).child(classes).stream();
        int offset = 5;
        float[] row = new float[offset + classes + 1];
        double[] exact = new double[classes];
        for (int i = 0; i < classes; i++) {
            row[offset + i] = (float) (6 * stream.nextDouble() - 3);
            exact[i] = row[offset + i];
        }
        int label = classes / 2;
        double loss = StableMax.loss(KERNEL, row, offset, classes, label, 0.5f);
        assertThat(loss).isCloseTo(loss(exact, label), within(1e-6 * loss));
        double h = 1e-5;
        for (int i = 0; i < classes; i++) {
            double at = exact[i];
            exact[i] = at + h;
            double above = loss(exact, label);
            exact[i] = at - h;
            double below = loss(exact, label);
            exact[i] = at;
            assertThat((double) row[offset + i]).as("∂/∂z_%d", i).isCloseTo(0.25 * (above - below) / h, within(1e-6));
        }
        assertThat(row[0]).isZero();
        assertThat(row[offset + classes]).isZero();
    }

    /// A nearly certain answer: 1 − p would leave nothing of others/Σ = 1e-9 in single precision.
    @Test
    void certaintyKeepsRelativePrecision() {
        float[] z = {1e9f, -1f, -1f};
        double loss = StableMax.loss(KERNEL, z, 0, 3, 0, 1f);
        assertThat(loss).isCloseTo(1e-9, within(1e-15));
        assertThat((double) z[0]).isCloseTo(-1e-18, within(1e-24));
    }

    /// s′ of such a label, 1e-50, is no float; s′ others/s = 1e-25 · 2 is.
    @Test
    void aHopelessLabelStillHasAGradient() {
        float[] z = {-1e25f, 0f, 0f};
        double loss = StableMax.loss(KERNEL, z, 0, 3, 0, 1f);
        assertThat(loss).isCloseTo(Math.log(2e25), within(1e-5));
        assertThat((double) z[0]).isCloseTo(-1e-25, within(1e-31));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void aLogitThatIsNotFiniteIsSeen(float bad) {
        for (int place = 0; place < 3; place++) {
            float[] z = {1f, 1f, 1f};
            z[place] = bad;
            assertThat(StableMax.loss(KERNEL, z, 0, 3, 1, 1f))
                    .as("at %d", place)
                    .isNotFinite();
        }
    }
}
