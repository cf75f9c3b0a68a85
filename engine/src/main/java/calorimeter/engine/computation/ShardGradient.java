// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.computation;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import java.util.Arrays;

/// The gradient of the parameters, added up over the blocks of a shard. Every block adds one product to a
/// matrix; that of the first block overwrites it, so that only vectors need zeros to begin with.
public final class ShardGradient {

    public final float[] values;
    private boolean begun;

    public ShardGradient(ParameterLayout layout) {
        values = new float[layout.length()];
    }

    /// Adds to what the values are already.
    public ShardGradient(float[] values) {
        this.values = values;
        begun = true;
    }

    /// Begins the gradient of other examples. At least one block must follow.
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
