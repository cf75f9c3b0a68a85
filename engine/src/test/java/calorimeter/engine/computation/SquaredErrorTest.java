// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.computation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.model.LogitTerms;
import calorimeter.engine.model.LossFunction;
import org.junit.jupiter.api.Test;

/// The loss of single rows against closed forms.
class SquaredErrorTest {

    /// d = (0.5, 2, −1): loss 5.25/3, gradient 2 d/3.
    @Test
    void threeLogitsByHand() {
        float[] z = {9f, 0.5f, 3f, -1f, 9f};
        assertThat(SquaredError.loss(Kernels.vector(), z, 1, 3, 1, 0.25f)).isCloseTo(1.75, within(1e-7));
        assertThat(z).containsExactly(new float[] {9f, 0.25f / 3, 1f / 3, -0.5f / 3, 9f}, within(1e-7f));
    }

    /// The first of the largest logits is the answer, however far from 1.
    @Test
    void accuracyIsThatOfTheLargestLogit() {
        RowLoss loss = new RowLoss(Kernels.vector(), LossFunction.SQUARED_ERROR, 3, new LogitTerms());
        loss.row(row(-2f, -5f, -2f), 0, 0, 1f);
        assertThat(loss.correct()).isOne();
        loss.row(row(-2f, -5f, -2f), 0, 2, 1f);
        loss.row(row(0.9f, 1f, 7f), 0, 1, 1f);
        assertThat(loss.correct()).isOne();
        assertThat(loss.loss()).isCloseTo((9 + 25 + 4) / 3.0 + (4 + 25 + 9) / 3.0 + (0.81 + 49) / 3, within(1e-5));
        loss.clear();
        assertThat(loss.loss()).isZero();
    }

    private static float[] row(float... z) {
        float[] padded = new float[16];
        System.arraycopy(z, 0, padded, 0, z.length);
        return padded;
    }
}
