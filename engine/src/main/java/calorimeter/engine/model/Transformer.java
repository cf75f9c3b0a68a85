package calorimeter.engine.model;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.task.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Loss, gradient, evaluation and attention scores of one model on one table of examples.
///
/// First [#load] the parameters, then ask. Work is cut the same way whatever the number of threads: a batch
/// into at most [#SHARDS] shards, each accumulating a gradient of its own block by block, and the shards'
/// gradients are added in a fixed tree. So results do not depend on the threads.
///
/// Not for concurrent callers.
public final class Transformer {

    /// As many threads as one run can use; more shards would cost more memory traffic when they are added up.
    private static final int SHARDS = 8;

    /// A shard should be worth the adding up of its gradient.
    private static final int EXAMPLES_PER_SHARD = 96;

    /// Rows of a block: a multiple of the kernel's tile height, and few enough that a block's activations stay
    /// in the second-level cache.
    private static final int ROWS_PER_BLOCK = 96;

    /// Floats that one task of a sum over shards covers.
    private static final int SUM_CHUNK = 8192;

    private final TransformerSettings settings;
    private final ParameterLayout layout;
    private final Examples examples;
    private final Kernel kernel;
    private final Workers workers;
    private final ComputationPlan plan;
    private final List<LayerWeights> weights = new ArrayList<>();
    private final AffineMap unembedding;
    private final List<AffineMap> maps = new ArrayList<>();
    private final InputRows input;
    private final List<BlockPass> blocks = new ArrayList<>();
    private final List<BlockPass> scoreBlocks = new ArrayList<>();
    private final List<Shard> shards = new ArrayList<>();
    private float[] parameters = new float[0];

    /// What one shard of a batch accumulates.
    private static final class Shard {
        final float[] gradient;
        final InputRows.Gradient input;
        double loss;
        int correct;

        Shard(int length, InputRows.Gradient input) {
            gradient = new float[length];
            this.input = input;
        }
    }

    /// Loss in nats, averaged, and how many examples of how many were answered correctly.
    public record Evaluation(double loss, int correct, int count) {

        public double accuracy() {
            return (double) correct / count;
        }
    }

    public Transformer(
            TransformerSettings settings, Examples examples, Kernel kernel, Workers workers, ComputationPlan plan) {
        if (examples.sequence() != settings.sequence()) {
            throw new IllegalArgumentException(
                    "examples have " + examples.sequence() + " positions but the model has " + settings.sequence());
        }
        this.settings = settings;
        this.layout = new ParameterLayout(settings);
        this.examples = examples;
        this.kernel = kernel;
        this.workers = workers;
        this.plan = plan;
        for (ParameterLayout.LayerTensors tensors : layout.layers) {
            LayerWeights layer = new LayerWeights(tensors);
            weights.add(layer);
            maps.addAll(layer.maps());
        }
        Tensor matrix = layout.unembedding;
        unembedding = matrix == null
                ? AffineMap.tied(layout.embedding, layout.unembeddingBias, settings.classes())
                : new AffineMap(new ParameterLayout.Affine(matrix, layout.unembeddingBias));
        maps.add(unembedding);
        input = new InputRows(settings, layout, weights.getFirst(), kernel, examples, plan.sharedInputRows());
        int rowsPerExample = settings.layers() > 1 || !plan.readPositionsOnly() ? settings.sequence() : 1;
        for (int worker = 0; worker < workers.threads(); worker++) {
            blocks.add(block(Math.max(1, ROWS_PER_BLOCK / rowsPerExample), !plan.readPositionsOnly()));
        }
    }

    private BlockPass block(int capacity, boolean allQueries) {
        return new BlockPass(settings, layout, weights, unembedding, kernel, examples, input, capacity, allQueries);
    }

    public TransformerSettings settings() {
        return settings;
    }

    public ParameterLayout layout() {
        return layout;
    }

    public ComputationPlan plan() {
        return plan;
    }

    /// Rows of the first layer that are computed once and shared.
    public int inputRows() {
        return input.count();
    }

    /// Takes new parameters: packs the weights and computes the input rows. The array is read, not copied,
    /// until the next load.
    public void load(float[] parameters) {
        this.parameters = parameters;
        workers.run(maps.size(), (worker, task) -> maps.get(task).load(parameters));
        input.load(parameters, workers);
    }

