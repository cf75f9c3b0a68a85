// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.layered;

import calorimeter.engine.computation.ArraySums;
import calorimeter.engine.computation.Computation;
import calorimeter.engine.computation.GradientSums;
import calorimeter.engine.computation.ShardGradient;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.LogitTerms;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.transformer.input.InputRows;
import calorimeter.engine.transformer.input.Projection;
import calorimeter.engine.transformer.input.TransformerWeights;
import calorimeter.engine.transformer.settings.ComputationPlan;
import java.util.List;

/// Layer by layer, as a transformer is written down: any member of the family, under any plan. What happens to
/// a block of examples stands in [BlockPass]; gradients at the input rows are summed over the whole batch and
/// taken back through [InputRows] once a step.
public final class LayeredComputation implements Computation<LayeredComputation.Sums> {

    /// Positions of a block: many enough that the weights and their gradients, which every block reads once,
    /// are a small part of what it reads, and few enough that one layer's activations stay in the second-level
    /// cache. Losses are added block by block, and examples share prefixes within a block: other numbers change
    /// the bits of runs.
    private static final int POSITIONS_PER_BLOCK = 192;

    /// The same where prefixes are shared, and about two thirds of them are computed; a third of it, the
    /// examples of a block of `verma`, is a multiple of a tile's six rows.
    private static final int SHARED_POSITIONS_PER_BLOCK = 252;

    private final TransformerWeights weights;
    private final TokenSequences examples;
    private final ComputationPlan plan;
    private final InputRows input;
    private final ScoreTerms terms;
    private final LogitTerms logitTerms;

    /// The gradient of the parameters, and of the input rows.
    public record Sums(ParameterLayout layout, ShardGradient gradient, Projection.Gradient input, ArraySums arrays)
            implements GradientSums<Sums> {

        @Override
        public void clear() {
            gradient.restart(layout);
            input.clear();
        }

        @Override
        public int parts() {
            return arrays.parts();
        }

        @Override
        public void add(Sums other, int part) {
            arrays.add(other.arrays, part);
        }
    }

    /// @param logitTerms what gradients have at the logits beside the loss
    public LayeredComputation(
            TransformerWeights weights,
            TokenSequences examples,
            ComputationPlan plan,
            InputRows input,
            LogitTerms logitTerms) {
        this.weights = weights;
        this.examples = examples;
        this.plan = plan;
        this.input = input;
        this.logitTerms = logitTerms;
        terms = new ScoreTerms(weights.settings);
    }

    /// What the gradients of its blocks have at attention scores beside the loss.
    public ScoreTerms terms() {
        return terms;
    }

    /// Whether rows between layers are computed once per prefix.
    public boolean sharedPrefixes() {
        return plan.sharedPrefixes() && plan.readPositionsOnly() && weights.settings.sharesPrefixes();
    }

    @Override
    public void load(Workers workers) {
        weights.packTheRest(workers);
    }

    /// A block that computes what the readout needs.
    @Override
    public BlockPass block() {
        boolean all = !plan.readPositionsOnly();
        int positions = weights.settings.layers() > 1 || all ? weights.settings.sequence() : 1;
        int most = sharedPrefixes() ? SHARED_POSITIONS_PER_BLOCK : POSITIONS_PER_BLOCK;
        return new BlockPass(
                weights, examples, input, terms, logitTerms, Math.max(1, most / positions), all, sharedPrefixes());
    }

    /// A block that computes the scores of every position.
    public BlockPass scores() {
        int capacity = Math.max(1, POSITIONS_PER_BLOCK / weights.settings.sequence());
        return new BlockPass(weights, examples, input, terms, logitTerms, capacity, true, false);
    }

    @Override
    public Sums sums() {
        ParameterLayout layout = weights.tensors.layout;
        ShardGradient gradient = new ShardGradient(layout);
        Projection.Gradient rows = input.zeros();
        List<float[]> arrays = List.of(
                gradient.values, rows.dx().values, rows.dQuery().values, rows.dKey().values, rows.dValue().values);
        return new Sums(layout, gradient, rows, new ArraySums(weights.kernel, arrays));
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
}
