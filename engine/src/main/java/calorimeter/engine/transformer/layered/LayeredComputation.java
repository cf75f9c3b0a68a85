package calorimeter.engine.transformer.layered;

import calorimeter.engine.computation.AffineMap;
import calorimeter.engine.computation.ArraySums;
import calorimeter.engine.computation.BlockComputation;
import calorimeter.engine.computation.Computation;
import calorimeter.engine.computation.CrossEntropy;
import calorimeter.engine.computation.GradientSums;
import calorimeter.engine.computation.Rows;
import calorimeter.engine.computation.ShardGradient;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.transformer.input.InputRows;
import calorimeter.engine.transformer.input.LayerWeights;
import calorimeter.engine.transformer.settings.ComputationPlan;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import java.util.ArrayList;
import java.util.List;

/// Layer by layer, as a transformer is written down: any member of the family, under any plan.
public final class LayeredComputation implements Computation<LayeredComputation.Sums> {

    /// Positions of a block: many enough that the weights and their gradients, which every block reads once,
    /// are a small part of what it reads, and few enough that one layer's activations stay in the second-level
    /// cache. Losses are added block by block, and examples share prefixes within a block: other numbers change
    /// the bits of runs.
    private static final int POSITIONS_PER_BLOCK = 192;

    /// The same where prefixes are shared, and about two thirds of them are computed; a third of it, the
    /// examples of a block of `verma`, is a multiple of a tile's six rows.
    private static final int SHARED_POSITIONS_PER_BLOCK = 252;

    private final TransformerSettings settings;
    private final TransformerTensors tensors;
    private final TokenSequences examples;
    private final Kernel kernel;
    private final ComputationPlan plan;
    private final InputRows input;
    private final List<LayerWeights> weights;
    private final AffineMap unembedding;
    private final List<AffineMap> maps = new ArrayList<>();
    private float[] parameters = new float[0];

    /// The gradient of the parameters, and of the input rows.
    public record Sums(ParameterLayout layout, ShardGradient gradient, InputRows.Gradient input, ArraySums sums)
            implements GradientSums<Sums> {

        @Override
        public void clear() {
            gradient.restart(layout);
            input.clear();
        }

        @Override
        public int parts() {
            return sums.parts();
        }

        @Override
        public void add(Sums other, int part) {
            sums.add(other.sums, part);
        }
    }

    /// @param weights their query, key and value maps of the first layer are loaded by `input`
    public LayeredComputation(
            TransformerSettings settings,
            TransformerTensors tensors,
            TokenSequences examples,
            Kernel kernel,
            ComputationPlan plan,
            InputRows input,
            List<LayerWeights> weights) {
        this.settings = settings;
        this.tensors = tensors;
        this.examples = examples;
        this.kernel = kernel;
        this.plan = plan;
        this.input = input;
        this.weights = weights;
        Tensor matrix = tensors.unembedding;
        unembedding = matrix == null
                ? AffineMap.tied(tensors.embedding, tensors.unembeddingBias, settings.classes())
                : new AffineMap(matrix, tensors.unembeddingBias);
        for (LayerWeights layer : weights) {
            maps.addAll(layer == weights.getFirst() ? layer.afterAttention() : layer.maps());
        }
        maps.add(unembedding);
    }

    /// Whether rows between layers are computed once per prefix.
    public boolean sharedPrefixes() {
        return plan.sharedPrefixes() && plan.readPositionsOnly() && settings.sharesPrefixes();
    }

    /// Positions of all examples.
    public int inputs() {
        return examples.count() * settings.sequence();
    }

    @Override
    public void load(float[] parameters, Workers workers) {
        this.parameters = parameters;
        workers.run(maps.size(), (worker, task) -> maps.get(task).load(parameters));
    }

    @Override
    public BlockComputation<Sums> block() {
        return new Block(readout());
    }

    /// A block that computes what the readout needs.
    public BlockPass readout() {
        int positions = settings.layers() > 1 || !plan.readPositionsOnly() ? settings.sequence() : 1;
        int most = sharedPrefixes() ? SHARED_POSITIONS_PER_BLOCK : POSITIONS_PER_BLOCK;
        return pass(Math.max(1, most / positions), !plan.readPositionsOnly());
    }

    /// A block that computes the scores of every position.
    public BlockPass scores() {
        return pass(Math.max(1, POSITIONS_PER_BLOCK / settings.sequence()), true);
    }

    private BlockPass pass(int capacity, boolean allQueries) {
        return new BlockPass(
                settings,
                tensors,
                weights,
                unembedding,
                kernel,
                examples,
                input,
                capacity,
                allQueries,
                sharedPrefixes() && !allQueries);
    }

    @Override
    public Sums sums() {
        ShardGradient gradient = ShardGradient.empty(tensors.layout);
        InputRows.Gradient rows = new InputRows.Gradient(input);
        List<float[]> arrays =
                List.of(gradient.values, rows.dx.values, rows.dQuery.values, rows.dKey.values, rows.dValue.values);
        return new Sums(tensors.layout, gradient, rows, new ArraySums(kernel, arrays));
    }

    @Override
    public void finish(Sums total, float[] gradient, Workers workers) {
        float[] sums = total.gradient().values;
        Chunks chunks = Chunks.ofElements(gradient.length);
        workers.run(chunks.count(), (worker, task) -> {
            int first = chunks.first(task);
            System.arraycopy(sums, first, gradient, first, chunks.length(task));
        });
        input.backward(total.input(), gradient, workers);
    }

    private final class Block implements BlockComputation<Sums> {
        private final BlockPass pass;

        Block(BlockPass pass) {
            this.pass = pass;
        }

        @Override
        public int capacity() {
            return pass.capacity();
        }

        @Override
        public void forward(int[] batch, int from, int count, float weight) {
            pass.forward(batch, from, count, weight, parameters);
        }

        @Override
        public void backward(int count, Sums sums) {
            pass.backward(count, parameters, sums.input(), sums.gradient());
            sums.gradient().endBlock();
        }

        @Override
        public CrossEntropy crossEntropy() {
            return pass.head().crossEntropy();
        }

        @Override
        public void logits(int[] batch, int from, int count, float[] result, int first) {
            Rows logits = pass.logits(batch, from, count, parameters);
            logits.copyTo(count, result, first);
        }
    }
}
