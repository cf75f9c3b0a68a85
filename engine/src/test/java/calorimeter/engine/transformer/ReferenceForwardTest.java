// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.random.Seed;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.ComputationPlan;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Attention scores, logits and loss of the engine against a plain forward pass in double precision.
class ReferenceForwardTest {

    /// Rounding of a dozen dependent sums of some twenty terms of order one.
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @CsvSource({
        "LEARNED, NONE, CAUSAL",
        "LEARNED, PRE_LAYER_NORM, FULL",
        "ROTARY, PRE_LAYER_NORM, CAUSAL",
        "ROTARY, NONE, FULL",
        "NONE, PRE_LAYER_NORM, CAUSAL"
    })
    void engineAgreesWithDoublePrecision(Positions positions, Normalization normalization, Mask mask) {
        Seed seed = Seed.of(21);
        TokenSequences examples = RandomModels.examples(seed);
        TransformerSettings settings = settings(seed, positions, normalization, mask);
        int[] all = IntStream.range(0, examples.count()).toArray();
        try (Workers workers = new Workers(2)) {
            Transformer model = new Transformer(
                    settings, examples, examples.count(), Kernels.vector(), workers, ComputationPlan.FOLDED);
            float[] parameters = RandomModels.parameters(settings, model.layout(), seed);
            model.load(parameters);
            ReferenceForward reference = new ReferenceForward(settings, model.layout(), parameters);
            AttentionScores scores = model.attentionScores(all);
            float[] logits = model.logits(all);
            double loss = 0;
            for (int example : all) {
                reference.run(examples, example);
                requireProbabilities(scores, example, reference.probabilities);
                for (int i = 0; i < settings.classes(); i++) {
                    assertThat((double) logits[example * settings.classes() + i])
                            .isCloseTo(reference.logits[i], within(TOLERANCE));
                }
                loss += crossEntropy(reference.logits, examples.label(example)) / all.length;
            }
            assertThat(model.evaluate(all).loss()).isCloseTo(loss, within(TOLERANCE * loss));
        }
    }

    private static TransformerSettings settings(
            Seed seed, Positions positions, Normalization normalization, Mask mask) {
        int p = RandomModels.task(seed).modulus();
        int sequence = RandomModels.task(seed).layout().sequence();
        return new TransformerSettings(
                RandomModels.task(seed).vocabulary(),
                p,
                sequence,
                1,
                20,
                2,
                28,
                Activation.RELU,
                normalization,
                positions,
                1e4,
                mask,
                Biases.ALL,
                Readout.LAST,
                false,
                Initialization.NANDA,
                LossFunction.SOFTMAX,
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO);
    }

    /// The engine gives scores; their softmax must be the reference's probabilities.
    private static void requireProbabilities(AttentionScores scores, int example, double[][][] expected) {
        double[] row = new double[scores.queries()];
        for (int head = 0; head < scores.heads(); head++) {
            for (int query = 0; query < scores.queries(); query++) {
                int visible = scores.row(0, example, head, query, row);
                assertThat(visible).isEqualTo(scores.visible(query));
                double total = 0;
                for (int key = 0; key < visible; key++) {
                    total += Math.exp(row[key]);
                }
                for (int key = 0; key < visible; key++) {
                    assertThat(Math.exp(row[key]) / total)
                            .as("example %d, head %d, query %d, key %d", example, head, query, key)
                            .isCloseTo(expected[head][query][key], within(TOLERANCE));
                }
            }
        }
    }

    private static double crossEntropy(double[] logits, int label) {
        double total = 0;
        for (double logit : logits) {
            total += Math.exp(logit);
        }
        return Math.log(total) - logits[label];
    }
}
