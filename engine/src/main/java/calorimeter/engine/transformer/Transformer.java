// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.computation.ShardedGradient;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Evaluation;
import calorimeter.engine.model.LogitTerms;
import calorimeter.engine.model.Model;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.transformer.folded.FoldedComputation;
import calorimeter.engine.transformer.input.InputRows;
import calorimeter.engine.transformer.input.TransformerWeights;
import calorimeter.engine.transformer.layered.BlockPass;
import calorimeter.engine.transformer.layered.LayeredComputation;
import calorimeter.engine.transformer.layered.ScoreTerms;
import calorimeter.engine.transformer.settings.ComputationPlan;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// A transformer on one table of token sequences: beside what every [Model] has, its logits, representations and
/// attention scores. Its [ComputationPlan] and a count of operations choose between [FoldedComputation] and
/// [LayeredComputation].
public final class Transformer implements Model {

    private final TransformerSettings settings;
    private final TransformerWeights weights;
    private final TokenSequences examples;
    private final Workers workers;
    private final ComputationPlan plan;
    private final InputRows input;
    private final LogitTerms logitTerms = new LogitTerms();
    private final LayeredComputation layered;
    private final ShardedGradient<?> sharded;

    /// Why products are not folded, or empty.
    private final String obstacle;

    /// Whether the layered computation, too, has seen the parameters.
    private boolean layersLoaded;

    private final List<BlockPass> scoreBlocks = new ArrayList<>();

    /// @param examplesPerStep size of most batches: it decides whether work done once per step pays
    public Transformer(
            TransformerSettings settings,
            TokenSequences examples,
            int examplesPerStep,
            Kernel kernel,
            Workers workers,
            ComputationPlan plan) {
        if (examples.sequence() != settings.sequence()) {
            throw new IllegalArgumentException(
                    "examples have " + examples.sequence() + " positions but the model has " + settings.sequence());
        }
        this.settings = settings;
        this.examples = examples;
        this.workers = workers;
        this.plan = plan;
        weights = new TransformerWeights(settings, kernel);
        input = new InputRows(weights, examples, plan.sharedInputRows());
        layered = new LayeredComputation(weights, examples, plan, input, logitTerms);
        boolean asked = plan.foldedProducts() && settings.plan() != PlanChoice.LAYERED;
        obstacle = asked ? FoldedComputation.obstacle(settings, input, examples, examplesPerStep) : "not asked for";
        boolean forced = asked && settings.plan() == PlanChoice.FOLDED;
        require(!forced || obstacle.isEmpty(), "plan", "folded", "auto or layered: " + obstacle);
        sharded = obstacle.isEmpty()
                ? new ShardedGradient<>(new FoldedComputation(weights, examples, input, logitTerms), workers)
                : new ShardedGradient<>(layered, workers);
    }

    /// A model that must be a transformer.
    ///
    /// @throws IllegalStateException when it is not
    public static Transformer of(Model model) {
        if (model instanceof Transformer transformer) {
            return transformer;
        }
        throw new IllegalStateException("the model is no transformer but " + model.settings());
    }

    @Override
    public List<String> explanation() {
        int inputs = examples.count() * settings.sequence();
        List<String> statements = new ArrayList<>();
        statements.add("first layer: " + input.count() + " rows for " + inputs + " inputs"
                + (input.count() < inputs ? ", one per distinct token and position" : ""));
        if (settings.layers() > 1) {
            statements.add("rows between layers: "
                    + (layered.sharedPrefixes()
                            ? "one for neighbours of a sorted block that begin alike"
                            : "one per position of every example"));
        }
        statements.add("last layer: "
                + (plan.readPositionsOnly() && settings.readout() == Readout.LAST
                        ? "the last position only"
                        : "all positions"));
        statements.add("products: "
                + (obstacle.isEmpty()
                        ? "W_O·[W_1 | U] and W_2·U once a step; values once per distinct row, scores once per pair of rows"
                        : "none folded, every matrix is applied to every example: " + obstacle));
        return statements;
    }

    @Override
    public TransformerSettings settings() {
        return settings;
    }

    @Override
    public ParameterLayout layout() {
        return weights.tensors.layout;
    }

    @Override
    public void load(float[] parameters) {
        weights.load(parameters, workers);
        input.load(workers);
        sharded.load();
        layersLoaded = !obstacle.isEmpty();
    }

    @Override
    public SortedMap<String, float[]> buffers() {
        return weights.operators.buffers();
    }

    @Override
    public void advance() {
        weights.operators.advance();
    }

    @Override
    public Evaluation gradient(int[] batch, float[] into) {
        return sharded.gradient(batch, into);
    }

    @Override
    public Evaluation evaluate(int[] examples) {
        return sharded.evaluate(examples);
    }

    /// Terms at the attention scores that the next gradients have beside the loss. Rows that the plan does not compute
    /// have none.
    ///
    /// @throws IllegalStateException under folded products, or where neighbours share rows
    public ScoreTerms scoreTerms() {
        if (obstacle.isEmpty() || layered.sharedPrefixes()) {
            throw new IllegalStateException("rows of attention are shared by examples; build the model with"
                    + " ComputationPlan.LAYERED or ALL_POSITIONS");
        }
        return layered.terms();
    }

    @Override
    public LogitTerms logitTerms() {
        return logitTerms;
    }

    @Override
    public float[] logits(int[] selection) {
        return sharded.logits(selection, settings.classes());
    }

    /// The penultimate representations of the given examples, row-major [examples × width]: what the
    /// unembedding reads, at the last position or as the mean over positions, after the final norm where there
    /// is one. The parameters must not have changed since [#load].
    public float[] representations(int[] selection) {
        if (!layersLoaded) {
            layered.load(workers);
            layersLoaded = true;
        }
        BlockPass block = layered.block();
        float[] result = new float[selection.length * settings.width()];
        for (int from = 0; from < selection.length; from += block.capacity()) {
            int count = Math.min(block.capacity(), selection.length - from);
            block.representations(selection, from, count).copyTo(count, result, from);
        }
        return result;
    }

    /// The scaled scores of every visible key for every query of every layer, on the given examples.
    public AttentionScores attentionScores(int[] selection) {
        while (scoreBlocks.size() < workers.threads()) {
            scoreBlocks.add(layered.scores());
        }
        AttentionScores scores = new AttentionScores(settings, weights.operators, selection.length);
        int capacity = scoreBlocks.getFirst().capacity();
        workers.run((selection.length + capacity - 1) / capacity, (worker, task) -> {
            BlockPass block = scoreBlocks.get(worker);
            int from = task * capacity;
            int count = Math.min(capacity, selection.length - from);
            block.scores(selection, from, count);
            for (int layer = 0; layer < settings.layers(); layer++) {
                scores.put(layer, from, count, block.scores(layer));
            }
        });
        return scores;
    }
}
