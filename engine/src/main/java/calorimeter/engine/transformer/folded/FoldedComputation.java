// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.folded;

import calorimeter.engine.computation.ArraySums;
import calorimeter.engine.computation.BlockComputation;
import calorimeter.engine.computation.Computation;
import calorimeter.engine.computation.GradientSums;
import calorimeter.engine.computation.Rows;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.LogitTerms;
import calorimeter.engine.transformer.input.InputRows;
import calorimeter.engine.transformer.input.Projection;
import calorimeter.engine.transformer.input.TransformerWeights;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One layer without normalisation, read at its last position. Between the softmax of attention and the
/// activation everything is linear, and so is everything after the activation; the matrices in between are
/// multiplied once a step instead of being applied to every example.
///
/// With W [width × columns], G [width × columns] and M [mlpWidth × classes] of [FoldedProducts], where columns are
/// [MLP preactivations | logits], an example with last row r and key rows i(j) has
///
///     base_r = x_r W + constant          [last rows × columns]
///     table_{i, h} = v_{i, h} G_h        [input rows × heads × columns]
///     y = base_r + Σ_h Σ_j p_hj table_{i(j), h},   p = softmax of the scores of [ScoreTable]
///     logits = y's logits + act(y's preactivations) M
///
/// The first two lines are computed once a step ([#load]), the others for every example ([FoldedBlock]), and the
/// gradient takes the same way back: sums over examples at base, table, scores and M, then [#finish].
public final class FoldedComputation implements Computation<FoldedComputation.Sums> {

    /// Forward, ∂x and ∂W.
    private static final double PASSES = 3;

    /// A weighted sum of rows of a table waits for memory; a multiply-add of it costs about as much as this
    /// many of a product of matrices.
    private static final double GATHERING = 3;

    private final TransformerWeights weights;
    private final TokenSequences examples;
    private final Kernel kernel;
    private final InputRows input;
    private final ExampleOrder order;
    private final List<HeadTable> heads = new ArrayList<>();
    private final int columns;
    private final Rows lastInputs;
    final LogitTerms logitTerms;
    final FoldedProducts products;
    final LastRows lastRows;
    final ScoreTable scores;
    final Rows base;
    final Rows table;

    /// From one input row's part of the table to the next.
    private final int tableStep;

    /// What [#finish] works in: kept, so that a step allocates next to nothing.
    private final Projection.Gradient rows;

    private final Rows dLastInputs;
    private final ProductsGradient dProducts;

    /// Sums of ∂table, ∂base, ∂M and ∂scores, laid out as those.
    public record Sums(TableSums table, ArraySums others, Matrix product) implements GradientSums<Sums> {

        float[] base() {
            return others.array(0);
        }

        float[] scores() {
            return others.array(1);
        }

        @Override
        public void clear() {
            table.clear();
            others.clear();
        }

        @Override
        public int parts() {
            return table.rows() + others.parts();
        }

        @Override
        public void add(Sums other, int part) {
            if (part < table.rows()) {
                table.add(other.table, part);
            } else {
                others.add(other.others, part - table.rows());
            }
        }
    }

    /// Says why a model is not computed like this, or nothing when it is.
    ///
    /// @param examplesPerStep size of most batches
    public static String obstacle(
            TransformerSettings settings, InputRows input, TokenSequences examples, int examplesPerStep) {
        String obstacle = settings.foldingObstacle();
        if (!obstacle.isEmpty()) {
            return obstacle;
        }
        if (!ScoreTable.pays(new LastRows(settings, input, examples), input, examples.count())) {
            return "too many different tokens at the last position";
        }
        return settings.plan() == PlanChoice.FOLDED || pays(settings, input.count(), examplesPerStep)
                ? ""
                : "costs more than it saves at " + examplesPerStep + " examples a step";
    }

    /// Whether multiplying matrices once a step costs less than applying them to every example: a count of
    /// multiply-adds. The choice changes bits: whoever changes this count raises the numeric version.
    private static boolean pays(TransformerSettings settings, int inputRows, int examplesPerStep) {
        double width = settings.width();
        double hidden = settings.mlpWidth();
        double classes = settings.classes();
        double columns = hidden + classes;
        double applied = width * width + 2 * width * hidden + width * classes;
        double folded = hidden * classes + GATHERING * settings.sequence() * settings.heads() * columns;
        double products = width * width * columns + width * hidden * classes;
        double tables = inputRows * width * columns;
        return examplesPerStep * (PASSES * (applied - folded)) > PASSES * (products + tables);
    }

