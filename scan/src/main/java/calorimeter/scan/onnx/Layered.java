// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.source.ModelException;
import java.util.Arrays;

/// A tensor laid over scores [… heads … × queries × keys] of the first prompt of a batch: extents of 1 are
/// repeated.
final class Layered {

    private final Tensor tensor;
    private final int[] offsets;
    private final int first;
    private final int queryStride;
    private final int keyStride;

    /// @param shape of the scores of all queries, or of those that the tensor has
    /// @param first query of the tensor
    /// @throws ModelException when their shapes do not fit
    Layered(Tensor tensor, int[] shape, int heads, int first) {
        this.tensor = tensor;
        this.first = first;
        int rank = shape.length;
        int[] strides = new int[rank];
        int stride = 1;
        for (int i = 1; i <= rank; i++) {
            int extent = i <= tensor.rank() ? tensor.dim(-i) : 1;
            if ((extent != 1 && extent != shape[rank - i]) || tensor.rank() > rank) {
                throw new ModelException("a mask of shape " + tensor.shape() + " does not fit scores of shape "
                        + Arrays.toString(shape));
            }
            strides[rank - i] = extent == 1 ? 0 : stride;
            stride *= extent;
        }
        keyStride = strides[rank - 1];
        queryStride = strides[rank - 2];
        offsets = new int[heads];
        for (int head = 0; head < heads; head++) {
            int rest = head;
            for (int i = rank - 3; i >= 0; i--) {
                offsets[head] += rest % shape[i] * strides[i];
                rest /= shape[i];
            }
        }
    }

    double at(int head, int query, int key) {
        return tensor.at(offsets[head] + (query - first) * queryStride + key * keyStride);
    }

    /// Whether rows can be copied: floats, key after key.
    boolean hasRows() {
        return !tensor.isDouble() && keyStride == 1;
    }

    /// Copies the first `count` keys of a row.
    void read(int head, int query, int count, float[] target) {
        tensor.read(offsets[head] + (query - first) * queryStride, count, target);
    }

    /// Whether all heads have the same.
    boolean shared() {
        for (int offset : offsets) {
            if (offset != offsets[0]) {
                return false;
            }
        }
        return true;
    }

    boolean isCondition() {
        return tensor.isCondition();
    }
}
