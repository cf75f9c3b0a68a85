// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.data.Operation;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.Split;
import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.LossFunction.Form;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.network.MlpInput;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.optimizer.OptimizerSettings.AdamW;
import calorimeter.engine.training.FilterSettings;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.training.TrainingStep;
import calorimeter.engine.training.WeightSettings;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

/// Logit scale, saturation and the norm of matrices of a small perceptron, against its equations in double precision.
class LogitScaleTest {

    private static final int P = 5;
    private static final int WIDTH = 4;
    private static final int HIDDEN = 6;
    private static final double TEMPERATURE = 1.3;

    private static TrainingSettings settings() {
        MlpSettings model = new MlpSettings(
                new MlpInput.Tokens(P, 2, WIDTH),
                P,
                1,
                HIDDEN,
                Activation.GELU,
                Normalization.NONE,
                Initialization.FAN_IN,
                new LossFunction(Form.SOFTMAX, TEMPERATURE));
        return new TrainingSettings(
                new OperationTask(Operation.ADD, P, TokenLayout.OPERANDS, Split.ORDERED, 0.4, false),
                model,
                new AdamW(0.01, 0.9, 0.999, 1e-8, 1),
                0,
                0,
                3,
                GradientFilterSettings.NONE,
                false,
                LearningRateDrops.NONE,
                FilterSettings.FREE,
                WeightSettings.FREE);
    }

    @Test
    void agreesWithTheEquations() {
        try (Workers workers = new Workers(2)) {
            Trainer trainer = new Trainer(settings(), Kernels.vector(), workers);
            for (int step = 0; step < 40; step++) {
                trainer.gradient();
                trainer.update();
            }
            TrainingStep.Ready ready = (TrainingStep.Ready) trainer.gradient();
            Moment moment = new Moment(trainer, ready.batch(), new int[] {0});
            double[] measured = new LogitScale(settings().model().loss()).measure(moment);

            double norms = 0;
            double largest = 0;
            for (int a = 0; a < P; a++) {
                for (int b = 0; b < P; b++) {
                    double[] z = logits(moment, a, b);
                    double squares = 0;
                    double sum = 0;
                    double highest = Double.NEGATIVE_INFINITY;
                    for (double logit : z) {
                        squares += logit * logit / (TEMPERATURE * TEMPERATURE);
                        sum += Math.exp(logit / TEMPERATURE);
                        highest = Math.max(highest, Math.exp(logit / TEMPERATURE));
                    }
                    norms += Math.sqrt(squares) / (P * P);
                    largest += highest / sum / (P * P);
                }
            }
            double squares =
                    squares(moment, "embedding") + squares(moment, "layer0.weight") + squares(moment, "readout.weight");
            assertThat(measured[0]).isCloseTo(norms, within(1e-5 * norms));
            assertThat(measured[1]).isCloseTo(largest, within(1e-5));
            assertThat(measured[2]).isCloseTo(Math.sqrt(squares), within(1e-6));
            assertThat(largest).isBetween(0.3, 0.999);
        }
    }

    private static double squares(Moment moment, String tensor) {
        double squares = 0;
        for (float value : moment.tensor(tensor)) {
            squares += (double) value * value;
        }
        return squares;
    }

    /// z = W₂ᵀ GELU(W₁ᵀ (E(a), E(b)) + b₁) + b₂
    private static double[] logits(Moment moment, int a, int b) {
        float[] embedding = moment.tensor("embedding");
        double[] x = new double[2 * WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            x[i] = embedding[a * WIDTH + i];
            x[WIDTH + i] = embedding[b * WIDTH + i];
        }
        double[] hidden = affine(moment, "layer0", x, HIDDEN);
        for (int i = 0; i < HIDDEN; i++) {
            hidden[i] *= 0.5 * Erf.erfc(-hidden[i] / Math.sqrt(2));
        }
        return affine(moment, "readout", hidden, P);
    }

    private static double[] affine(Moment moment, String name, double[] x, int outputs) {
        float[] weight = moment.tensor(name + ".weight");
        float[] bias = moment.tensor(name + ".bias");
        double[] y = new double[outputs];
        for (int j = 0; j < outputs; j++) {
            y[j] = bias[j];
            for (int i = 0; i < x.length; i++) {
                y[j] += x[i] * weight[i * outputs + j];
            }
        }
        return y;
    }
}
