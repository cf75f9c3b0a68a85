// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Chunks;
import java.util.ArrayList;
import java.util.List;

/// What a batch, or a block of examples, becomes from layer to layer: a row an example in every slot.
///
/// A batch is cut into shards of as many blocks each: a function of its size alone, never of the number of threads.
final class Activations {

    /// As many threads as one run can use.
    private static final int SHARDS = 8;

    private final List<Rows> values = new ArrayList<>();
    private final List<Rows> gradients = new ArrayList<>();
    private final boolean training;
    private final int largestBlock;
    private int[] batch = new int[0];
    private Chunks blocks = new Chunks(0, 1);
    private Chunks shards = new Chunks(0, 1);

    /// @param logits one of the slots: the loss leaves the gradient in the place of their values
    /// @param capacity most examples
    /// @param largestBlock most examples that are computed together
    /// @param training whether statistics are those of the batch, and gradients follow
    Activations(List<Slot> slots, Slot logits, int capacity, int largestBlock, boolean training) {
        this.largestBlock = largestBlock;
        this.training = training;
        for (Slot slot : slots) {
            values.add(new Rows(capacity, slot.shape().size()));
        }
        for (Slot slot : training ? slots : List.<Slot>of()) {
            if (slot.gradient() < slot.index()) {
                gradients.add(gradients.get(slot.gradient()));
            } else {
                gradients.add(
                        slot.equals(logits)
                                ? values(slot)
                                : new Rows(capacity, slot.shape().size()));
            }
        }
    }

    Rows values(Slot slot) {
        return values.get(slot.index());
    }

    /// The gradient of the loss with respect to the values.
    Rows gradient(Slot slot) {
        return gradients.get(slot.gradient());
    }

    /// Begins another batch. A shard has at least half of the examples of a largest block, to be worth the adding up.
    ///
    /// @param batch numbers of its examples
    void begin(int[] batch) {
        this.batch = batch;
        int parts = Math.clamp(2L * batch.length / largestBlock, 1, SHARDS);
        int blocksOfShard = Math.ceilDiv(batch.length, parts * largestBlock);
        blocks = new Chunks(batch.length, Math.max(1, Math.ceilDiv(batch.length, parts * blocksOfShard)));
        shards = new Chunks(blocks.count(), blocksOfShard);
    }

    int examples() {
        return batch.length;
    }

    /// Examples that go through the layers together.
    Chunks blocks() {
        return blocks;
    }

    /// Blocks whose gradients are added up one after the other; at most [#SHARDS] of them.
    Chunks shards() {
        return shards;
    }

    /// Numbers of the examples in the data set; for reading.
    int[] batch() {
        return batch;
    }

    boolean training() {
        return training;
    }
}
