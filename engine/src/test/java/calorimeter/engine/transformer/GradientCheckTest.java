// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.golden.Slopes;
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
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The gradient against differences of the engine's own loss, with no second derivation:
///
///     D(h) = (L(w + hv) − L(w − hv))/2h,   ∂L/∂v ≈ (4 D(h) − D(2h))/3
///
/// along directions v of random signs (Richardson's extrapolation: the error is of order h⁴). GELU, since the
/// kinks of ReLU would leave an error of order h.
class GradientCheckTest {

    /// With h smaller the rounding of the loss, some 1e-7, is divided by too little; with h larger the terms in
    /// h⁴ grow, to 1e-3 at twice this for three layers. Measured errors, 8e-5 at most, have their minimum here.
    private static final double STEP = 0x1.0p-10;

    /// The second derivative of StableMax jumps where a logit passes zero, which leaves terms in h² that the
    /// extrapolation does not cancel; errors, 2e-4 at most, have their minimum here.
    private static final double STABLEMAX_STEP = 0x1.0p-12;

    /// Of the norm of the gradient, which is the typical slope along v, |v_i| = 1. The errors measured are up
    /// to fifteen times smaller; leaving out any tensor with 1/1000 of the gradient's norm would be seen.
    private static final double TOLERANCE = 3e-4;

    @ParameterizedTest
    @CsvSource({
        "1, NONE, LEARNED, CAUSAL, LAST, false, SOFTMAX",
        "2, PRE_LAYER_NORM, ROTARY, FULL, LAST, true, SOFTMAX",
        "3, PRE_LAYER_NORM, SINUSOIDAL, CAUSAL, MEAN, false, SOFTMAX",
        "3, PRE_LAYER_NORM, ROTARY, CAUSAL, LAST, false, SOFTMAX",
        "1, NONE, LEARNED, CAUSAL, LAST, false, STABLEMAX",
        "2, PRE_LAYER_NORM, ROTARY, FULL, MEAN, true, STABLEMAX",
        "1, NONE, LEARNED, CAUSAL, LAST, false, SQUARED_ERROR",
        "2, PRE_LAYER_NORM, ROTARY, FULL, MEAN, true, SQUARED_ERROR"
    })
    void slopesOfTheLossAgreeWithTheGradient(
            int layers,
            Normalization normalization,
            Positions positions,
            Mask mask,
            Readout readout,
            boolean tied,
            LossFunction.Form form) {
        LossFunction loss = new LossFunction(form, 1);
        Seed seed = Seed.of(31);
        TokenSequences examples = RandomModels.examples(seed);
        int[] all = IntStream.range(0, examples.count()).toArray();
        TransformerSettings settings = new TransformerSettings(
                RandomModels.task(seed).vocabulary(),
                RandomModels.task(seed).classes(),
                examples.sequence(),
                layers,
                24,
                2,
                40,
                Activation.GELU,
                normalization,
                positions,
                1e4,
                mask,
                Biases.ALL,
                readout,
                tied,
                Initialization.NANDA,
                loss,
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO);
        try (Workers workers = new Workers(1)) {
            Transformer model = new Transformer(
                    settings, examples, examples.count(), Kernels.vector(), workers, ComputationPlan.FOLDED);
            assertThat(model.explanation().getLast().contains("once a step")).isEqualTo(layers == 1);
            boolean shared = layers > 1 && mask == Mask.CAUSAL && readout == Readout.LAST;
            assertThat(model.explanation().stream().anyMatch(statement -> statement.contains("begin alike")))
                    .isEqualTo(shared);
            assertThat(neighboursThatBeginAlike(examples)).isGreaterThan(examples.count() / 2);
            float[] parameters = RandomModels.parameters(settings, model.layout(), seed);
            float[] gradient = new float[parameters.length];
            model.load(parameters);
            model.gradient(all, gradient);
            double step = loss.equals(LossFunction.STABLEMAX) ? STABLEMAX_STEP : STEP;
            ToDoubleFunction<float[]> lossOf = moved -> {
                model.load(moved);
                return model.evaluate(all).loss();
            };
            Slopes.requireGradient(model.layout(), parameters, gradient, lossOf, step, TOLERANCE, seed);
        }
    }

    /// TokenSequences that have prefixes in common with the one before them; the batch is all, in order.
    private static int neighboursThatBeginAlike(TokenSequences examples) {
        return (int) IntStream.range(1, examples.count())
                .filter(i -> examples.token(i, 0) == examples.token(i - 1, 0))
                .count();
    }
}
