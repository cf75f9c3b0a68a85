// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import calorimeter.engine.random.Seed;
import java.util.Arrays;

/// Which examples each step sees: all of them, or an epoch's shuffle cut into batches, the last of which may be
/// shorter. A function of the step alone, so that nothing of it needs to be kept in a checkpoint.
final class BatchSchedule {

    private final int[] train;
    private final int batchSize;
    private final Seed seed;
    private int[] shuffled = new int[0];
    private long shuffledEpoch = -1;

    BatchSchedule(int[] train, int batchSize, Seed seed) {
        this.train = train;
        this.batchSize = size(batchSize, train.length);
        this.seed = seed;
    }

    /// Examples of a step, except perhaps the last of an epoch.
    ///
    /// @param batchSize as in [TrainingSettings]; 0 means all
    /// @param trained number of training examples
    static int size(int batchSize, int trained) {
        return batchSize == 0 ? trained : Math.min(batchSize, trained);
    }

    boolean full() {
        return batchSize == train.length;
    }

    /// Updates of one epoch.
    int batches() {
        return (train.length + batchSize - 1) / batchSize;
    }

    /// Examples of update number step + 1.
    int[] batch(long step) {
        if (full()) {
            return train;
        }
        int batches = batches();
        long epoch = step / batches;
        if (epoch != shuffledEpoch) {
            shuffled = train.clone();
            seed.child(epoch).stream().shuffle(shuffled);
            shuffledEpoch = epoch;
        }
        int from = (int) (step % batches) * batchSize;
        return Arrays.copyOfRange(shuffled, from, Math.min(from + batchSize, train.length));
    }
}
