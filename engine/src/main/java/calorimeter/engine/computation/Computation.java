// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.computation;

import calorimeter.engine.kernel.Workers;

/// One way of computing a model's loss and gradient. What it prepares from new parameters, what a block of
/// examples goes through, and what the gradients of a shard of the batch are summed in, is its own; how a batch
/// is cut into shards and blocks is [ShardedGradient]'s.
///
/// @param <S> the sums of one shard
public interface Computation<S extends GradientSums<S>> {

    /// Prepares for the parameters that its model has just taken.
    void load(Workers workers);

    /// What one thread works with.
    BlockComputation<S> block();

    S sums();

    /// Puts a shard of a batch, examples `from` to `to` − 1, into the order in which it is computed best.
    default void arrange(int[] batch, int from, int to) {}

    /// The gradient (overwritten) from the sums over the whole batch.
    void finish(S total, float[] gradient, Workers workers);
}
