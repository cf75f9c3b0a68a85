// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.computation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.model.LogitTerms;
import calorimeter.engine.model.LossFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The loss of z/τ, and its gradient with respect to z.
class OutputTemperatureTest {

    private static final double[] LOGITS = {0.4, -1.2, 2.1, 0.9};
    private static final int LABEL = 3;

    private static float[] row(double[] z) {
        float[] padded = new float[16];
        for (int i = 0; i < z.length; i++) {
            padded[i] = (float) z[i];
        }
        return padded;
    }

    private static double loss(LossFunction function, float[] z, float weight) {
        RowLoss loss = new RowLoss(Kernels.vector(), function, LOGITS.length, new LogitTerms());
        loss.row(z, 0, LABEL, weight);
        return loss.loss();
    }

    /// ln Σ exp(z_i/τ) − z_label/τ, gradient (softmax(z/τ) − [i = label])/τ.
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1.3, 7})
    void softmaxByItsClosedForm(double temperature) {
        double sum = 0;
        for (double z : LOGITS) {
            sum += Math.exp(z / temperature);
        }
        float[] z = row(LOGITS);
        double loss = loss(new LossFunction(LossFunction.Form.SOFTMAX, temperature), z, 0.25f);
        assertThat(loss).isCloseTo(Math.log(sum) - LOGITS[LABEL] / temperature, within(1e-6));
        for (int i = 0; i < LOGITS.length; i++) {
            double p = Math.exp(LOGITS[i] / temperature) / sum - (i == LABEL ? 1 : 0);
            assertThat((double) z[i]).isCloseTo(0.25 * p / temperature, within(1e-6));
        }
    }

    /// Every form against itself at τ = 1, on logits divided beforehand.
    @ParameterizedTest
    @EnumSource
    void dividesTheLogitsOfEveryForm(LossFunction.Form form) {
        double[] divided = new double[LOGITS.length];
        for (int i = 0; i < divided.length; i++) {
            divided[i] = LOGITS[i] / 1.7;
        }
        float[] plain = row(divided);
        float[] warm = row(LOGITS);
        double expected = loss(new LossFunction(form, 1), plain, 1f);
        assertThat(loss(new LossFunction(form, 1.7), warm, 1f)).isCloseTo(expected, within(1e-6));
        for (int i = 0; i < divided.length; i++) {
            assertThat((double) warm[i]).isCloseTo(plain[i] / 1.7, within(1e-6));
        }
    }

    @Test
    void temperaturesAreAboveZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LossFunction(LossFunction.Form.SOFTMAX, 0))
                .withMessage("output temperature is 0.0 but must be a number from 1e-6 to 1e6");
    }
}
