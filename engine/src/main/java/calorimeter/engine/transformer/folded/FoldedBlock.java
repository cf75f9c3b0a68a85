// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.folded;

import calorimeter.engine.computation.BlockComputation;
import calorimeter.engine.computation.RowLoss;
import calorimeter.engine.computation.Rows;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.SoftmaxRows;
import calorimeter.engine.model.Activation;
import calorimeter.engine.transformer.input.InputRows;
import calorimeter.engine.transformer.input.TransformerWeights;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.Arrays;

/// Forward and backward of [FoldedComputation] for one block of examples. Forward, with the example's last row r
/// and its key rows i(j):
///
///     p_h = softmax over j of scores_{r, i(j), h}
///     y = base_r + Σ_h Σ_j p_hj table_{i(j), h}            [examples × columns]
///     hidden = act(y's preactivations),   logits = y's logits + hidden M
///
/// Backward, from ∂logits, which the loss left in place of the logits:
///
///     ∂y's preactivations = (∂logits Mᵀ) ⊙ act′,   ∂y's logits = ∂logits,   ∂M += hiddenᵀ ∂logits
///     ∂p_hj = table_{i(j), h}·∂y,   ∂scores_{r, i(j), h} += p_hj (∂p_hj − Σ_l p_hl ∂p_hl)
///     ∂table_{i(j), h} += p_hj ∂y,   ∂base_r += ∂y
final class FoldedBlock implements BlockComputation<FoldedComputation.Sums> {

    /// A multiple of the kernel's tile height; the activations of a block stay in the second-level cache.
    private static final int CAPACITY = 96;

    private final TokenSequences examples;
    private final Kernel kernel;
    private final InputRows input;
    private final FoldedComputation folded;
    private final FoldedProducts products;
    private final Activation activation;
    private final RowLoss crossEntropy;
    private final int sequence;
    private final int heads;

    /// Keys of an example times heads.
    private final int terms;

    private final int[] tableOffsets;
    private final int[] keyRows;
    private final int[] scorePlaces;
    private final int[] last;

    /// Visible keys of each example: all.
    private final int[] keys;

    private final float[] probabilities;
    private final float[] dProbabilities;

    /// Preactivations, later the slopes of the activation where it is not read from its value; and logits,
    /// later their gradients.
    private final Rows y;

    private final Rows hidden;
    private final Rows dy;

    /// The logit columns of y, and the other columns of ∂y.
    private final Matrix logits;

    private final Matrix dPreactivations;

    /// The probabilities of each key, [heads × examples].
    private final Matrix[] headWeights;

    private final RowReaders readers;
    private final int[] readerOffsets;
    private final float[] readerWeights;

    FoldedBlock(TransformerWeights weights, TokenSequences examples, InputRows input, FoldedComputation folded) {
        TransformerSettings settings = weights.settings;
        this.examples = examples;
        this.input = input;
        this.folded = folded;
        kernel = weights.kernel;
        products = folded.products;
        activation = settings.activation();
        crossEntropy = new RowLoss(kernel, settings.loss(), settings.classes(), folded.logitTerms);
        sequence = settings.sequence();
        heads = settings.heads();
        terms = sequence * heads;
        tableOffsets = new int[CAPACITY * terms];
        keyRows = new int[CAPACITY * sequence];
        scorePlaces = new int[CAPACITY * terms];
        last = new int[CAPACITY];
        keys = new int[CAPACITY];
        Arrays.fill(keys, sequence);
        probabilities = new float[CAPACITY * terms];
        dProbabilities = new float[CAPACITY * terms];
        y = new Rows(CAPACITY, products.columns);
        hidden = new Rows(CAPACITY, products.hidden);
        dy = new Rows(CAPACITY, products.columns);
        logits = products.logits(y);
        dPreactivations = dy.matrix.columns(0, products.mlp);
        headWeights = new Matrix[sequence];
        for (int key = 0; key < sequence; key++) {
            headWeights[key] = Matrix.strided(probabilities, key, sequence, terms);
        }
        readers = new RowReaders(CAPACITY, input.count());
        readerOffsets = new int[CAPACITY];
        readerWeights = new float[CAPACITY];
    }

    @Override
    public int capacity() {
        return CAPACITY;
    }

    @Override
    public RowLoss crossEntropy() {
        return crossEntropy;
    }

    @Override
    public void forward(int[] batch, int from, int count, float weight) {
        logits(batch, from, count);
        crossEntropy.clear();
        for (int i = 0; i < count; i++) {
            crossEntropy.row(
                    y.values, y.at(i) + products.mlp, batch[from + i], examples.label(batch[from + i]), weight);
        }
    }

    @Override
    public void logits(int[] batch, int from, int count, float[] result, int first) {
        logits(batch, from, count);
        int classes = crossEntropy.classes();
        for (int i = 0; i < count; i++) {
            System.arraycopy(y.values, y.at(i) + products.mlp, result, (first + i) * classes, classes);
        }
    }

