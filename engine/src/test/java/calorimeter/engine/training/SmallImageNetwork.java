// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import calorimeter.engine.data.Images;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.network.MlpInput;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.network.Network;
import calorimeter.engine.network.VggSettings;
import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.optimizer.Optimizer;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Small networks on images of noise. Convolutional: with two stages, three channels and odd sizes; on
/// images as large as those of MNIST; without batch norm. Perceptrons: with batch norm and without. A batch
/// has several shards, and some of these several blocks.
record SmallImageNetwork(String name, ModelSettings settings, int height, int width, int channels, int batch) {

    private static final int IMAGES = 210;
    private static final int CLASSES = 10;
    private static final OptimizerSettings RULE = new OptimizerSettings.Sgd(0.005, 0.9, 0.1, 0.01);

    static List<SmallImageNetwork> all() {
        return List.of(
                vgg("ODD", 9, 7, 3, List.of(16, 32), Normalization.BATCH_NORM, 200),
                vgg("LARGE", 28, 28, 1, List.of(16), Normalization.BATCH_NORM, 30),
                vgg("PLAIN", 12, 10, 1, List.of(16, 48), Normalization.NONE, 70),
                mlp("PERCEPTRON", 9, 7, 3, 41, Activation.GELU, Normalization.BATCH_NORM, 200),
                mlp("PLAIN-PERCEPTRON", 28, 28, 1, 30, Activation.RELU, Normalization.NONE, 150));
    }

    private static SmallImageNetwork vgg(
            String name, int height, int width, int channels, List<Integer> stages, Normalization norm, int batch) {
        VggSettings settings = new VggSettings(
                height, width, channels, CLASSES, stages, norm, Initialization.FAN_IN, LossFunction.SOFTMAX);
        return new SmallImageNetwork(name, settings, height, width, channels, batch);
    }

    private static SmallImageNetwork mlp(
            String name,
            int height,
            int width,
            int channels,
            int hidden,
            Activation activation,
            Normalization norm,
            int batch) {
        MlpInput input = new MlpInput.Pixels(height, width, channels);
        MlpSettings settings = new MlpSettings(
                input, CLASSES, 2, hidden, activation, norm, Initialization.FAN_IN, LossFunction.SOFTMAX);
        return new SmallImageNetwork(name, settings, height, width, channels, batch);
    }

    private Network build(Kernel kernel, Workers workers) {
        return switch (settings) {
            case VggSettings vgg -> vgg.build(images(), batch, kernel, workers);
            case MlpSettings mlp -> mlp.build(images(), batch, kernel, workers);
            default -> throw new IllegalStateException(name + " reads no images");
        };
    }

    @Override
    public String toString() {
        return name;
    }

    /// What some steps lead to.
    ///
    /// @param norm L2 norm of the last gradient
    /// @param loss of the last batch
    /// @param evaluation of all images, behind the last update
    record Result(String digest, double norm, double loss, double evaluation) {}

    /// Trains for some steps, on batches that move through the images.
    Result run(int steps, Kernel kernel, int threads) {
        try (Workers workers = new Workers(threads)) {
            Network model = build(kernel, workers);
            float[] parameters = model.layout().draw(Seed.of(9));
            float[] gradient = new float[parameters.length];
            Optimizer optimizer = Optimizer.of(RULE, LearningRateDrops.NONE, kernel, parameters.length);
            double loss = 0;
            for (int step = 0; step < steps; step++) {
                int first = 7 * step;
                model.load(parameters);
                loss = model.gradient(
                                IntStream.range(first, first + batch)
                                        .map(i -> i % IMAGES)
                                        .toArray(),
                                gradient)
                        .loss();
                optimizer.update(parameters, gradient, 1f, step + 1, RULE.weightDecay(), 0, parameters.length);
                model.advance();
            }
            model.load(parameters);
            double evaluation =
                    model.evaluate(IntStream.range(0, IMAGES).toArray()).loss();
            return new Result(ParameterDigest.sha256(model.layout(), parameters), norm(gradient), loss, evaluation);
        }
    }

    private static double norm(float[] gradient) {
        double squares = 0;
        for (float value : gradient) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private Images images() {
        byte[] pixels = new byte[IMAGES * height * width * channels];
        RandomStream stream = Seed.of(3).child(name).stream();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) stream.nextInt(256);
        }
        int[] labels = IntStream.range(0, IMAGES).map(i -> i * 7 % CLASSES).toArray();
        double[] half = new double[channels];
        Arrays.fill(half, 0.5);
        return new Images(height, width, channels, pixels, labels, half, half);
    }
}
