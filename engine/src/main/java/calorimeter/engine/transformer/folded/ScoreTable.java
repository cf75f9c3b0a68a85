// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.folded;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.transformer.input.InputRows;
import calorimeter.engine.transformer.settings.TransformerSettings;

/// The attention scores of a single layer that is read at its last position, once for every pair of a distinct
/// last row r and a key row i, and the chain rule through them:
///
///     s_{r,i,h} = q_{r,h}·k_{i,h} / (T √headSize)
///     ∂q_{r,h} = Σ_i ∂s_{r,i,h} k_{i,h} / (T √headSize),   ∂k_{i,h} = Σ_r ∂s_{r,i,h} q_{r,h} / (T √headSize)
///
/// Exact algebra, as in [InputRows]: queries and keys depend on token and position alone, so examples with the
/// same pair share its score.
final class ScoreTable {

    /// Scores of more pairs than this per example, a fraction of the example's own, are not worth a table.
    private static final int PAIRS_PER_EXAMPLE = 1;

    private final Kernel kernel;
    private final InputRows input;
    private final LastRows last;
    private final int heads;
    private final int headSize;
    private final float scale;

    /// [last rows × input rows × heads].
    final float[] values;

    ScoreTable(TransformerSettings settings, Kernel kernel, InputRows input, LastRows last) {
        this.kernel = kernel;
        this.input = input;
        this.last = last;
        heads = settings.heads();
        headSize = settings.headSize();
        scale = settings.attention().scale(headSize);
        values = new float[last.count() * input.count() * heads];
    }

    static boolean pays(LastRows last, InputRows input, int examples) {
        return (long) last.count() * input.count() <= (long) PAIRS_PER_EXAMPLE * examples;
    }

    /// Where the score of the last row at a place and a key row lies, in [#values] and in their gradient.
    int at(int place, int row, int head) {
        return (place * input.count() + row) * heads + head;
    }

    /// Computes the scores of the last row at a place from the queries and keys of [InputRows].
    void load(int place) {
        Rows query = input.projection.query;
        Rows key = input.projection.key;
        int row = last.row(place);
        for (int i = 0; i < input.count(); i++) {
            for (int head = 0; head < heads; head++) {
                int column = head * headSize;
                values[at(place, i, head)] = scale
                        * kernel.dot(query.values, query.at(row) + column, key.values, key.at(i) + column, headSize);
            }
        }
    }

    /// Adds the gradients of one head's queries and keys; heads write to columns of their own.
    ///
    /// @param dScores ∂s, laid out as [#values]
    void backward(int head, float[] dScores, Rows dQuery, Rows dKey) {
        Rows query = input.projection.query;
        Rows key = input.projection.key;
        int column = head * headSize;
        for (int place = 0; place < last.count(); place++) {
            int q = query.at(last.row(place)) + column;
            for (int i = 0; i < input.count(); i++) {
                float factor = scale * dScores[at(place, i, head)];
                int k = key.at(i) + column;
                kernel.addScaled(factor, key.values, k, dQuery.values, q, headSize);
                kernel.addScaled(factor, query.values, q, dKey.values, k, headSize);
            }
        }
    }
}