    /// @param logitTerms what gradients have at the logits beside the loss
    public FoldedComputation(
            TransformerWeights weights, TokenSequences examples, InputRows input, LogitTerms logitTerms) {
        this.logitTerms = logitTerms;
        this.weights = weights;
        this.examples = examples;
        this.input = input;
        TransformerSettings settings = weights.settings;
        kernel = weights.kernel;
        products = new FoldedProducts(weights);
        order = new ExampleOrder(examples);
        lastRows = new LastRows(settings, input, examples);
        scores = new ScoreTable(settings, kernel, input, lastRows);
        columns = products.columns;
        lastInputs = new Rows(lastRows.count(), settings.width());
        base = new Rows(lastRows.count(), columns);
        table = new Rows(input.count() * settings.heads(), columns);
        tableStep = settings.heads() * table.stride;
        rows = input.zeros();
        dLastInputs = new Rows(lastRows.count(), settings.width());
        dProducts = new ProductsGradient(products);
        for (int head = 0; head < settings.heads(); head++) {
            heads.add(new HeadTable(
                    kernel,
                    input.projection.value,
                    head * settings.headSize(),
                    settings.headSize(),
                    products.folded,
                    dProducts.dFolded,
                    table(head, table.values)));
        }
    }

    /// Index of the first element of table_{row, head}.
    int tableAt(int row, int head) {
        return table.at(row * heads.size() + head);
    }

    /// table_h [input rows × columns] in an array laid out as the table.
    private Matrix table(int head, float[] values) {
        return new Matrix(values, table.at(head), tableStep, columns);
    }

    @Override
    public void load(Workers workers) {
        products.load(workers);
        Chunks chunks = FoldedProducts.chunks(input.count());
        int tables = heads.size() * chunks.count();
        workers.run(tables + lastRows.count(), (worker, task) -> {
            if (task < tables) {
                int chunk = task % chunks.count();
                heads.get(task / chunks.count()).load(chunks.first(chunk), chunks.length(chunk));
            } else {
                loadLast(task - tables);
            }
        });
    }

    /// base and scores of one last row.
    private void loadLast(int place) {
        lastInputs.copyRow(place, input.x, lastRows.row(place));
        base.copyRow(place, products.constant, 0);
        kernel.multiply(
                place, 1, 0, lastInputs.width, lastInputs.matrix, products.joined.matrix, base.matrix, base.matrix);
        scores.load(place);
    }

    @Override
    public BlockComputation<Sums> block() {
        return new FoldedBlock(weights, examples, input, this);
    }

    @Override
    public Sums sums() {
        float[] product = new float[products.product.values.length];
        return new Sums(
                new TableSums(kernel, table, heads.size()),
                new ArraySums(kernel, List.of(new float[base.values.length], new float[scores.values.length], product)),
                products.product.in(product));
    }

    /// A shard is contiguous in the first token, so that its rows of the table stay in cache; ordered by the
    /// tokens after it, those rows do too.
    @Override
    public void arrange(int[] batch, int from, int to) {
        order.sort(batch, from, to);
    }

    @Override
    public void finish(Sums total, float[] gradient, Workers workers) {
        // Pass 1, head by head: ∂table to ∂v and ∂G, ∂scores to ∂q and ∂k.
        total.table().settle();
        rows.dx().clear();
        rows.dQuery().clear();
        rows.dKey().clear();
        Chunks zeros = Chunks.ofElements(gradient.length);
        workers.run(heads.size() + zeros.count(), (worker, task) -> {
            if (task < heads.size()) {
                heads.get(task).backward(table(task, total.table().values), rows.dValue());
                scores.backward(task, total.scores(), rows.dQuery(), rows.dKey());
            } else {
                int chunk = task - heads.size();
                Arrays.fill(gradient, zeros.first(chunk), zeros.end(chunk), 0f);
            }
        });
        // Pass 2: ∂base to ∂x, ∂W and ∂constant.
        throughBase(total.base(), rows.dx());
        // Pass 3: ∂G, ∂W, ∂M and ∂constant to the tensors behind them.
        dProducts.finish(total.product(), gradient, workers);
        // Pass 4: ∂x, ∂q, ∂k and ∂v to the projection and the embedding.
        input.backward(rows, gradient, workers);
    }

    /// By one thread, since last rows are few; in modular arithmetic there is one.
    ///
    /// ∂x_r = ∂base_r Wᵀ,   ∂W = Σ_r x_rᵀ ∂base_r,   ∂constant = Σ_r ∂base_r
    ///
    /// @param dx zeros
    private void throughBase(float[] dBase, Rows dx) {
        int count = lastRows.count();
        Matrix rows = base.in(dBase);
        products.joinedTransposed.multiply(kernel, 0, count, rows, null, dLastInputs.matrix);
        Rows dConstant = dProducts.dConstant;
        dConstant.clear();
        for (int place = 0; place < count; place++) {
            dx.copyRow(lastRows.row(place), dLastInputs, place);
            kernel.add(dBase, base.at(place), dConstant.values, dConstant.at(0), columns);
        }
        kernel.multiply(0, lastInputs.width, 0, count, lastInputs.transposed, rows, null, dProducts.dJoined.matrix);
    }
}
