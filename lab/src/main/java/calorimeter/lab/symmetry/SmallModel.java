// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.network.MlpInput;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.network.VggSettings;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.physics.noether.twin.Twin;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A model of the same architecture as another, with few tokens, few layers and narrow, so that its laws can be
/// counted.
///
/// @param sizes what was made small, by the names of the settings
/// @param groups its symmetries, whatever the task: any token may stand at any position
/// @param loss draws inputs and labels for a twin
record SmallModel(Map<String, Integer> sizes, List<SymmetryGroup> groups, Function<SplittableRandom, Twin> loss) {

    private static final int CLASSES = 5;
    private static final int WIDTH = 4;
    private static final int HEADS = 2;
    private static final int UNITS = 3;
    private static final int HIDDEN_LAYERS = 2;
    private static final int IMAGE_CLASSES = 3;
    private static final int IMAGE_HEIGHT = 4;
    private static final int IMAGE_WIDTH = 2;
    private static final int CHANNELS = 2;

    /// A batch norm needs several examples. With one image, few units are on together, which adds laws.
    private static final int NORMED_BATCH = 4;

    static SmallModel of(ModelSettings model) {
        return switch (model) {
            case TransformerSettings transformer -> of(transformer);
            case MlpSettings mlp -> of(mlp);
            case VggSettings vgg -> of(vgg);
            default -> throw new IllegalArgumentException("the symmetries of " + model + " are not known");
        };
    }

    private static SmallModel of(TransformerSettings model) {
        int classes = Math.min(model.classes(), CLASSES);
        int heads = Math.min(model.heads(), HEADS);
        int size = Math.min(model.headSize(), WIDTH / heads);
        TransformerSettings small = new TransformerSettings(
                model.vocabulary() - model.classes() + classes,
                classes,
                model.sequence(),
                1,
                heads * size,
                heads,
                Math.min(model.mlpWidth(), UNITS),
                model.activation(),
                model.normalization(),
                model.positions(),
                model.rotaryBase(),
                model.mask(),
                model.biases(),
                model.readout(),
                model.tied(),
                model.initialization(),
                model.loss(),
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO);
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("p", classes);
        sizes.put("layers", 1);
        sizes.put("width", small.width());
        sizes.put("heads", heads);
        sizes.put("mlp-width", small.mlpWidth());
        List<TokenGroup> tokens = TokenGroup.any(small.vocabulary(), small.sequence());
        return new SmallModel(
                sizes,
                new TransformerSymmetries(small, tokens).find(),
                random -> TransformerTwin.of(
                        small, tokens(1, small.sequence(), small.vocabulary(), random), labels(1, classes, random), 0));
    }

    private static SmallModel of(MlpSettings model) {
        int classes = Math.min(model.classes(), CLASSES);
        MlpInput input = switch (model.input()) {
            case MlpInput.Tokens read ->
                new MlpInput.Tokens(
                        read.vocabulary() - model.classes() + classes, read.sequence(), Math.min(read.width(), WIDTH));
            case MlpInput.Pixels _ -> new MlpInput.Pixels(IMAGE_HEIGHT, IMAGE_WIDTH, 1);
        };
        MlpSettings small = new MlpSettings(
                input,
                classes,
                Math.min(model.layers(), HIDDEN_LAYERS),
                Math.min(model.hidden(), UNITS),
                model.activation(),
                model.normalization(),
                model.initialization(),
                model.loss());
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put(input instanceof MlpInput.Tokens ? "p" : "classes", classes);
        sizes.put("layers", small.layers());
        sizes.put("mlp-width", small.hidden());
        return switch (input) {
            case MlpInput.Tokens read -> ofTokens(small, read, sizes);
            case MlpInput.Pixels read -> {
                sizes.put("pixels", read.features());
                yield ofImages(Chain.of(small), classes, sizes);
            }
        };
    }

    private static SmallModel ofTokens(MlpSettings model, MlpInput.Tokens read, Map<String, Integer> sizes) {
        sizes.put("width", read.width());
        Chain chain = Chain.of(model);
        int batch = model.normalization() == Normalization.BATCH_NORM ? NORMED_BATCH : 1;
        return new SmallModel(
                sizes,
                new NetworkSymmetries(chain, TokenGroup.any(read.vocabulary(), read.sequence())).find(),
                random -> NetworkTwin.ofTokens(
                        chain,
                        tokens(batch, read.sequence(), read.vocabulary(), random),
                        labels(batch, model.classes(), random),
                        0));
    }

    /// One stage, on images of one channel and two squares.
    private static SmallModel of(VggSettings model) {
        int classes = Math.min(model.classes(), IMAGE_CLASSES);
        Chain chain = Chain.vgg(
                IMAGE_HEIGHT, IMAGE_WIDTH, 1, classes, List.of(CHANNELS), model.normalization(), model.loss());
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("classes", classes);
        sizes.put("height", IMAGE_HEIGHT);
        sizes.put("width", IMAGE_WIDTH);
        sizes.put("stages", 1);
        sizes.put("channels", CHANNELS);
        return ofImages(chain, classes, sizes);
    }

    private static SmallModel ofImages(Chain chain, int classes, Map<String, Integer> sizes) {
        return new SmallModel(
                sizes,
                new NetworkSymmetries(chain, List.of()).find(),
                random -> NetworkTwin.ofImages(
                        chain,
                        images(NORMED_BATCH, IMAGE_HEIGHT * IMAGE_WIDTH, random),
                        labels(NORMED_BATCH, classes, random),
                        0));
    }

    private static double[][] images(int batch, int features, SplittableRandom random) {
        return IntStream.range(0, batch)
                .mapToObj(i -> random.doubles(features, -1, 1).toArray())
                .toArray(double[][]::new);
    }

    private static int[][] tokens(int batch, int sequence, int vocabulary, SplittableRandom random) {
        int[][] tokens = new int[batch][sequence];
        for (int[] example : tokens) {
            Arrays.setAll(example, position -> random.nextInt(vocabulary));
        }
        return tokens;
    }

    private static int[] labels(int batch, int classes, SplittableRandom random) {
        return random.ints(batch, 0, classes).toArray();
    }
}
