package calorimeter.engine.model;

import calorimeter.engine.random.RandomStream;
import java.util.Arrays;

/// The distribution that the elements of a tensor are drawn from before training.
public sealed interface Initial {

    Initial ZEROS = new Constant(0f);
    Initial ONES = new Constant(1f);

    record Constant(float value) implements Initial {}

    /// Mean 0, and the standard deviation given.
    record Normal(double deviation) implements Initial {}

    /// Uniform between −bound and bound.
    record Uniform(double bound) implements Initial {}

    default float[] draw(int size, RandomStream stream) {
        float[] values = new float[size];
        switch (this) {
            case Constant(float value) -> Arrays.fill(values, value);
            case Normal(double deviation) -> {
                for (int i = 0; i < size; i++) {
                    values[i] = (float) (deviation * stream.nextGaussian());
                }
            }
            case Uniform(double bound) -> {
                for (int i = 0; i < size; i++) {
                    values[i] = (float) (bound * (2 * stream.nextDouble() - 1));
                }
            }
        }
        return values;
    }
}
