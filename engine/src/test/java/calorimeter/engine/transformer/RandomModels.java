// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer;

import calorimeter.engine.data.Operation;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.Split;
import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;

/// Members of the transformer family drawn at random, with parameters and examples, for tests of what must hold
/// for all.
final class RandomModels {

    private static final TokenLayout[] LAYOUTS = {TokenLayout.OPERANDS_EQUALS, TokenLayout.OPERANDS_OPERATOR_EQUALS};

    /// Those that a transformer can have.
    private static final Normalization[] NORMALIZATIONS = {Normalization.NONE, Normalization.PRE_LAYER_NORM};

    private RandomModels() {}

    static OperationTask task(Seed seed) {
        RandomStream stream = seed.child("task").stream();
        return new OperationTask(Operation.ADD, 7 + stream.nextInt(7), any(LAYOUTS, stream), Split.ORDERED, 0.5, false);
    }

    static TokenSequences examples(Seed seed) {
        return task(seed).dataset(seed).examples();
    }

    static TransformerSettings settings(Seed seed) {
        OperationTask task = task(seed);
        RandomStream stream = seed.child("model").stream();
        int heads = 1 + stream.nextInt(4);
        int headSize = 2 * (1 + stream.nextInt(6));
        return new TransformerSettings(
                task.vocabulary(),
                task.classes(),
                task.layout().sequence(),
                1 + stream.nextInt(3),
                heads * headSize,
                heads,
                8 + stream.nextInt(40),
                any(Activation.values(), stream),
                any(NORMALIZATIONS, stream),
                any(Positions.values(), stream),
                1e4,
                any(Mask.values(), stream),
                any(Biases.values(), stream),
                any(Readout.values(), stream),
                stream.nextInt(2) == 0,
                any(Initialization.values(), stream),
                LossFunction.SOFTMAX,
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO);
    }

    private static <T> T any(T[] values, RandomStream stream) {
        return values[stream.nextInt(values.length)];
    }

    /// Initial parameters moved by normal noise of deviation 0.2, so that no bias is zero and no gain one.
    static float[] parameters(TransformerSettings settings, ParameterLayout layout, Seed seed) {
        float[] flat = layout.draw(seed.child("parameters"));
        for (Tensor tensor : layout.tensors()) {
            RandomStream stream = seed.child("noise").child(tensor.name()).stream();
            float[] values = layout.extract(tensor, flat);
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.2 * stream.nextGaussian());
            }
            layout.insert(tensor, values, flat);
        }
        return flat;
    }
}
