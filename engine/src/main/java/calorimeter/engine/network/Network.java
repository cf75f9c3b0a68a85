// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.computation.RowLoss;
import calorimeter.engine.computation.Rows;
import calorimeter.engine.data.Examples;
import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Evaluation;
import calorimeter.engine.model.LogitTerms;
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

    private final ModelSettings settings;
    private final ParameterLayout layout;
    private final SortedMap<String, float[]> buffers;
    private final Examples examples;
    private final Workers workers;
    private final Kernel kernel;
    private final List<Layer> layers;
    private final Activations pass;
    private final List<Activations> evaluations = new ArrayList<>();
    private final LogitTerms logitTerms = new LogitTerms();
    private final List<RowLoss> losses = new ArrayList<>();
    private final List<float[]> gradients = new ArrayList<>();
    private final List<Integer> norms = new ArrayList<>();
    private final List<String> explanation;
    private final int blockSize;

    /// Where the tensors begin whose gradients are sums over shards; those before are written by [Layer#finish].
    private final int summed;

    private final Slot output;

    /// @param chain its layers and the slots between them
    /// @param largestBatch most examples of a batch
    Network(ModelSettings settings, NetworkChain chain, Examples examples, int largestBatch, Workers workers) {
        this.settings = settings;
        requireExamples(largestBatch);
        this.examples = examples;
        this.workers = workers;
        kernel = chain.kernel;
        explanation = List.copyOf(chain.explanation);
        layout = chain.tensors.build();
        buffers = chain.buffers;
        layers = chain.layers;
        output = chain.current;
        blockSize = chain.blockSize();
        summed = chain.summed;
        pass = new Activations(chain.slots, output, largestBatch, blockSize, true);
        for (int worker = 0; worker < workers.threads(); worker++) {
            evaluations.add(new Activations(chain.slots, output, blockSize, blockSize, false));
            losses.add(new RowLoss(kernel, chain.loss, output.shape().channels(), logitTerms));
        }
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof BatchNorm) {
                norms.add(i);
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
        return explanation;
    }

    @Override
    public void load(float[] parameters) {
        layers.forEach(layer -> layer.load(parameters, workers));
    }

    @Override
    public Evaluation gradient(int[] batch, float[] into) {
        requireExamples(batch.length);
        pass.begin(batch);
        Evaluation[] ofBlocks = forward();
        backward(into);
        return sum(ofBlocks);
    }

    private void requireExamples(int count) {
        if (count < settings.smallestBatch()) {
            throw new IllegalArgumentException("a batch has " + count + " example, but batch norm needs at least "
                    + settings.smallestBatch() + " at a time");
        }
    }

    /// Through all layers, one stretch between two batch norms after the other.
    private Evaluation[] forward() {
        Chunks blocks = pass.blocks();
        Evaluation[] evaluations = new Evaluation[blocks.count()];
        float weight = 1f / pass.examples();
        int first = 0;
        for (int norm : norms) {
            List<Layer> stretch = layers.subList(first, norm);
            norm(norm).begin(blocks.count());
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
        RowLoss loss = losses.get(worker);
        Rows z = pass.values(output);
        loss.clear();
        for (int example = from; example < to; example++) {
            loss.row(z.values, z.at(example), pass.batch()[example], examples.label(pass.batch()[example]), weight);
        }
        return new Evaluation(loss.loss(), loss.correct(), to - from);
    }

    private void backward(float[] into) {
        Chunks shards = pass.shards();
        while (gradients.size() < shards.count()) {
            gradients.add(new float[layout.length()]);
        }
        workers.run(shards.count(), (worker, shard) -> Arrays.fill(gradients.get(shard), summed, layout.length(), 0f));
        int end = layers.size();
        for (int norm : norms.reversed()) {
            backward(layers.subList(norm + 1, end).reversed(), norm(norm));
            norm(norm).settleGradient(pass);
            end = norm + 1;
        }
        backward(layers.subList(0, end).reversed(), null);
        addShards(kernel, workers, gradients, shards.count(), summed, into);
        layers.forEach(layer -> layer.finish(pass, into, workers));
    }

    private void backward(List<Layer> stretch, @Nullable BatchNorm below) {
        Chunks shards = pass.shards();
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

    /// The tree over shards, (i, i + half) at every level.
    ///
    /// @param count how many of the gradients are shards of this batch
    /// @param summed where elements begin that are sums over shards
    static void addShards(
            Kernel kernel, Workers workers, List<float[]> gradients, int count, int summed, float[] into) {
        Chunks chunks = Chunks.ofElements(gradients.getFirst().length - summed);
        workers.run(chunks.count(), (worker, chunk) -> {
            int from = summed + chunks.first(chunk);
            for (int half = Integer.highestOneBit(count); half > 0; half /= 2) {
                for (int i = 0; i < half && i + half < count; i++) {
                    kernel.add(gradients.get(i + half), from, gradients.get(i), from, chunks.length(chunk));
                }
            }
            System.arraycopy(gradients.getFirst(), from, into, from, chunks.length(chunk));
        });
    }

    @Override
    public LogitTerms logitTerms() {
        return logitTerms;
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

    @Override
    public float[] logits(int[] selection) {
        Chunks blocks = new Chunks(selection.length, blockSize);
        float[] result = new float[selection.length * output.shape().channels()];
        workers.run(
                blocks.count(),
                (worker, block) -> evaluate(worker, selection, blocks, block)
                        .values(output)
                        .copyTo(blocks.length(block), result, blocks.first(block)));
        return result;
    }
}
