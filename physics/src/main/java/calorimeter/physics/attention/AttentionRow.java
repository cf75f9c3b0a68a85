// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import calorimeter.physics.ensemble.GibbsMoments;

/// Canonical state of one row from its scaled scores.
///
/// ```java
/// double[] weights = new double[3];
/// RowState row = AttentionRow.state(new double[] {0.5, -1.0, 2.0}, 0, 3, 1 / Math.sqrt(32), weights);
/// row.specificHeat();   // and weights now holds softmax(scores)
/// ```
public final class AttentionRow {

    private AttentionRow() {}

    /// The state of the row `scores[from..to)`, visible keys only. The attention weights p = softmax(s) are
    /// left in `weights[0..to−from)`, which the caller may reuse from row to row.
    ///
    /// @throws IllegalArgumentException if the row is empty, a score is not finite, β is not positive and
    ///     finite, or the buffer is too short
    public static RowState state(double[] scores, int from, int to, double beta, double[] weights) {
        return new RowState(beta, GibbsMoments.of(scores, from, to, 1, weights));
    }

    /// Canonical state of a whole array, without keeping the attention weights.
    public static RowState state(double[] scores, double beta) {
        return state(scores, 0, scores.length, beta, new double[scores.length]);
    }
}
