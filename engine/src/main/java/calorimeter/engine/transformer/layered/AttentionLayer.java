package calorimeter.engine.transformer.layered;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.computation.ShardGradient;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.SoftmaxRows;
import calorimeter.engine.transformer.input.LayerWeights;
import calorimeter.engine.transformer.settings.TransformerSettings;

/// mid = x + (Σ_j p_j v_j) W_O + b_O for the query rows of one block, p = softmax over visible keys of the
/// scaled scores s_j = q·k_j / √headSize, head by head; and the gradients.
///
/// Queries, keys, values and residual rows are found through [QueryRows], so that rows equal for many examples
/// need to exist only once: the key of query row r at position t is row `keyRow[firstKey(r) + t]`.
final class AttentionLayer {

    private final Kernel kernel;
    private final LayerWeights weights;
    private final int sequence;
    private final int heads;
    private final int headSize;
    private final float scale;

    private final float[] scores;
    private final float[] probabilities;
    private final float[] dScores;

    /// Where the keys of the last [#attend] begin, head by head, laid out as the scores.
    private final int[] slices;

    private final Rows mixed;
    private final Rows dMixed;

    /// @param rows most query rows of a block
    AttentionLayer(TransformerSettings settings, LayerWeights weights, Kernel kernel, int rows) {
        this.kernel = kernel;
        this.weights = weights;
        sequence = settings.sequence();
        heads = settings.heads();
        headSize = settings.headSize();
        scale = (float) (1 / Math.sqrt(headSize));
        scores = new float[rows * heads * sequence];
        probabilities = new float[rows * heads * sequence];
        dScores = new float[sequence];
        slices = new int[rows * heads * sequence];
        mixed = new Rows(rows, settings.width());
        dMixed = new Rows(rows, settings.width());
    }

    /// Scaled scores of the last [#attend], [query rows × heads × sequence]; entries of masked keys have no
    /// meaning.
    float[] scores() {
        return scores;
    }

    /// Pass 1: scores, probabilities and the mixture of values.
    void attend(QueryRows rows, Rows query, Rows key, Rows value, int[] keyRow) {
        for (int row = 0; row < rows.count(); row++) {
            int visible = rows.visible[row];
            for (int head = 0; head < heads; head++) {
                int q = query.at(rows.query[row]) + head * headSize;
                int table = table(row, head);
                locate(table, key, keyRow, rows.firstKey[row], visible, head * headSize);
                kernel.dotRows(key.values, slices, table, visible, query.values, q, headSize, scores, table);
                for (int j = table; j < table + visible; j++) {
                    scores[j] *= scale;
                }
            }
        }
        SoftmaxRows.softmax(kernel, scores, probabilities, rows.count() * heads, sequence, rows.visible, heads);
        for (int row = 0; row < rows.count(); row++) {
            for (int head = 0; head < heads; head++) {
                int table = table(row, head);
                kernel.addScaledRows(
                        probabilities,
                        table,
                        slices,
                        table,
                        rows.visible[row],
                        value.values,
                        null,
                        0,
                        mixed.values,
                        mixed.at(row) + head * headSize,
                        headSize);
            }
        }
    }

    /// Where the entries of a query row and head begin.
    private int table(int row, int head) {
        return (row * heads + head) * sequence;
    }

    /// Where a head's slices of the visible keys begin; values, and the gradients of both, lie as the keys do.
    private void locate(int table, Rows key, int[] keyRow, int firstKey, int visible, int column) {
        for (int j = 0; j < visible; j++) {
            slices[table + j] = key.at(keyRow[firstKey + j]) + column;
        }
    }

    /// ∂(q·k_j) from ∂p_j, in place.
    private void throughSoftmax(int table, int visible) {
        float mean = 0;
        for (int j = 0; j < visible; j++) {
            mean = Math.fma(probabilities[table + j], dScores[j], mean);
        }
        for (int j = 0; j < visible; j++) {
            dScores[j] = scale * probabilities[table + j] * (dScores[j] - mean);
        }
    }

    /// Pass 2: the output map and the residual connection; every query row continues its residual row of x.
    void project(QueryRows rows, Rows x, Rows mid) {
        for (int row = 0; row < rows.count(); row++) {
            mid.copyRow(row, x, rows.residual[row]);
        }
        weights.output.addForward(kernel, rows.count(), mixed, mid);
    }

    /// The chain rule of both passes: adds to ∂x, ∂query, ∂key and ∂value at the rows that were read.
    ///
    ///     ∂p_j = ∂m·v_j,   ∂s_j = p_j (∂p_j − Σ_i p_i ∂p_i)
    ///     ∂q += ∂s_j k_j / √headSize,   ∂k_j += ∂s_j q / √headSize
    ///
    /// Rows, queries, keys and values are those of the last [#attend].
    void backward(
            QueryRows rows,
            Rows query,
            Rows key,
            Rows value,
            Rows dMid,
            Rows dx,
            Rows dQuery,
            Rows dKey,
            Rows dValue,
            ShardGradient gradient) {
        weights.output.accumulate(kernel, rows.count(), mixed, dMid, gradient);
        weights.output.backward(kernel, 0, rows.count(), dMid, dMixed, false);
        for (int row = 0; row < rows.count(); row++) {
            dx.addRow(kernel, rows.residual[row], dMid, row);
            int visible = rows.visible[row];
            for (int head = 0; head < heads; head++) {
                int column = head * headSize;
                int q = query.at(rows.query[row]) + column;
                int m = dMixed.at(row) + column;
                int table = table(row, head);
                kernel.dotRows(value.values, slices, table, visible, dMixed.values, m, headSize, dScores, 0);
                kernel.scatterScaled(
                        probabilities, table, slices, table, visible, dMixed.values, m, dValue.values, headSize);
                throughSoftmax(table, visible);
                kernel.addScaledRows(
                        dScores, 0, slices, table, visible, key.values, dQuery.values, q, dQuery.values, q, headSize);
                kernel.scatterScaled(dScores, 0, slices, table, visible, query.values, q, dKey.values, headSize);
            }
        }
    }
}
