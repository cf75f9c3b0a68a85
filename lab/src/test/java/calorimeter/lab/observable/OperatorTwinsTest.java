// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import calorimeter.engine.transformer.attention.HeadOperators;
import calorimeter.engine.transformer.attention.OperatorRow;
import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.Sharing;
import calorimeter.engine.transformer.settings.TemperatureSchedule;
import calorimeter.engine.transformer.settings.TransformerTensors;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.entropy.Abe;
import calorimeter.physics.entropy.GeneralisedEntropy;
import calorimeter.physics.entropy.GeneralisedState;
import calorimeter.physics.entropy.Kaniadakis;
import calorimeter.physics.entropy.Sparsemax;
import calorimeter.physics.entropy.Tsallis;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The engine's operators and `physics.entropy`, which share no code: weights and their responses agree to
/// the rounding of single precision.
class OperatorTwinsTest {

    private static final double ROUNDING = 1.3e-7;

    @ParameterizedTest
    @CsvSource({
        "TSALLIS, 0.3", "TSALLIS, 0.8", "TSALLIS, 1", "TSALLIS, 1.2", "TSALLIS, 1.5", "TSALLIS, 1.9", "TSALLIS, 2",
        "KANIADAKIS, -0.4", "KANIADAKIS, 0", "KANIADAKIS, 0.9", "ABE, 0.1", "ABE, 1", "ABE, 1.3", "ABE, 10"
    })
    void weightsAndResponsesAgree(AttentionKind kind, double order) {
        GeneralisedEntropy entropy = switch (kind) {
            case SOFTMAX -> throw new IllegalArgumentException("softmax has no order");
            case TSALLIS -> new Tsallis(order);
            case KANIADAKIS -> new Kaniadakis(order);
            case ABE -> new Abe(order);
        };
        HeadOperators operators = operators(kind, order);
        RandomStream stream = Seed.of(3).stream();
        for (int keys : new int[] {1, 2, 3, 7, 13, 64}) {
            float[] scores = gaussian(stream, keys);
            EnergySpectrum levels = EnergySpectrum.of(
                    IntStream.range(0, keys).mapToDouble(j -> -scores[j]).toArray());
            GeneralisedState state = GeneralisedState.of(entropy, levels, 1);
            OperatorRow row = new OperatorRow(keys);
            float[] weights = new float[keys];
            operators.forward(row, 0, 0, scores, 0, keys, weights);
            float[] gradient = gaussian(stream, keys);
            double[] change =
                    IntStream.range(0, keys).mapToDouble(j -> -gradient[j]).toArray();
            // symmetric, so that the change of the weights by −g in place of the energies is the gradient at the scores
            double[] response = state.response(change);
            operators.backward(row, 0, 0, weights, gradient, 0, keys);
            double[] expected =
                    kind == AttentionKind.TSALLIS && order == 2 ? Sparsemax.of(levels, 1) : state.probabilities();
            for (int j = 0; j < keys; j++) {
                assertThat((double) weights[j]).isCloseTo(expected[j], within(ROUNDING));
                assertThat((double) gradient[j]).isCloseTo(response[j], within(2e-6));
            }
        }
    }

    private static HeadOperators operators(AttentionKind kind, double order) {
        AttentionSettings attention =
                new AttentionSettings(kind, order, Sharing.NONE, TemperatureSchedule.ONE, Sharing.NONE);
        try (SmallTraining training = new SmallTraining(1, 1, Mask.FULL, attention)) {
            return new HeadOperators(training.settings(), new TransformerTensors(training.settings()));
        }
    }

    private static float[] gaussian(RandomStream stream, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (1.5 * stream.nextGaussian());
        }
        return values;
    }
}
