// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.computation;

/// Forward and backward for one block of examples, small enough that its activations stay in cache. Owned by
/// one thread; overwritten by the next block.
public interface BlockComputation<S extends GradientSums<S>> {

    /// Largest number of examples of a block.
    int capacity();

    /// Loss and number correct of examples `batch[from] … batch[from + count − 1]`, left in [#crossEntropy],
    /// and whatever [#backward] needs. The gradient will be that of the summed loss times `weight`.
    void forward(int[] batch, int from, int count, float weight);

    /// Adds the gradients of the block of the last [#forward].
    void backward(int count, S sums);

    /// Loss and number correct of the block of the last [#forward].
    RowLoss crossEntropy();

    /// Copies the logits of the same examples to row-major `result` [examples × classes], from row `first` on.
    void logits(int[] batch, int from, int count, float[] result, int first);
}
