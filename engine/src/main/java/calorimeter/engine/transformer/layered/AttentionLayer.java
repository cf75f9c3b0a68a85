// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.layered;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.computation.ShardGradient;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.SoftmaxRows;
import calorimeter.engine.transformer.attention.HeadOperators;
import calorimeter.engine.transformer.attention.OperatorRow;
import calorimeter.engine.transformer.input.Projection;
import calorimeter.engine.transformer.input.TransformerWeights;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.Arrays;

/// Attention of one layer for the query rows of one block, head by head:
///
///     s_j = q·k_j / (T √headSize),   p = softmax(s) over the visible keys j,   m = Σ_j p_j v_j
///     mid = x + m W_O + b_O
///
/// or, in place of softmax, the head's operator ([HeadOperators]).
///
/// Queries, keys, values and residual rows are found through [QueryRows], so that rows equal for many examples
/// need to exist only once. Tables over keys are [query rows × heads × sequence]; entries of masked keys have
/// no meaning.
final class AttentionLayer {

    private final Kernel kernel;
    private final TransformerWeights.Layer weights;
    private final ScoreTerms terms;
    private final int sequence;
    private final int heads;
    private final int headSize;
    private final int layer;
    private final HeadOperators operators;
    private final OperatorRow operatorRow;

    private final float[] scores;
    private final float[] probabilities;
    private final float[] dScores;

    /// Where a head's slices of the visible keys begin; values, and the gradients of both, lie as the keys do.
    private final int[] slices;

    private final Rows mixed;
    private final Rows dMixed;

    /// ∂t and ∂ln T of every head, summed over a block.
    private final double[] dDeformation;

    private final double[] dLogTemperature;

    /// @param terms what is added at the scores
    /// @param rows most query rows of a block
    AttentionLayer(TransformerWeights weights, int layer, ScoreTerms terms, int rows) {
        TransformerSettings settings = weights.settings;
        kernel = weights.kernel;
        this.weights = weights.layers.get(layer);
        this.terms = terms;
        sequence = settings.sequence();
        heads = settings.heads();
        headSize = settings.headSize();
        this.layer = layer;
        operators = weights.operators;
        operatorRow = new OperatorRow(sequence);
        dDeformation = new double[heads];
        dLogTemperature = new double[heads];
        scores = new float[rows * heads * sequence];
        probabilities = new float[rows * heads * sequence];
        dScores = new float[rows * heads * sequence];
        slices = new int[rows * heads * sequence];
        mixed = new Rows(rows, settings.width());
        dMixed = new Rows(rows, settings.width());
    }

    /// Scaled scores of the last [#attend].
    float[] scores() {
        return scores;
    }

