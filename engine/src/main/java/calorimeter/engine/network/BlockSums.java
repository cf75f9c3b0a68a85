// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;

/// Two sums of every block of a batch, channel by channel. Joined, they are in the place of block 0.
final class BlockSums {

    private final int channels;
    private final List<double[]> first = new ArrayList<>();
    private final List<double[]> second = new ArrayList<>();

    BlockSums(int channels) {
        this.channels = channels;
    }

    void reserve(int blocks) {
        while (first.size() < blocks) {
            first.add(new double[channels]);
            second.add(new double[channels]);
        }
    }

    /// Begins the first sum of a block.
    double[] clearedFirst(int block) {
        Arrays.fill(first(block), 0);
        return first(block);
    }

    /// Begins the second sum of a block.
    double[] clearedSecond(int block) {
        Arrays.fill(second(block), 0);
        return second(block);
    }

    double[] first(int block) {
        return first.get(block);
    }

    double[] second(int block) {
        return second.get(block);
    }

    /// Adds the sums of all blocks, in their order.
    void join(int blocks) {
        for (int block = 1; block < blocks; block++) {
            for (int c = 0; c < channels; c++) {
                first(0)[c] += first(block)[c];
                second(0)[c] += second(block)[c];
            }
        }
    }

    /// Joins means and sums of squared deviations D about them (Chan, Golub & LeVeque 1983), with n elements in front
    /// of a block of m whose mean is d above theirs:
    ///
    ///     mean ← mean + d m/(n + m),   D ← D + D_block + d² n m/(n + m)
    ///
    /// @param counts elements of a block
    void joinDeviations(IntToLongFunction counts, int blocks) {
        double n = counts.applyAsLong(0);
        for (int block = 1; block < blocks; block++) {
            double m = counts.applyAsLong(block);
            for (int c = 0; c < channels; c++) {
                double difference = first(block)[c] - first(0)[c];
                first(0)[c] += difference * m / (n + m);
                second(0)[c] += second(block)[c] + difference * difference * n * m / (n + m);
            }
            n += m;
        }
    }
}
