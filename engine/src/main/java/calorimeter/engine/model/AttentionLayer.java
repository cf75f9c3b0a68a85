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
    private final float[] dProbabilities;
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
        dProbabilities = new float[sequence];
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
                int q = queryRow[row] * query.stride + column;
                int table = (row * heads + head) * sequence;
                for (int j = 0; j < visible; j++) {
                    int k = keyRow[example * sequence + j] * key.stride + column;
                    scores[table + j] = scale * kernel.dot(query.values, q, key.values, k, headSize);
                }
                Exponentials.softmax(scores, probabilities, table, visible);
                int m = row * mixed.stride + column;
                for (int j = 0; j < visible; j++) {
                    int v = keyRow[example * sequence + j] * value.stride + column;
                    kernel.addScaled(probabilities[table + j], value.values, v, mixed.values, m, headSize);
                }
            }
        }
    }

    /// Pass 2: the output map and the residual connection; row r continues residual row `residualRow[r]` of x.
    void project(int examples, Rows x, int[] residualRow, Rows mid) {
        int rows = examples * queries;
        weights.output.forward(kernel, 0, rows, mixed, mid);
        for (int row = 0; row < rows; row++) {
            mid.addRow(row, x, residualRow[row]);
        }
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
            dx.addRow(residualRow[row], dMid, row);
            int firstKey = row / queries * sequence;
            int visible = settings.visible(firstPosition + row % queries);
            for (int head = 0; head < heads; head++) {
                int column = head * headSize;
                int q = queryRow[row] * query.stride + column;
                int m = row * dMixed.stride + column;
                int table = (row * heads + head) * sequence;
                float mean = 0;
                for (int j = 0; j < visible; j++) {
                    int v = keyRow[firstKey + j] * value.stride + column;
                    dProbabilities[j] = kernel.dot(dMixed.values, m, value.values, v, headSize);
                    kernel.addScaled(probabilities[table + j], dMixed.values, m, dValue.values, v, headSize);
                    mean = Math.fma(probabilities[table + j], dProbabilities[j], mean);
                }
                for (int j = 0; j < visible; j++) {
                    float factor = scale * probabilities[table + j] * (dProbabilities[j] - mean);
                    int k = keyRow[firstKey + j] * key.stride + column;
                    kernel.addScaled(factor, key.values, k, dQuery.values, q, headSize);
                    kernel.addScaled(factor, query.values, q, dKey.values, k, headSize);
                }
            }
        }
    }
}