    private void logits(int[] batch, int from, int count) {
        // Pass 1: scores, then probabilities.
        for (int i = 0; i < count; i++) {
            select(i, batch[from + i]);
        }
        SoftmaxRows.softmax(kernel, probabilities, probabilities, count * heads, sequence, keys, heads);
        // Pass 2: y.
        for (int i = 0; i < count; i++) {
            kernel.addScaledRows(
                    probabilities,
                    tableOffsets,
                    i * terms,
                    terms,
                    folded.table.values,
                    folded.base.values,
                    folded.base.at(last[i]),
                    y.values,
                    y.at(i),
                    products.columns);
        }
        // Pass 3: the activation.
        for (int i = 0; i < count; i++) {
            switch (activation) {
                case RELU -> kernel.relu(y.values, y.at(i), hidden.values, hidden.at(i), products.mlp);
                case GELU -> {
                    System.arraycopy(y.values, y.at(i), hidden.values, hidden.at(i), products.mlp);
                    kernel.gelu(hidden.values, hidden.at(i), y.values, y.at(i), products.mlp);
                }
            }
        }
        // Pass 4: logits.
        products.hiddenToLogits.multiply(kernel, 0, count, hidden.matrix, logits, logits);
    }

    /// Where example i of the block finds its rows, and its scores in place of probabilities, [heads × keys].
    private void select(int i, int example) {
        last[i] = folded.lastRows.place(input.row(example, sequence - 1));
        for (int key = 0; key < sequence; key++) {
            int row = input.row(example, key);
            keyRows[i * sequence + key] = row;
            for (int head = 0; head < heads; head++) {
                int term = i * terms + head * sequence + key;
                tableOffsets[term] = folded.tableAt(row, head);
                scorePlaces[term] = folded.scores.at(last[i], row, head);
                probabilities[term] = folded.scores.values[scorePlaces[term]];
            }
        }
    }

    @Override
    public void backward(int count, FoldedComputation.Sums sums) {
        // Pass 1: ∂hidden and ∂M.
        products.logitsToHidden.multiply(kernel, 0, count, logits, null, dPreactivations);
        kernel.multiply(0, hidden.width, 0, count, hidden.transposed, logits, sums.product(), sums.product());
        // Pass 2: ∂y and ∂scores.
        for (int i = 0; i < count; i++) {
            int row = dy.at(i);
            switch (activation) {
                case RELU -> kernel.reluGradient(hidden.values, hidden.at(i), dy.values, row, products.mlp);
                case GELU -> kernel.multiplyEach(y.values, y.at(i), dy.values, row, dy.values, row, products.mlp);
            }
            System.arraycopy(y.values, y.at(i) + products.mlp, dy.values, row + products.mlp, products.logits);
            scoresBackward(i, row, sums);
        }
        // Pass 3: ∂table and ∂base.
        tableBackward(count, sums);
    }

    private void scoresBackward(int i, int row, FoldedComputation.Sums sums) {
        int first = i * terms;
        kernel.dotRows(
                folded.table.values, tableOffsets, first, terms, dy.values, row, products.columns, dProbabilities);
        for (int head = 0; head < heads; head++) {
            float mean = 0;
            int begin = first + head * sequence;
            for (int term = begin; term < begin + sequence; term++) {
                mean = Math.fma(probabilities[term], dProbabilities[term], mean);
            }
            for (int term = begin; term < begin + sequence; term++) {
                sums.scores()[scorePlaces[term]] += probabilities[term] * (dProbabilities[term] - mean);
            }
        }
    }

    /// ∂table_{r, h} += Σ p_{i, h} ∂y_i and ∂base_r += Σ ∂y_i over the examples i that read row r, in their
    /// order in the block: a row is loaded and stored once a block.
    private void tableBackward(int count, FoldedComputation.Sums sums) {
        for (int key = 0; key < sequence; key++) {
            readers.group(keyRows, key, sequence, count);
            for (int group = 0; group < readers.groups(); group++) {
                addToTable(key, group, sums.table());
            }
        }
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && last[to] == last[from]) {
                to++;
            }
            kernel.addRows(from, to - from, dy.matrix, sums.base(), folded.base.at(last[from]), products.columns);
            from = to;
        }
    }

    private void addToTable(int key, int group, TableSums sums) {
        int row = readers.row(group);
        boolean accumulate = sums.touch(row);
        if (readers.contiguous(group)) {
            // The heads of a row share the loads of ∂y.
            Matrix sum = sums.row(row);
            int from = readers.member(group, 0);
            kernel.multiply(
                    0, heads, from, readers.size(group), headWeights[key], dy.matrix, accumulate ? sum : null, sum);
        } else {
            addScattered(row, key, group, sums.values, accumulate);
        }
    }

    private void addScattered(int row, int key, int group, float[] dTable, boolean accumulate) {
        int size = readers.size(group);
        for (int k = 0; k < size; k++) {
            readerOffsets[k] = dy.at(readers.member(group, k));
        }
        for (int head = 0; head < heads; head++) {
            for (int k = 0; k < size; k++) {
                readerWeights[k] = probabilities[readers.member(group, k) * terms + head * sequence + key];
            }
            int target = folded.tableAt(row, head);
            kernel.addScaledRows(
                    readerWeights,
                    readerOffsets,
                    0,
                    size,
                    dy.values,
                    accumulate ? dTable : null,
                    target,
                    dTable,
                    target,
                    products.columns);
        }
    }
}
