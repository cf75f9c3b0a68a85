package calorimeter.engine.model;

import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.util.Arrays;

/// Draws initial parameters. Every tensor has a seed of its own, named after it.
public final class ParameterInitializer {

    private ParameterInitializer() {}

    public static float[] draw(TransformerSettings settings, ParameterLayout layout, Seed seed) {
        float[] flat = new float[layout.length()];
        for (Tensor tensor : layout.tensors()) {
            layout.insert(tensor, values(settings, tensor, seed.child(tensor.name()).stream()), flat);
        }
        return flat;
    }

    private static float[] values(TransformerSettings settings, Tensor tensor, RandomStream stream) {
        float[] values = new float[tensor.size()];
        if (tensor.name().endsWith(".gain")) {
            Arrays.fill(values, 1f);
        } else if (tensor.name().contains("norm")) {
            return values; // the bias of a LayerNorm begins at zero in both conventions
        } else {
            switch (settings.initialization()) {
                case NANDA -> {
                    if (!tensor.vector()) {
                        int fan = tensor.name().equals("unembedding") ? settings.classes() : settings.width();
                        normal(values, 1 / Math.sqrt(fan), stream);
                    }
                }
                case PYTORCH -> {
                    if (tensor.name().equals("embedding") || tensor.name().equals("positions")) {
                        normal(values, 1, stream);
                    } else {
                        uniform(values, 1 / Math.sqrt(inputs(settings, tensor)), stream);
                    }
                }
            }
        }
        return values;
    }

    /// Inputs of the affine map that a weight or bias belongs to: all have `width` but the MLP's second.
    private static int inputs(TransformerSettings settings, Tensor tensor) {
        return tensor.name().contains("mlp.output") ? settings.mlpWidth() : settings.width();
    }

    private static void normal(float[] values, double deviation, RandomStream stream) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * stream.nextGaussian());
        }
    }

    private static void uniform(float[] values, double bound, RandomStream stream) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bound * (2 * stream.nextDouble() - 1));
        }
    }
}
