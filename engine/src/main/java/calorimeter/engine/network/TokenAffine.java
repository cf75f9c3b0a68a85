// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.PackedMatrix;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The affine map of an example's embeddings, side by side: y = b + (E(t₀), E(t₁), …) W.
///
/// With W_i the rows of W that position i meets, y = b + Σ_i T_i(t_i), where T_i = E W_i tells what each token adds at
/// each position. It is computed once a step, for the (position, token) pairs of the data set: far fewer than examples
/// and positions. Backward likewise: ∂T of a row is the sum of ∂y over the examples that read it, and
///
///     ∂W_i = Eᵀ ∂T_i,   ∂E(t) = Σ_i ∂T_i(t) W_iᵀ
final class TokenAffine implements Layer {

    /// Rows of a task.
    private static final int ROWS = 24;

    private final Kernel kernel;
    private final Tensor embedding;
    private final Tensor weight;
    private final Tensor bias;
    private final Slot output;
    private final TokenTable table;
    private final List<Part> parts = new ArrayList<>();

    /// E, T and ∂T of every row of the table.
    private final Rows embedded;

    private final Rows sums;
    private final Rows gradients;

    /// Where rows of ∂y begin that a row of ∂T adds up, for every panel of columns.
    private final int[][] offsets;

    private TokenTable.@Nullable Readers readers;

    /// Weights with which rows are added up.
    private float[] ones;
    private float[] parameters = new float[0];

    /// Some rows of the table, of one position.
    private record Part(int position, int first, int rows) {}

    /// @param embedding E [vocabulary × width]
    /// @param weight W [width·positions × outputs]
    TokenAffine(Kernel kernel, TokenTable table, Tensor embedding, Tensor weight, Tensor bias, Slot output) {
        this.kernel = kernel;
        this.embedding = embedding;
        this.weight = weight;
        this.bias = bias;
        this.output = output;
        this.table = table;
        for (int position = 0; position < table.positions(); position++) {
            int first = table.first(position);
            Chunks chunks = new Chunks(table.first(position + 1) - first, ROWS);
            for (int chunk = 0; chunk < chunks.count(); chunk++) {
                parts.add(new Part(position, first + chunks.first(chunk), chunks.length(chunk)));
            }
        }
        embedded = new Rows(table.rows(), embedding.columns());
        sums = new Rows(table.rows(), weight.columns());
        gradients = new Rows(table.rows(), weight.columns());
        offsets = new int[Math.ceilDiv(weight.columns(), PackedMatrix.PANEL)][0];
        ones = ones(table.positions());
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1f);
        return ones;
    }

    @Override
    public void load(float[] parameters, Workers workers) {
        this.parameters = parameters;
        workers.run(parts.size(), (worker, part) -> tabulate(parts.get(part)));
    }

    /// T ← E W_i.
    private void tabulate(Part part) {
        for (int row = part.first; row < part.first + part.rows; row++) {
            int token = embedding.row(table.token(row));
            System.arraycopy(parameters, token, embedded.values, embedded.at(row), embedded.width);
        }
        Matrix own = weight.in(parameters).rows(part.position * embedded.width);
        kernel.multiply(part.first, part.rows, 0, embedded.width, embedded.matrix, own, null, sums.matrix);
    }

    private int weightRow(int position, int row) {
        return weight.row(position * embedding.columns() + row);
    }

    @Override
    public void forward(Activations pass, int from, int to) {
        Rows y = pass.values(output);
        int[] rows = new int[table.positions()];
        for (int example = from; example < to; example++) {
            for (int position = 0; position < rows.length; position++) {
                rows[position] = sums.at(table.rowOfExample(position, pass.batch()[example]));
            }
            kernel.addScaledRows(
                    ones,
                    rows,
                    0,
                    rows.length,
                    sums.values,
                    parameters,
                    bias.offset(),
                    y.values,
                    y.at(example),
                    y.width);
        }
    }

    @Override
    public void backward(Activations pass, int from, int to, float[] gradient) {
        Rows dy = pass.gradient(output);
        kernel.addRows(from, to - from, dy.matrix, gradient, bias.offset(), dy.width);
    }

    @Override
    public void finish(Activations pass, float[] gradient, Workers workers) {
        addUp(pass, workers);
        Chunks rows = new Chunks(embedding.columns(), ROWS);
        int ofWeight = rows.count() * table.positions();
        Chunks tokens = new Chunks(embedding.rows(), ROWS);
        workers.run(ofWeight + tokens.count(), (worker, task) -> {
            if (task < ofWeight) {
                int chunk = task / table.positions();
                weightGradient(task % table.positions(), rows.first(chunk), rows.length(chunk), gradient);
            } else {
                int chunk = task - ofWeight;
                embeddingGradient(tokens.first(chunk), tokens.end(chunk), gradient);
            }
        });
    }

    /// ∂T ← Σ ∂y over the examples that read each row, in the order of the batch.
    private void addUp(Activations pass, Workers workers) {
        Rows dy = pass.gradient(output);
        TokenTable.Readers of = readers(pass.batch(), dy);
        workers.run(parts.size() * offsets.length, (worker, task) -> {
            Part part = parts.get(task / offsets.length);
            int panel = task % offsets.length;
            int column = panel * PackedMatrix.PANEL;
            int columns = Math.min(PackedMatrix.PANEL, weight.columns() - column);
            for (int row = part.first; row < part.first + part.rows; row++) {
                kernel.addScaledRows(
                        ones,
                        offsets[panel],
                        of.first(row),
                        of.count(row),
                        dy.values,
                        null,
                        0,
                        gradients.values,
                        gradients.at(row) + column,
                        columns);
            }
        });
    }

    /// Those of the batch; found anew where it is not that of the last step.
    private TokenTable.Readers readers(int[] batch, Rows dy) {
        if (readers != null && readers.of(batch)) {
            return readers;
        }
        TokenTable.Readers found = table.readers(batch);
        for (int panel = 0; panel < offsets.length; panel++) {
            int column = panel * PackedMatrix.PANEL;
            offsets[panel] = Arrays.stream(found.places())
                    .map(place -> dy.at(place) + column)
                    .toArray();
        }
        ones = ones(Math.max(found.places().length, table.positions()));
        readers = found;
        return found;
    }

    /// ∂W_i = Eᵀ ∂T_i, for some rows of W_i.
    private void weightGradient(int position, int from, int rows, float[] gradient) {
        int first = table.first(position);
        int count = table.first(position + 1) - first;
        Matrix own = weight.in(gradient).rows(position * embedded.width);
        kernel.multiply(from, rows, first, count, embedded.transposed, gradients.matrix, null, own);
    }

    /// ∂E(t) = Σ_i ∂T_i(t) W_iᵀ, for some tokens.
    private void embeddingGradient(int from, int to, float[] gradient) {
        float[] products = new float[embedding.columns()];
        for (int token = from; token < to; token++) {
            int at = embedding.row(token);
            Arrays.fill(gradient, at, embedding.row(token + 1), 0f);
            for (int position = 0; position < table.positions(); position++) {
                if (table.has(position, token)) {
                    int[] rows = rowsOfWeight(position);
                    int row = gradients.at(table.row(position, token));
                    kernel.dotRows(parameters, rows, 0, rows.length, gradients.values, row, weight.stride(), products);
                    kernel.add(products, 0, gradient, at, products.length);
                }
            }
        }
    }

    private int[] rowsOfWeight(int position) {
        int[] rows = new int[embedding.columns()];
        Arrays.setAll(rows, row -> weightRow(position, row));
        return rows;
    }
}
