package calorimeter.engine.model;

import calorimeter.engine.kernel.Exponentials;
import calorimeter.engine.kernel.Kernel;

/// mid = x + (Σ_j p_j v_j) W_O + b_O for the query rows of one block, p = softmax over visible keys of the
/// scaled scores s_j = q·k_j / √headSize, head by head; and the gradients.
///
/// Queries, keys, values and residual rows are found through index arrays, so that rows equal for many examples
/// need to exist only once: query row r reads `queryRow[r]`, its key at position t reads `keyRow[example ·
/// sequence + t]`.
final class AttentionLayer {

    private final TransformerSettings settings;
    private final Kernel kernel;
    private final LayerWeights weights;
    private final int sequence;
    private final int heads;
    private final int headSize;
    private final float scale;

    /// Queries per example, and the position of the first of them; they end at the last position.
    private final int queries;

    private final int firstPosition;
    private final float[] scores;
    private final float[] probabilities;
    private final float[] dScores;
    private final int[] slices;
    private final Rows mixed;
    private final Rows dMixed;

    AttentionLayer(TransformerSettings settings, LayerWeights weights, Kernel kernel, int examples, int queries) {
        this.settings = settings;
        this.kernel = kernel;
        this.weights = weights;
        this.queries = queries;
        sequence = settings.sequence();
        heads = settings.heads();
        headSize = settings.headSize();
        scale = (float) (1 / Math.sqrt(headSize));
        firstPosition = sequence - queries;
        int rows = examples * queries;
        scores = new float[rows * heads * sequence];
        probabilities = new float[rows * heads * sequence];
        dScores = new float[sequence];
        slices = new int[sequence];
        mixed = new Rows(rows, settings.width());
        dMixed = new Rows(rows, settings.width());
    }

    /// Scaled scores of the last [#attend], [examples × queries × heads × sequence]; entries of masked keys
    /// have no meaning.
    float[] scores() {
        return scores;
    }

    /// Pass 1: scores, probabilities and the mixture of values.
    void attend(int examples, Rows query, int[] queryRow, Rows key, Rows value, int[] keyRow) {
        mixed.clear();
        for (int row = 0; row < examples * queries; row++) {
            int example = row / queries;
            int visible = settings.visible(firstPosition + row % queries);
            for (int head = 0; head < heads; head++) {
                int column = head * headSize;
                int q = query.at(queryRow[row]) + column;
                int table = (row * heads + head) * sequence;
                locate(key, keyRow, example * sequence, visible, column);
                kernel.dotRows(key.values, slices, 0, visible, query.values, q, headSize, scores, table);
                for (int j = table; j < table + visible; j++) {
                    scores[j] *= scale;
                }
                Exponentials.softmax(scores, probabilities, table, visible);
                kernel.addScaledRows(
                        probabilities,
                        table,
                        slices,
                        0,
                        visible,
                        value.values,
                        mixed.values,
                        mixed.at(row) + column,
                        headSize);
            }
        }
    }

    /// Where a head's slices of the visible keys begin; values, and the gradients of both, lie as the keys do.
    private void locate(Rows key, int[] keyRow, int firstKey, int visible, int column) {
        for (int j = 0; j < visible; j++) {
            slices[j] = key.at(keyRow[firstKey + j]) + column;
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

    /// Pass 2: the output map and the residual connection; row r continues residual row `residualRow[r]` of x.
    void project(int examples, Rows x, int[] residualRow, Rows mid) {
        int rows = examples * queries;
        for (int row = 0; row < rows; row++) {
            mid.copyRow(row, x, residualRow[row]);
        }
        weights.output.addForward(kernel, rows, mixed, mid);
    }

    /// The chain rule of both passes: adds to ∂x, ∂query, ∂key and ∂value at the rows that were read.
    ///
    ///     ∂p_j = ∂m·v_j,   ∂s_j = p_j (∂p_j − Σ_i p_i ∂p_i)
    ///     ∂q += ∂s_j k_j / √headSize,   ∂k_j += ∂s_j q / √headSize
    void backward(
            int examples,
            Rows query,
            int[] queryRow,
            Rows key,
            Rows value,
            int[] keyRow,
            int[] residualRow,
            Rows dMid,
            Rows dx,
            Rows dQuery,
            Rows dKey,
            Rows dValue,
            float[] gradient) {
        int rows = examples * queries;
        weights.output.accumulate(kernel, rows, mixed, dMid, gradient);
        weights.output.backward(kernel, rows, dMid, dMixed, false);
        for (int row = 0; row < rows; row++) {
            kernel.add(dMid.values, dMid.at(row), dx.values, dx.at(residualRow[row]), dMid.width);
            int firstKey = row / queries * sequence;
            int visible = settings.visible(firstPosition + row % queries);
            for (int head = 0; head < heads; head++) {
                int column = head * headSize;
                int q = query.at(queryRow[row]) + column;
                int m = dMixed.at(row) + column;
                int table = (row * heads + head) * sequence;
                locate(key, keyRow, firstKey, visible, column);
                kernel.dotRows(value.values, slices, 0, visible, dMixed.values, m, headSize, dScores, 0);
                kernel.scatterScaled(
                        probabilities, table, slices, 0, visible, dMixed.values, m, dValue.values, headSize);
                throughSoftmax(table, visible);
                kernel.addScaledRows(dScores, 0, slices, 0, visible, key.values, dQuery.values, q, headSize);
                kernel.scatterScaled(dScores, 0, slices, 0, visible, query.values, q, dKey.values, headSize);
            }
        }
    }
}
