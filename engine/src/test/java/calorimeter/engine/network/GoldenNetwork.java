// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.data.Examples;
import calorimeter.engine.data.Images;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.golden.GoldenExample;
import calorimeter.engine.golden.GoldenFile;
import calorimeter.engine.golden.GoldenParameters;
import calorimeter.engine.golden.GoldenStart;
import calorimeter.engine.golden.GoldenTensor;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.ParameterLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A network and its examples as a golden file of make_network_goldens.py describes them.
record GoldenNetwork(GoldenFile file, ModelSettings settings, Examples examples) {

    private static final double[] MEANS = {0.5, 0.45, 0.4};
    private static final double[] DEVIATIONS = {0.25, 0.3, 0.28};

    static GoldenNetwork read(String name) {
        GoldenFile file = GoldenFile.read(name);
        return file.setting("family").equals("MLP")
                ? new GoldenNetwork(file, mlp(file), tokens(file))
                : new GoldenNetwork(file, vgg(file), images(file));
    }

    private static MlpSettings mlp(GoldenFile file) {
        int p = file.integer("p");
        return new MlpSettings(
                new MlpInput.Tokens(p + 1, 3, file.integer("width")),
                p,
                file.integer("layers"),
                file.integer("hidden"),
                Activation.valueOf(file.setting("activation")),
                Boolean.parseBoolean(file.setting("batchNorm")) ? Normalization.BATCH_NORM : Normalization.NONE,
                Initialization.FAN_IN,
                new LossFunction(LossFunction.Form.valueOf(file.settings().getOrDefault("loss", "SOFTMAX")), 1));
    }

    private static TokenSequences tokens(GoldenFile file) {
        List<GoldenExample> list = GoldenExample.of(file);
        int[] tokens = list.stream()
                .flatMap(example -> example.tokens().stream())
                .mapToInt(Integer::intValue)
                .toArray();
        return new TokenSequences(
                3, tokens, list.stream().mapToInt(GoldenExample::label).toArray());
    }

    private static VggSettings vgg(GoldenFile file) {
        return new VggSettings(
                file.integer("height"),
                file.integer("width"),
                file.integer("channels"),
                file.integer("classes"),
                Arrays.stream(file.setting("stages").split(" "))
                        .map(Integer::valueOf)
                        .toList(),
                Boolean.parseBoolean(file.setting("batchNorm")) ? Normalization.BATCH_NORM : Normalization.NONE,
                Initialization.FAN_IN,
                new LossFunction(LossFunction.Form.valueOf(file.settings().getOrDefault("loss", "SOFTMAX")), 1));
    }

    private static Images images(GoldenFile file) {
        int channels = file.integer("channels");
        int classes = file.integer("classes");
        return new Images(
                file.integer("height"),
                file.integer("width"),
                channels,
                pixels(file),
                IntStream.range(0, file.integer("batchSize"))
                        .map(i -> (7 * i + 3) % classes)
                        .toArray(),
                Arrays.copyOf(MEANS, channels),
                Arrays.copyOf(DEVIATIONS, channels));
    }

    /// All images, one after the other.
    static byte[] pixels(GoldenFile file) {
        byte[] pixels = new byte
                [file.integer("batchSize") * file.integer("height") * file.integer("width") * file.integer("channels")];
        long start = (long) file.integer("imageSeed") << 24;
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (int) (256 * GoldenParameters.uniform(start + i));
        }
        return pixels;
    }

    int[] batch() {
        return IntStream.range(0, examples.count()).toArray();
    }

    Network build(Workers workers) {
        return switch (settings) {
            case MlpSettings mlp -> mlp.build((TokenSequences) examples, examples.count(), Kernels.vector(), workers);
            case VggSettings vgg -> vgg.build((Images) examples, examples.count(), Kernels.vector(), workers);
            default -> throw new IllegalStateException(settings + " is no network");
        };
    }

    static float[] parameters(ParameterLayout layout, List<GoldenTensor> tensors) {
        float[] flat = new float[layout.length()];
        tensors.forEach(tensor -> layout.insert(layout.tensor(tensor.name()), tensor.parameters(), flat));
        return flat;
    }

    static float[] start(ParameterLayout layout, List<GoldenStart> starts) {
        float[] flat = new float[layout.length()];
        starts.forEach(start -> layout.insert(layout.tensor(start.name()), start.parameters(), flat));
        return flat;
    }
}
