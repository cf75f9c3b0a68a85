// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.input;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.computation.ShardGradient;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import java.util.List;

/// The residual rows that enter the first layer, once for every distinct (token, position) of the examples,
/// with their queries, keys and values.
///
/// Exact algebra: a row at the first layer depends on its token and position alone, so p + p + 1 rows serve the
/// 3 p² inputs of modular addition. Gradients of all examples are summed at the distinct row before they go
/// through the projection.
public final class InputRows {

    /// So few that the rows of a small modulus are several tasks; a multiple of the rows of a tile.
    private static final int ROWS_PER_TASK = 24;

    private final TransformerWeights weights;
    private final TransformerSettings settings;
    private final TransformerTensors tensors;
    private final Kernel kernel;
    private final int[] rowOf;
    private final int[] tokens;
    private final int[] positions;
    private final Chunks chunks;
    private final Rows sinusoids;
    public final Rows x;
    public final Projection projection;

    /// @param shared false gives every (example, position) a row of its own: the reference for the sharing
    public InputRows(TransformerWeights weights, TokenSequences examples, boolean shared) {
        this.weights = weights;
        settings = weights.settings;
        tensors = weights.tensors;
        kernel = weights.kernel;
        int sequence = settings.sequence();
        rowOf = new int[examples.count() * sequence];
        int[] rowOfPair = new int[settings.vocabulary() * sequence];
        int[] pairs = new int[rowOf.length];
        int count = 0;
        for (int i = 0; i < rowOf.length; i++) {
            int pair = i % sequence * settings.vocabulary() + examples.token(i / sequence, i % sequence);
            if (!shared || rowOfPair[pair] == 0) {
                pairs[count] = pair;
                rowOfPair[pair] = ++count;
            }
            rowOf[i] = rowOfPair[pair] - 1;
        }
        tokens = new int[count];
        positions = new int[count];
        for (int row = 0; row < count; row++) {
            tokens[row] = pairs[row] % settings.vocabulary();
            positions[row] = pairs[row] / settings.vocabulary();
        }
        chunks = new Chunks(count, ROWS_PER_TASK);
        x = new Rows(count, settings.width());
        sinusoids = sinusoids(settings);
        projection = new Projection(weights, 0, count, null);
    }

    private static Rows sinusoids(TransformerSettings settings) {
        int width = settings.width();
        int count = settings.positions() == Positions.SINUSOIDAL ? settings.sequence() : 0;
        Rows table = new Rows(count, width);
        for (int position = 0; position < count; position++) {
            for (int column = 0; column < width; column++) {
                table.values[table.at(position) + column] = (float) Positions.sinusoid(position, column, width);
            }
        }
        return table;
    }

    public int count() {
        return tokens.length;
    }

    /// The row of one position of one example.
    public int row(int example, int position) {
        return rowOf[example * settings.sequence() + position];
    }

    /// Computes all rows from new weights, which must have been loaded.
    public void load(Workers workers) {
        workers.run(chunks.count(), (worker, chunk) -> {
            int first = chunks.first(chunk);
            int rows = chunks.length(chunk);
            for (int row = first; row < first + rows; row++) {
                embed(row);
            }
            projection.forward(first, rows, rows, x, positions);
        });
    }

    private void embed(int row) {
        int width = settings.width();
        int offset = x.at(row);
        float[] parameters = weights.parameters();
        System.arraycopy(parameters, tensors.embedding.row(tokens[row]), x.values, offset, width);
        Tensor learned = tensors.positions;
        if (learned != null) {
            kernel.add(parameters, learned.row(positions[row]), x.values, offset, width);
        } else if (settings.positions() == Positions.SINUSOIDAL) {
            x.addRow(kernel, row, sinusoids, positions[row]);
        }
    }

    /// Zeros for the gradients at the input rows.
    public Projection.Gradient zeros() {
        return new Projection.Gradient(rows(), rows(), rows(), rows());
    }

    private Rows rows() {
        return new Rows(count(), settings.width());
    }

    /// Adds the gradients of the first layer's projection, of the embedding and of learned positions to
    /// `gradient`.
    ///
    /// @param total overwritten
    public void backward(Projection.Gradient total, float[] gradient, Workers workers) {
        workers.run(chunks.count(), (worker, chunk) -> {
            int rows = chunks.length(chunk);
            projection.chainRule(chunks.first(chunk), rows, rows, positions, total);
        });
        ShardGradient sums = new ShardGradient(gradient);
        List<Projection.Part> parts = List.of(Projection.Part.values());
        workers.run(parts.size() + 1, (worker, task) -> {
            if (task < parts.size()) {
                projection.accumulate(parts.get(task), count(), count(), x, total, sums);
            } else {
                accumulateEmbedding(total.dx(), gradient);
            }
        });
    }

    private void accumulateEmbedding(Rows dx, float[] gradient) {
        Tensor learned = tensors.positions;
        for (int row = 0; row < count(); row++) {
            int offset = dx.at(row);
            kernel.add(dx.values, offset, gradient, tensors.embedding.row(tokens[row]), settings.width());
            if (learned != null) {
                kernel.add(dx.values, offset, gradient, learned.row(positions[row]), settings.width());
            }
        }
    }
}
