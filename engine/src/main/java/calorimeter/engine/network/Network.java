package calorimeter.engine.network;

import calorimeter.engine.computation.CrossEntropy;
import calorimeter.engine.computation.Rows;
import calorimeter.engine.data.Examples;
import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Evaluation;
import calorimeter.engine.model.Model;
import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.model.ParameterLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A chain of layers from the input of an example to its logits.
///
/// A batch is cut into blocks, the same way whatever the number of threads. Each block goes through the layers up to
/// the next [BatchNorm], which joins what all blocks left it before any goes on. Backward, shards of consecutive
/// blocks add the gradients of parameters up, and a fixed tree adds the shards. So results do not depend on the
/// threads.
public final class Network implements Model {

    /// As many threads as one run can use.
    private static final int SHARDS = 8;

    /// A shard should be worth the adding up of its gradients.
    private static final int BLOCKS_PER_SHARD = 2;

    private final ModelSettings settings;
    private final ParameterLayout layout;
    private final SortedMap<String, float[]> buffers;
    private final Examples examples;
    private final Workers workers;
    private final Kernel kernel;
    private final List<Layer> layers;
    private final Activations pass;
    private final List<Activations> evaluations = new ArrayList<>();
    private final List<CrossEntropy> losses = new ArrayList<>();
    private final List<float[]> gradients = new ArrayList<>();
    private final List<Integer> norms = new ArrayList<>();
    private final int blockSize;
    private final Slot output;

