// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.golden.Slopes;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The gradient against differences of the engine's own loss on the same batch, with no second derivation:
///
///     D(h) = (L(w + hv) − L(w − hv))/2h,   ∂L/∂v ≈ (4 D(h) − D(2h))/3
///
/// along directions v of random signs. GELU, since the kinks of ReLU would leave an error of order h; convolutions
/// have the goldens and [ConvolutionLayerTest].
class NetworkGradientCheckTest {

    private static final double STEP = 0x1.0p-9;

    /// The second derivative of StableMax jumps where a logit passes zero, which leaves terms in h².
    private static final double STABLEMAX_STEP = 0x1.0p-12;

    /// Of the norm of the gradient, which is the typical slope along v.
    private static final double TOLERANCE = 5e-4;

    @ParameterizedTest
    @CsvSource({
        "1, NONE, SOFTMAX",
        "2, NONE, SOFTMAX",
        "1, BATCH_NORM, SOFTMAX",
        "3, BATCH_NORM, SOFTMAX",
        "2, BATCH_NORM, STABLEMAX",
        "1, NONE, SQUARED_ERROR",
        "2, BATCH_NORM, SQUARED_ERROR"
    })
    void slopesOfTheLossAgreeWithTheGradient(int layers, Normalization normalization, LossFunction.Form form) {
        LossFunction loss = new LossFunction(form, 1);
        Seed seed = Seed.of(31);
        MlpSettings settings = new MlpSettings(
                new MlpInput.Tokens(14, 3, 10),
                13,
                layers,
                24,
                Activation.GELU,
                normalization,
                Initialization.PYTORCH,
                loss);
        int[] batch = IntStream.range(0, 100).toArray();
        RandomStream stream = seed.child("examples").stream();
        int[] tokens = IntStream.range(0, 300).map(i -> stream.nextInt(14)).toArray();
        int[] labels = IntStream.range(0, 100).map(i -> stream.nextInt(13)).toArray();
        try (Workers workers = new Workers(1)) {
            Network model = settings.build(new TokenSequences(3, tokens, labels), 100, Kernels.vector(), workers);
            float[] parameters = model.layout().draw(seed.child("parameters"));
            float[] gradient = new float[parameters.length];
            model.load(parameters);
            model.gradient(batch, gradient);
            double step = loss.equals(LossFunction.STABLEMAX) ? STABLEMAX_STEP : STEP;
            ToDoubleFunction<float[]> lossOf = moved -> {
                model.load(moved);
                return model.gradient(batch, new float[moved.length]).loss(); // with the statistics of the batch
            };
            Slopes.requireGradient(model.layout(), parameters, gradient, lossOf, step, TOLERANCE, seed);
        }
    }
}