    /// s, p and m.
    void attend(QueryRows rows, Projection projection) {
        // Pass 1: scores of the visible keys.
        for (int row = 0; row < rows.count(); row++) {
            for (int head = 0; head < heads; head++) {
                score(rows, row, head, projection);
            }
        }
        // Pass 2: probabilities, all rows at once.
        if (operators.softmax()) {
            SoftmaxRows.softmax(kernel, scores, probabilities, rows.count() * heads, sequence, rows.visible, heads);
        } else {
            operate(rows);
        }
        // Pass 3: the mixture of values.
        Rows value = projection.value;
        for (int row = 0; row < rows.count(); row++) {
            for (int head = 0; head < heads; head++) {
                int table = table(row, head);
                kernel.addScaledRows(
                        probabilities,
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

    private void operate(QueryRows rows) {
        for (int row = 0; row < rows.count(); row++) {
            for (int head = 0; head < heads; head++) {
                operators.forward(operatorRow, layer, head, scores, table(row, head), rows.visible[row], probabilities);
            }
        }
    }

    private void score(QueryRows rows, int row, int head, Projection projection) {
        Rows query = projection.query;
        Rows key = projection.key;
        int column = head * headSize;
        int q = query.at(rows.query[row]) + column;
        int visible = rows.visible[row];
        int table = table(row, head);
        for (int j = 0; j < visible; j++) {
            slices[table + j] = key.at(rows.keyRow[rows.firstKey[row] + j]) + column;
        }
        kernel.dotRows(key.values, slices, table, visible, query.values, q, headSize, scores);
        float scale = operators.scale(layer, head);
        for (int j = table; j < table + visible; j++) {
            scores[j] *= scale;
        }
    }

    /// Where the entries of a query row and head begin.
    private int table(int row, int head) {
        return (row * heads + head) * sequence;
    }

    /// mid from m, for the rows of the last [#attend]; every query row continues its residual row of x.
    void project(QueryRows rows, Rows x, Rows mid) {
        for (int row = 0; row < rows.count(); row++) {
            mid.copyRow(row, x, rows.residual[row]);
        }
        weights.output().addForward(rows.count(), mixed, mid);
    }

    /// The chain rule for the rows of the last [#attend]. Adds to ∂x, ∂q, ∂k and ∂v at the rows that were read:
    ///
    ///     ∂m = ∂mid W_Oᵀ,   ∂x += ∂mid
    ///     ∂p_j = ∂m·v_j,   ∂v_j += p_j ∂m,   ∂s_j = p_j (∂p_j − Σ_i p_i ∂p_i) for softmax
    ///     ∂q += ∂s_j k_j / (T √headSize),   ∂k_j += ∂s_j q / (T √headSize),   ∂ln T −= ∂s_j s_j
    ///
    /// with ∂s_j of [ScoreTerms] added, if there are any.
    void backward(QueryRows rows, Projection projection, Rows dMid, Projection.Gradient gradient, ShardGradient sums) {
        weights.output().accumulate(rows.count(), mixed, dMid, sums);
        weights.output().backward(0, rows.count(), dMid, dMixed, false);
        Arrays.fill(dDeformation, 0);
        Arrays.fill(dLogTemperature, 0);
        for (int row = 0; row < rows.count(); row++) {
            gradient.dx().addRow(kernel, rows.residual[row], dMid, row);
            for (int head = 0; head < heads; head++) {
                backward(rows, row, head, projection, gradient);
            }
        }
        operators.addGradients(layer, dDeformation, dLogTemperature, sums.values);
    }

    private void backward(QueryRows rows, int row, int head, Projection projection, Projection.Gradient gradient) {
        Rows query = projection.query;
        Rows dQuery = gradient.dQuery();
        int visible = rows.visible[row];
        int column = head * headSize;
        int q = query.at(rows.query[row]) + column;
        int m = dMixed.at(row) + column;
        int table = table(row, head);
        kernel.dotRows(projection.value.values, slices, table, visible, dMixed.values, m, headSize, dScores);
        kernel.scatterScaled(
                probabilities, slices, table, visible, dMixed.values, m, gradient.dValue().values, headSize);
        if (operators.softmax()) {
            throughSoftmax(table, visible, head);
        } else {
            throughOperator(table, visible, head);
        }
        if (terms.present()) {
            float scale = operators.scale(layer, head);
            terms.add(layer, rows.position[row], head, scores, probabilities, table, visible, scale, dScores);
        }
        if (operators.trainsTemperature()) {
            dLogTemperature[head] += logTemperature(table, visible, head);
        }
        kernel.addScaledRows(
                dScores, slices, table, visible, projection.key.values, dQuery.values, q, dQuery.values, q, headSize);
        kernel.scatterScaled(dScores, slices, table, visible, query.values, q, gradient.dKey().values, headSize);
    }

    /// ∂s_j / (T √headSize) from ∂p_j, in place.
    private void throughSoftmax(int table, int visible, int head) {
        float scale = operators.scale(layer, head);
        float mean = 0;
        for (int j = table; j < table + visible; j++) {
            mean = Math.fma(probabilities[j], dScores[j], mean);
        }
        for (int j = table; j < table + visible; j++) {
            dScores[j] = scale * probabilities[j] * (dScores[j] - mean);
        }
    }

    /// The same, and ∂t.
    private void throughOperator(int table, int visible, int head) {
        dDeformation[head] += operators.backward(operatorRow, layer, head, probabilities, dScores, table, visible);
        float scale = operators.scale(layer, head);
        for (int j = table; j < table + visible; j++) {
            dScores[j] *= scale;
        }
    }

    /// −Σ ∂s_j s_j of a row.
    private double logTemperature(int table, int visible, int head) {
        double sum = 0;
        for (int j = table; j < table + visible; j++) {
            sum -= (double) dScores[j] * scores[j];
        }
        return sum / operators.scale(layer, head);
    }
}