    /// @param chain its layers and the slots between them
    /// @param largestBatch most examples of a batch
    Network(ModelSettings settings, NetworkChain chain, Examples examples, int largestBatch, Workers workers) {
        this.settings = settings;
        this.examples = examples;
        this.workers = workers;
        kernel = chain.kernel;
        layout = chain.tensors.build();
        buffers = chain.buffers;
        layers = chain.layers;
        output = chain.current;
        blockSize = chain.blockSize();
        pass = new Activations(chain.slots, output, largestBatch, blockSize, true);
        for (int worker = 0; worker < workers.threads(); worker++) {
            evaluations.add(new Activations(chain.slots, output, blockSize, blockSize, false));
            losses.add(new CrossEntropy(kernel, chain.loss, output.shape().channels()));
        }
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof BatchNorm norm) {
                norms.add(i);
                norm.reserve(Math.ceilDiv(largestBatch, blockSize));
            }
        }
    }

    @Override
    public ModelSettings settings() {
        return settings;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public SortedMap<String, float[]> buffers() {
        return buffers;
    }

    @Override
    public List<String> explanation() {
        return List.of("blocks of " + blockSize + " examples, each through all layers between two batch norms");
    }

    @Override
    public void load(float[] parameters) {
        workers.run(layers.size(), (worker, layer) -> layers.get(layer).load(parameters));
    }

    @Override
    public Evaluation gradient(int[] batch, float[] into) {
        pass.begin(batch);
        Evaluation[] ofBlocks = forward();
        backward(into);
        return sum(ofBlocks);
    }

    /// Through all layers, one stretch between two batch norms after the other.
    private Evaluation[] forward() {
        Chunks blocks = pass.blocks();
        Evaluation[] evaluations = new Evaluation[blocks.count()];
        float weight = 1f / pass.examples();
        int first = 0;
        for (int norm : norms) {
            List<Layer> stretch = layers.subList(first, norm);
            workers.run(blocks.count(), (worker, block) -> {
                stretch.forEach(layer -> layer.forward(pass, blocks.first(block), blocks.end(block)));
                norm(norm).observe(pass, block, blocks.first(block), blocks.end(block));
            });
            norm(norm).settle(pass);
            first = norm;
        }
        List<Layer> last = layers.subList(first, layers.size());
        workers.run(blocks.count(), (worker, block) -> {
            last.forEach(layer -> layer.forward(pass, blocks.first(block), blocks.end(block)));
            evaluations[block] = loss(worker, pass, blocks.first(block), blocks.end(block), weight);
        });
        return evaluations;
    }

    /// The loss of a block; leaves the gradient of the logits in their place.
    private Evaluation loss(int worker, Activations pass, int from, int to, float weight) {
        CrossEntropy loss = losses.get(worker);
        Rows z = pass.values.get(output.index());
        loss.clear();
        for (int example = from; example < to; example++) {
            loss.row(z.values, z.at(example), examples.label(pass.number(example)), weight);
        }
        return new Evaluation(loss.loss(), loss.correct(), to - from);
    }

    private void backward(float[] into) {
        Chunks shards = shards(pass.blocks().count());
        while (gradients.size() < shards.count()) {
            gradients.add(new float[layout.length()]);
        }
        workers.run(shards.count(), (worker, shard) -> Arrays.fill(gradients.get(shard), 0f));
        int end = layers.size();
        for (int norm : norms.reversed()) {
            backward(shards, layers.subList(norm + 1, end).reversed(), norm(norm));
            norm(norm).settleGradient(pass);
            end = norm + 1;
        }
        backward(shards, layers.subList(0, end).reversed(), null);
        addShards(shards.count());
        System.arraycopy(gradients.getFirst(), 0, into, 0, into.length);
        norms.forEach(norm -> norm(norm).putGradient(into));
    }

    private void backward(Chunks shards, List<Layer> stretch, @Nullable BatchNorm below) {
        Chunks blocks = pass.blocks();
        workers.run(shards.count(), (worker, shard) -> {
            for (int block = shards.first(shard); block < shards.end(shard); block++) {
                for (Layer layer : stretch) {
                    layer.backward(pass, blocks.first(block), blocks.end(block), gradients.get(shard));
                }
                if (below != null) {
                    below.observeGradient(pass, block, blocks.first(block), blocks.end(block));
                }
            }
        });
    }

    /// At most [#SHARDS] shards of as many blocks each: a function of the batch alone, never of the threads.
    private static Chunks shards(int blocks) {
        return new Chunks(blocks, Math.max(BLOCKS_PER_SHARD, Math.ceilDiv(blocks, SHARDS)));
    }

    /// The gradients of the first shard ← the tree over shards, (i, i + half) at every level.
    private void addShards(int count) {
        Chunks chunks = Chunks.ofElements(layout.length());
        workers.run(chunks.count(), (worker, chunk) -> {
            int from = chunks.first(chunk);
            for (int half = SHARDS / 2; half > 0; half /= 2) {
                for (int i = 0; i < half && i + half < count; i++) {
                    kernel.add(gradients.get(i + half), from, gradients.get(i), from, chunks.length(chunk));
                }
            }
        });
    }

    @Override
    public void advance() {
        norms.forEach(norm -> norm(norm).advance(pass));
    }

    private BatchNorm norm(int layer) {
        return (BatchNorm) layers.get(layer);
    }

    @Override
    public Evaluation evaluate(int[] selection) {
        Chunks blocks = new Chunks(selection.length, blockSize);
        Evaluation[] ofBlocks = new Evaluation[blocks.count()];
        workers.run(blocks.count(), (worker, block) -> {
            Activations own = evaluate(worker, selection, blocks, block);
            ofBlocks[block] = loss(worker, own, 0, blocks.length(block), 0f);
        });
        return sum(ofBlocks);
    }

    private Activations evaluate(int worker, int[] selection, Chunks blocks, int block) {
        Activations own = evaluations.get(worker);
        own.begin(Arrays.copyOfRange(selection, blocks.first(block), blocks.end(block)));
        layers.forEach(layer -> layer.forward(own, 0, blocks.length(block)));
        return own;
    }

    /// Mean over blocks, in their order.
    private static Evaluation sum(Evaluation[] ofBlocks) {
        double loss = 0;
        int correct = 0;
        int count = 0;
        for (Evaluation block : ofBlocks) {
            loss += block.loss();
            correct += block.correct();
            count += block.count();
        }
        return new Evaluation(loss / count, correct, count);
    }

    /// Logits of the given examples in evaluation, row-major [examples × classes].
    public float[] logits(int[] selection) {
        Chunks blocks = new Chunks(selection.length, blockSize);
        float[] result = new float[selection.length * output.shape().channels()];
        workers.run(blocks.count(), (worker, block) -> evaluate(worker, selection, blocks, block)
                .values
                .get(output.index())
                .copyTo(blocks.length(block), result, blocks.first(block)));
        return result;
    }
}
