package calorimeter.engine.computation;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import java.util.Arrays;

/// What the blocks of a shard add their gradients to. Every block adds one product to a matrix; that of the
/// first block overwrites it, so that only vectors need zeros to begin with.
public final class ShardGradient {

    public final float[] values;
    private boolean begun;

    private ShardGradient(float[] values, boolean begun) {
        this.values = values;
        this.begun = begun;
    }

    /// Zeros for the blocks of a shard.
    public static ShardGradient empty(ParameterLayout layout) {
        return new ShardGradient(new float[layout.length()], false);
    }

    /// To add to what the values are already.
    public static ShardGradient continuing(float[] values) {
        return new ShardGradient(values, true);
    }

    /// What follows is the gradient of other examples. At least one block must follow.
    public void restart(ParameterLayout layout) {
        for (Tensor tensor : layout.tensors()) {
            if (tensor.vector()) {
                Arrays.fill(values, tensor.offset(), tensor.end(), 0f);
            }
        }
        begun = false;
    }

    /// Whether matrices are added to, not overwritten.
    public boolean begun() {
        return begun;
    }

    public void endBlock() {
        begun = true;
    }
}
