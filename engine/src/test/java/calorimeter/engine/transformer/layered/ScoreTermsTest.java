// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.layered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ∂S/∂s and ∂C/∂s of one row against central differences of S and C themselves.
class ScoreTermsTest {

    private static final int LAYER = 1;
    private static final int POSITION = 4;
    private static final int HEAD = 1;

    private static ScoreTerms terms() {
        return new ScoreTerms(new TransformerSettings(
                9,
                9,
                5,
                2,
                8,
                2,
                8,
                Activation.RELU,
                Normalization.NONE,
                Positions.NONE,
                10000,
                Mask.CAUSAL,
                Biases.NONE,
                Readout.LAST,
                false,
                Initialization.NANDA,
                LossFunction.SOFTMAX,
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO));
    }

    /// 3 S − 2 C of softmax(s).
    private static double value(double[] scores) {
        double sum = 0;
        for (double s : scores) {
            sum += Math.exp(s);
        }
        double entropy = 0;
        double mean = 0;
        double square = 0;
        for (double s : scores) {
            double p = Math.exp(s) / sum;
            entropy -= p * Math.log(p);
            mean += p * s;
            square += p * s * s;
        }
        return 3 * entropy - 2 * (square - mean * mean);
    }

    @ParameterizedTest
    @CsvSource({"0.3, -1.2, 2.5, 0.1, 0.9", "0, 0, 0, 0, 0", "5, -7, 4.5, 1, -2", "1e-3, 0, -1e-3, 0, 2e-3"})
    void gradientsAreTheDifferencesOfTheValues(double a, double b, double c, double d, double e) {
        double[] scores = {a, b, c, d, e};
        float[] singles = new float[7];
        float[] probabilities = new float[7];
        double sum = 0;
        for (double s : scores) {
            sum += Math.exp(s);
        }
        for (int j = 0; j < 5; j++) {
            singles[1 + j] = (float) scores[j];
            probabilities[1 + j] = (float) (Math.exp(scores[j]) / sum);
        }
        ScoreTerms terms = terms();
        terms.addEntropy(LAYER, POSITION, HEAD, 3);
        terms.addSpecificHeat(LAYER, POSITION, HEAD, -2);
        float[] gradient = new float[7];

        terms.add(LAYER, POSITION, HEAD, singles, probabilities, 1, 5, 0.5, gradient);

        double step = 1e-5;
        for (int j = 0; j < 5; j++) {
            double[] up = scores.clone();
            double[] down = scores.clone();
            up[j] += step;
            down[j] -= step;
            double slope = (value(up) - value(down)) / (2 * step);
            assertThat((double) gradient[1 + j]).as("s_%d", j).isCloseTo(0.5 * slope, within(1e-5));
        }
        assertThat(gradient[0]).isZero();
        assertThat(gradient[6]).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 4, 1", "1, 3, 1", "1, 4, 0"})
    void otherRowsHaveNone(int layer, int position, int head) {
        ScoreTerms terms = terms();
        terms.addEntropy(LAYER, POSITION, HEAD, 3);
        float[] gradient = new float[2];
        terms.add(layer, position, head, new float[] {1, 2}, new float[] {0.3f, 0.7f}, 0, 2, 1, gradient);
        assertThat(gradient).containsOnly(0);
        terms.clear();
        assertThat(terms.present()).isFalse();
    }
}
