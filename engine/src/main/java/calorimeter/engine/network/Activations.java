package calorimeter.engine.network;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Chunks;
import java.util.ArrayList;
import java.util.List;

/// What a batch, or a block of examples, becomes from layer to layer: a row an example in every slot.
final class Activations {

    /// Values of every slot, and the gradient of the loss with respect to them; no gradients in a pass that only
    /// evaluates.
    final List<Rows> values = new ArrayList<>();

    final List<Rows> gradients = new ArrayList<>();

    private final boolean training;
    private final int blockSize;
    private int[] batch = new int[0];

    /// @param logits one of the slots: the loss leaves the gradient in the place of their values
    /// @param capacity most examples
    /// @param blockSize examples that are computed together
    /// @param training whether statistics are those of the batch, and gradients follow
    Activations(List<Slot> slots, Slot logits, int capacity, int blockSize, boolean training) {
        this.blockSize = blockSize;
        this.training = training;
        for (Slot slot : slots) {
            Rows rows = new Rows(capacity, slot.shape().size());
            values.add(rows);
            if (training) {
                gradients.add(slot.equals(logits) ? rows : new Rows(capacity, slot.shape().size()));
            }
        }
    }

    /// Begins another batch.
    ///
    /// @param batch numbers of its examples
    void begin(int[] batch) {
        this.batch = batch;
    }

    int examples() {
        return batch.length;
    }

    Chunks blocks() {
        return new Chunks(batch.length, blockSize);
    }

    /// Number in the data set of an example of the batch.
    int number(int example) {
        return batch[example];
    }

    boolean training() {
        return training;
    }
}