    /// Mean loss over the batch, with its gradient in `gradient` (overwritten).
    ///
    /// @param batch numbers of examples
    public Evaluation gradient(int[] batch, float[] gradient) {
        int count = shardCount(batch.length);
        while (shards.size() < count) {
            shards.add(new Shard(layout.length(), new InputRows.Gradient(input)));
        }
        float weight = 1f / batch.length;
        workers.run(count, (worker, task) -> {
            int from = (int) ((long) batch.length * task / count);
            int to = (int) ((long) batch.length * (task + 1) / count);
            accumulate(shards.get(task), blocks.get(worker), batch, from, to, weight);
        });
        sumShards(count, gradient);
        input.backward(shards.getFirst().input, gradient);
        double loss = 0;
        int correct = 0;
        for (Shard shard : shards.subList(0, count)) {
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

    private void accumulate(Shard shard, BlockPass block, int[] batch, int from, int to, float weight) {
        Arrays.fill(shard.gradient, 0f);
        shard.input.clear();
        shard.loss = 0;
        shard.correct = 0;
        for (int first = from; first < to; first += block.capacity()) {
            int count = Math.min(block.capacity(), to - first);
            block.forward(batch, first, count, weight, parameters);
            shard.loss += block.head().loss();
            shard.correct += block.head().correct();
            block.backward(count, parameters, shard.input, shard.gradient);
        }
    }

    /// gradient ← the pairwise tree over shards, (i, i + half) at every level; input gradients end in the first
    /// shard.
    private void sumShards(int count, float[] gradient) {
        int chunks = (layout.length() + SUM_CHUNK - 1) / SUM_CHUNK;
        workers.run(chunks + 1, (worker, task) -> {
            if (task == chunks) {
                for (int half = count / 2; half > 0; half /= 2) {
                    for (int i = 0; i < half; i++) {
                        shards.get(i).input.add(shards.get(i + half).input);
                    }
                }
                return;
            }
            int from = task * SUM_CHUNK;
            int n = Math.min(SUM_CHUNK, layout.length() - from);
            for (int half = count / 2; half > 0; half /= 2) {
                for (int i = 0; i < half; i++) {
                    Rows.add(shards.get(i + half).gradient, from, shards.get(i).gradient, from, n);
                }
            }
            System.arraycopy(shards.getFirst().gradient, from, gradient, from, n);
        });
    }

    /// Mean loss and accuracy over the given examples.
    public Evaluation evaluate(int[] selection) {
        int capacity = blocks.getFirst().capacity();
        int tasks = (selection.length + capacity - 1) / capacity;
        double[] losses = new double[tasks];
        int[] correct = new int[tasks];
        workers.run(tasks, (worker, task) -> {
            BlockPass block = blocks.get(worker);
            int from = task * capacity;
            block.forward(selection, from, Math.min(capacity, selection.length - from), 0f, parameters);
            losses[task] = block.head().loss();
            correct[task] = block.head().correct();
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
    public float[] logits(int[] selection) {
        int capacity = blocks.getFirst().capacity();
        int classes = settings.classes();
        float[] result = new float[selection.length * classes];
        workers.run((selection.length + capacity - 1) / capacity, (worker, task) -> {
            int from = task * capacity;
            int count = Math.min(capacity, selection.length - from);
            Rows logits = blocks.get(worker).logits(selection, from, count, parameters);
            for (int i = 0; i < count; i++) {
                System.arraycopy(logits.values, i * logits.stride, result, (from + i) * classes, classes);
            }
        });
        return result;
    }

    /// The scaled scores of every visible key for every query of every layer, on the given examples.
    public AttentionScores attentionScores(int[] selection) {
        while (scoreBlocks.size() < workers.threads()) {
            scoreBlocks.add(block(Math.max(1, ROWS_PER_BLOCK / settings.sequence()), true));
        }
        AttentionScores scores = new AttentionScores(settings, selection.length);
        int capacity = scoreBlocks.getFirst().capacity();
        workers.run((selection.length + capacity - 1) / capacity, (worker, task) -> {
            BlockPass block = scoreBlocks.get(worker);
            int from = task * capacity;
            int count = Math.min(capacity, selection.length - from);
            block.scores(selection, from, count, parameters);
            for (int layer = 0; layer < settings.layers(); layer++) {
                scores.put(layer, from, count, block.scores(layer));
            }
        });
        return scores;
    }
}
