// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import calorimeter.engine.data.Images;
import calorimeter.engine.data.Operation;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.Split;
import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.random.Seed;
import calorimeter.engine.range.OutOfRangeException;
import calorimeter.engine.training.PlainSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a network does with batches, examples and settings that do not fit, and with its buffers.
class NetworkTest {

    private final Workers workers = new Workers(1);

    @AfterEach
    void close() {
        workers.close();
    }

    private static MlpSettings perceptron(Normalization normalization) {
        return new MlpSettings(
                new MlpInput.Tokens(8, 3, 8),
                7,
                1,
                12,
                Activation.RELU,
                normalization,
                Initialization.FAN_IN,
                LossFunction.SOFTMAX);
    }

    private static VggSettings vgg(int height, int width, int channels, List<Integer> stages) {
        return new VggSettings(
                height,
                width,
                channels,
                10,
                stages,
                Normalization.BATCH_NORM,
                Initialization.FAN_IN,
                LossFunction.SOFTMAX);
    }

    private static TokenSequences tokens(int count) {
        int[] tokens = IntStream.range(0, 3 * count).map(i -> i * 5 % 7).toArray();
        return new TokenSequences(
                3, tokens, IntStream.range(0, count).map(i -> i % 7).toArray());
    }

    private static Images images(int count, int height, int width, int channels) {
        byte[] pixels = new byte[count * height * width * channels];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 31 % 251);
        }
        double[] half = new double[channels];
        Arrays.fill(half, 0.5);
        int[] labels = IntStream.range(0, count).map(i -> i % 10).toArray();
        return new Images(height, width, channels, pixels, labels, half, half);
    }

    @Test
    void batchOfOneWithBatchNormIsRefused() {
        String words = "a batch has 1 example, but batch norm needs at least 2 at a time";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> perceptron(Normalization.BATCH_NORM).build(tokens(5), 1, Kernels.vector(), workers))
                .withMessage(words);
        Network model = perceptron(Normalization.BATCH_NORM).build(tokens(5), 5, Kernels.vector(), workers);
        float[] parameters = model.layout().draw(Seed.of(1));
        model.load(parameters);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.gradient(new int[] {3}, parameters.clone()))
                .withMessage(words);
        assertThatCode(() -> model.evaluate(new int[] {3})).doesNotThrowAnyException();
        assertThatCode(() -> perceptron(Normalization.NONE).build(tokens(5), 1, Kernels.vector(), workers))
                .doesNotThrowAnyException();
    }

    /// 0.7 of 49 pairs are 34 training examples: 33 would leave one behind.
    @Test
    void epochThatEndsWithOneExampleIsRefused() {
        OperationTask task =
                new OperationTask(Operation.ADD, 7, TokenLayout.OPERANDS_EQUALS, Split.ORDERED, 0.7, false);
        for (int batch : new int[] {1, 33, 11}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PlainSettings.of(
                            task,
                            perceptron(Normalization.BATCH_NORM),
                            new OptimizerSettings.Sgd(0.1, 0, 0, 0),
                            batch,
                            0,
                            1))
                    .withMessage("batch size is " + batch + " but must be such that no batch has fewer than 2 examples,"
                            + " for batch norm; the last of an epoch's batches has 1 of 34");
        }
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vgg(28, 28, 1, List.of(16)).build(images(2, 32, 32, 3), 2, Kernels.vector(), workers))
                .withMessage("the model reads images of 28 × 28 × 1, but those of the data set are 32 × 32 × 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Images(4, 4, 1, new byte[31], new int[2], new double[] {0.5}, new double[] {0.5}))
                .withMessage("31 bytes do not make 2 images of 4 × 4 × 1");
    }

    @Test
    void settingsThatNoNetworkHasAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vgg(9, 7, 1, List.of(16, 16, 16)))
                .isInstanceOf(OutOfRangeException.class)
                .withMessageContaining("stages")
                .withMessageContaining("9 × 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vgg(28, 28, 1, List.of(20)))
                .withMessageContaining("20")
                .withMessageContaining("multiples of 16");
    }

    /// The averages follow an update, not a gradient; evaluation reads them when it is loaded.
    @Test
    void runningAveragesMoveOnceAnUpdate() {
        Images examples = images(6, 9, 7, 1);
        Network model = vgg(9, 7, 1, List.of(16)).build(examples, 6, Kernels.vector(), workers);
        float[] gradient = new float[model.layout().length()];
        model.load(model.layout().draw(Seed.of(1)));
        int[] batch = {0, 1, 2, 3, 4, 5};
        model.gradient(batch, gradient);
        model.gradient(batch, gradient);
        float[] mean = Objects.requireNonNull(model.buffers().get("stage0.norm0.mean"));
        assertThat(mean).containsOnly(0f);
        assertThat(model.buffers().get("stage0.norm1.variance")).containsOnly(1f);
        model.advance();
        float[] once = mean.clone();
        assertThat(once).doesNotContain(0f);
        model.gradient(batch, gradient);
        model.advance();
        for (int c = 0; c < mean.length; c++) {
            assertThat(mean[c] / once[c]).isBetween(1.8999f, 1.9001f); // 0.1 m, then 0.19 m
        }
    }

    /// A batch behind another, smaller one after a larger: nothing of the first is left in borders or odd lines.
    @Test
    void gradientsDoNotDependOnEarlierBatches() {
        Images examples = images(9, 9, 7, 3);
        float[] parameters = null;
        float[][] gradients = new float[2][];
        for (int i = 0; i < 2; i++) {
            Network model = vgg(9, 7, 3, List.of(16, 32)).build(examples, 9, Kernels.vector(), workers);
            parameters = parameters == null ? model.layout().draw(Seed.of(1)) : parameters;
            gradients[i] = new float[parameters.length];
            model.load(parameters);
            if (i == 1) {
                model.gradient(new int[] {8, 7, 6, 5, 4, 3, 2, 1, 0}, gradients[i]);
            }
            model.gradient(new int[] {2, 5, 1, 3}, gradients[i]);
        }
        assertThat(gradients[1]).isEqualTo(gradients[0]);
    }
}
