// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.source.ModelException;

/// A tensor laid over scores [… heads … × queries × keys] of the first prompt of a batch: extents of 1 are
/// repeated.
final class Layered {

    private final Tensor tensor;
    private final int[] offsets;
    private final int queryStride;
    private final int keyStride;

    /// @throws ModelException when their shapes do not fit
    Layered(Tensor tensor, Tensor scores, int heads) {
        this.tensor = tensor;
        int rank = scores.rank();
        int[] strides = new int[rank];
        int stride = 1;
        for (int i = 1; i <= rank; i++) {
            int extent = i <= tensor.rank() ? tensor.dim(-i) : 1;
            if ((extent != 1 && extent != scores.dim(-i)) || tensor.rank() > rank) {
                throw new ModelException(
                        "a mask of shape " + tensor.shape() + " does not fit scores of shape " + scores.shape());
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
                offsets[head] += rest % scores.dim(i) * strides[i];
                rest /= scores.dim(i);
            }
        }
    }

    double at(int head, int query, int key) {
        return tensor.at(offsets[head] + query * queryStride + key * keyStride);
    }

    float[] floats() {
        return tensor.floats();
    }

    /// Where a row begins in [#floats], key after key; −1 when it does not stand there.
    int place(int head, int query) {
        return tensor.isDouble() || keyStride != 1 ? -1 : offsets[head] + query * queryStride;
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
