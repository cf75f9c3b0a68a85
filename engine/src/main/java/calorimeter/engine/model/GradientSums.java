package calorimeter.engine.model;

import java.util.Arrays;
import java.util.List;

/// What the gradients of a shard of the batch are summed in; two shards add up elementwise.
interface GradientSums {

    List<float[]> arrays();

    default void clear() {
        for (float[] array : arrays()) {
            Arrays.fill(array, 0f);
        }
    }
}
