// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.computation;

import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts a batch into shards and shards into blocks, the same way whatever the number of threads, and adds the
/// shards' sums in a fixed tree. So results do not depend on the threads.
public final class ShardedGradient<S extends GradientSums<S>> {

    /// As many threads as one run can use; more shards would cost more memory traffic when they are added up.
    private static final int SHARDS = 8;

    /// A shard should be worth the adding up of its sums.
    private static final int EXAMPLES_PER_SHARD = 128;

    private final Computation<S> computation;
    private final Workers workers;
    private final List<BlockComputation<S>> blocks = new ArrayList<>();
    private final List<Shard<S>> shards = new ArrayList<>();

    private static final class Shard<S> {
        final S sums;
        double loss;
        int correct;

        Shard(S sums) {
            this.sums = sums;
        }
    }

    public ShardedGradient(Computation<S> computation, Workers workers) {
        this.computation = computation;
        this.workers = workers;
        for (int worker = 0; worker < workers.threads(); worker++) {
            blocks.add(computation.block());
        }
    }

    public void load() {
        computation.load(workers);
    }

    public Evaluation gradient(int[] batch, float[] gradient) {
        int count = shardCount(batch.length);
        while (shards.size() < count) {
            shards.add(new Shard<>(computation.sums()));
        }
        float weight = 1f / batch.length;
        int[] arranged = batch.clone();
        Arrays.sort(arranged); // data sets count examples by their first token: a shard then reads few of its rows
        workers.run(count, (worker, task) -> {
            int from = (int) ((long) batch.length * task / count);
            int to = (int) ((long) batch.length * (task + 1) / count);
            computation.arrange(arranged, from, to);
            accumulate(shards.get(task), blocks.get(worker), arranged, from, to, weight);
        });
        addShards(count);
        computation.finish(shards.getFirst().sums, gradient, workers);
        double loss = 0;
        int correct = 0;
        for (Shard<S> shard : shards.subList(0, count)) {
            loss += shard.loss;
            correct += shard.correct;
        }
        return new Evaluation(loss / batch.length, correct, batch.length);
    }

    /// The smallest power of two that gives a shard at most [#EXAMPLES_PER_SHARD] examples, up to [#SHARDS]: a
    /// function of the batch alone, never of the threads.
    private static int shardCount(int batch) {
        int count = 1;
        while (count < SHARDS && count * EXAMPLES_PER_SHARD < batch) {
            count *= 2;
        }
        return count;
    }

    private void accumulate(Shard<S> shard, BlockComputation<S> block, int[] batch, int from, int to, float weight) {
        shard.sums.clear();
        shard.loss = 0;
        shard.correct = 0;
        for (int first = from; first < to; first += block.capacity()) {
            int count = Math.min(block.capacity(), to - first);
            block.forward(batch, first, count, weight);
            shard.loss += block.crossEntropy().loss();
            shard.correct += block.crossEntropy().correct();
            block.backward(count, shard.sums);
        }
    }

    /// The sums of the first shard ← the pairwise tree over shards, (i, i + half) at every level.
    private void addShards(int count) {
        if (count == 1) {
            return;
        }
        workers.run(shards.getFirst().sums.parts(), (worker, part) -> {
            for (int half = count / 2; half > 0; half /= 2) {
                for (int i = 0; i < half; i++) {
                    shards.get(i).sums.add(shards.get(i + half).sums, part);
                }
            }
        });
    }

    /// Mean loss and accuracy over the given examples.
    public Evaluation evaluate(int[] selection) {
        int capacity = blocks.getFirst().capacity();
        int tasks = (selection.length + capacity - 1) / capacity;
        double[] losses = new double[tasks];
        int[] correct = new int[tasks];
        workers.run(tasks, (worker, task) -> {
            BlockComputation<S> block = blocks.get(worker);
            int from = task * capacity;
            block.forward(selection, from, Math.min(capacity, selection.length - from), 0f);
            losses[task] = block.crossEntropy().loss();
            correct[task] = block.crossEntropy().correct();
        });
        double loss = 0; // block by block: how a stream sums is left to the JDK
        int right = 0;
        for (int task = 0; task < tasks; task++) {
            loss += losses[task];
            right += correct[task];
        }
        return new Evaluation(loss / selection.length, right, selection.length);
    }

    /// Logits of the given examples, row-major [examples × classes].
    public float[] logits(int[] selection, int classes) {
        int capacity = blocks.getFirst().capacity();
        float[] result = new float[selection.length * classes];
        workers.run((selection.length + capacity - 1) / capacity, (worker, task) -> {
            int from = task * capacity;
            int count = Math.min(capacity, selection.length - from);
            blocks.get(worker).logits(selection, from, count, result, from);
        });
        return result;
    }
}
