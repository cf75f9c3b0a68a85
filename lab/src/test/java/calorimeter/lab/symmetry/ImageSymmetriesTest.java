// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.data.Images;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.network.MlpInput;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.network.Network;
import calorimeter.engine.network.VggSettings;
import calorimeter.engine.random.Seed;
import calorimeter.physics.noether.symmetry.Block;
import calorimeter.physics.noether.symmetry.Symmetries;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Tensors;
import calorimeter.physics.noether.twin.Twin;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImageSymmetriesTest {

    private static final int CLASSES = 4;
    private static final int BATCH = 6;

    /// By hand, for two convolutions with two channels: each channel has a filter, a bias and a norm if there are
    /// norms, or is a unit; the readout of two pixels adds four rows and a bias.
    @ParameterizedTest
    @CsvSource({"BATCH_NORM, 17", "NONE, 9"})
    void lawsFoundAreThoseOfTheArchitecture(Normalization normalization, int laws) {
        TwinCheck check = TwinCheck.of(vgg(17, 16, 3, 4, normalization), 3);

        assertThat(check.predicted()).isEqualTo(laws);
        assertThat(check.violation()).isLessThan(1e-12);
        assertThat(check.search().independent()).isEqualTo(laws);
        assertThat(check.search().laws()).as(check.toString()).isEqualTo(laws);
        assertThat(check.holds()).isTrue();
    }

    /// Two layers of three units on pixels; three rows and a bias of the readout.
    @ParameterizedTest
    @CsvSource({"BATCH_NORM, 22", "NONE, 10"})
    void perceptronsOnPixelsHaveNoEmbedding(Normalization normalization, int laws) {
        TwinCheck check = TwinCheck.of(
                new MlpSettings(
                        new MlpInput.Pixels(28, 28, 1),
                        10,
                        2,
                        64,
                        Activation.RELU,
                        normalization,
                        Initialization.PYTORCH,
                        LossFunction.SOFTMAX),
                3);

        assertThat(check.predicted()).isEqualTo(laws);
        assertThat(check.holds()).as(check.toString()).isTrue();
    }

    /// On odd images, with a line and a column that the pools leave out.
    @ParameterizedTest
    @EnumSource(names = {"NONE", "BATCH_NORM"})
    void symmetriesHoldOnTheGradientOfTheEngine(Normalization normalization) {
        Step step = Step.of(vgg(9, 7, 3, 2, normalization));
        LossCheck check = new LossCheck(step.layout, step.parameters, step.gradient);

        List<SymmetryGroup> groups = ModelSymmetries.of(step.settings, List.of());
        assertThat(groups).hasSize(normalization == Normalization.NONE ? 5 : 13);
        for (SymmetryGroup group : groups) {
            boolean scale = group.name().endsWith("filters");
            assertThat(check.violation(group)).as(group.name()).isLessThan(scale ? 1e-4 : 1e-6);
        }
    }

    /// Two computations that share nothing but the equations.
    @ParameterizedTest
    @EnumSource(names = {"NONE", "BATCH_NORM"})
    void theTwinHasTheLossAndTheGradientOfTheEngine(Normalization normalization) {
        Step step = Step.of(vgg(9, 7, 3, 2, normalization));
        Twin twin = step.twin(Normalization.EPSILON);
        double[] parameters = step.flat(step.parameters);

        assertThat(twin.loss(parameters)).isCloseTo(step.loss, within(1e-6));
        double[] expected = twin.gradient(parameters);
        double[] gradient = step.flat(step.gradient);
        double length = Math.sqrt(Arrays.stream(expected).map(x -> x * x).sum());
        for (int i = 0; i < gradient.length; i++) {
            assertThat(gradient[i]).isCloseTo(expected[i], within(1e-5 * length));
        }
    }

    /// ⟨w, ∂f/∂w⟩ = (ε/(σ² + ε)) γ ∂f/∂γ, with an ε that is not small.
    @Test
    void epsilonBreaksTheScaleOfAFilter() {
        Step step = Step.of(vgg(9, 7, 3, 1, Normalization.BATCH_NORM));
        double epsilon = 0.3;
        Twin twin = step.twin(epsilon);
        double[] parameters = step.flat(step.parameters);
        Tensors q = twin.tensors(parameters);
        Tensors g = twin.tensors(twin.gradient(parameters));
        Block weight = twin.layout().block("stage0.convolution0.weight");
        for (int filter = 0; filter < weight.columns(); filter++) {
            double variance = step.variance(filter);
            double gain = q.entries("stage0.norm0.gain").at(filter)
                    * g.entries("stage0.norm0.gain").at(filter);
            Symmetry scale = Symmetries.scale("filter", weight.columns(filter, 1));

            assertThat(Math.abs(gain)).isGreaterThan(1e-6);
            assertThat(scale.violation(q, g)[0]).isCloseTo(epsilon / (variance + epsilon) * gain, within(1e-13));
        }
    }

    private static VggSettings vgg(int height, int width, int channels, int stages, Normalization normalization) {
        return new VggSettings(
                height,
                width,
                channels,
                CLASSES,
                IntStream.range(0, stages).mapToObj(stage -> 16).toList(),
                normalization,
                Initialization.PYTORCH,
                LossFunction.SOFTMAX);
    }

    /// What the engine makes of a batch of noise.
    private static final class Step {
        final VggSettings settings;
        final ParameterLayout layout;
        final float[] parameters;
        final float[] gradient;
        final double loss;
        private final double[][] pixels;
        private final int[] labels;

        static Step of(VggSettings settings) {
            return new Step(settings, new SplittableRandom(5));
        }

        private Step(VggSettings settings, SplittableRandom random) {
            this.settings = settings;
            byte[] bytes = new byte[BATCH * settings.height() * settings.width() * settings.channels()];
            random.nextBytes(bytes);
            labels = random.ints(BATCH, 0, CLASSES).toArray();
            double[] half = new double[settings.channels()];
            Arrays.fill(half, 0.5);
            Images images =
                    new Images(settings.height(), settings.width(), settings.channels(), bytes, labels, half, half);
            int features = bytes.length / BATCH;
            pixels = new double[BATCH][features];
            for (int i = 0; i < bytes.length; i++) {
                pixels[i / features][i % features] = (bytes[i] & 0xff) / 127.5 - 1;
            }
            try (Workers workers = new Workers(1)) {
                Network network = settings.build(images, BATCH, Kernels.active(), workers);
                layout = network.layout();
                parameters = layout.draw(Seed.of(4));
                jitter(random);
                gradient = new float[parameters.length];
                network.load(parameters);
                loss = network.gradient(IntStream.range(0, BATCH).toArray(), gradient)
                        .loss();
            }
        }

        /// Gains are 1 and norm biases 0 in the beginning, which hides what they scale.
        private void jitter(SplittableRandom random) {
            for (Tensor tensor : layout.tensors()) {
                if (tensor.name().contains("norm")) {
                    for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                        parameters[i] += (float) random.nextDouble(-0.5, 0.5);
                    }
                }
            }
        }

        Twin twin(double epsilon) {
            return NetworkTwin.ofImages(Chain.of(settings), pixels, labels, epsilon);
        }

        /// As the twin lays them out.
        double[] flat(float[] values) {
            return layout.tensors().stream()
                    .flatMapToDouble(tensor -> {
                        float[] own = layout.extract(tensor, values);
                        return IntStream.range(0, own.length).mapToDouble(i -> own[i]);
                    })
                    .toArray();
        }

        /// σ² of what a filter of the first convolution makes of the batch.
        double variance(int filter) {
            double[] responses = new double[BATCH * settings.height() * settings.width()];
            Tensor weight = layout.tensor("stage0.convolution0.weight");
            float[] w = layout.extract(weight, parameters);
            int channels = settings.channels();
            for (int i = 0; i < responses.length; i++) {
                for (int tap = 0; tap < 9; tap++) {
                    int line = i / settings.width() % settings.height() + tap / 3 - 1;
                    int column = i % settings.width() + tap % 3 - 1;
                    if (line < 0 || line >= settings.height() || column < 0 || column >= settings.width()) {
                        continue;
                    }
                    for (int c = 0; c < channels; c++) {
                        double x = pixels[i / (settings.width() * settings.height())][
                                (line * settings.width() + column) * channels + c];
                        responses[i] += x * w[(tap * channels + c) * weight.columns() + filter];
                    }
                }
            }
            double mean = Arrays.stream(responses).average().orElseThrow();
            return Arrays.stream(responses)
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElseThrow();
        }
    }
}
