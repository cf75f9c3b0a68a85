// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.source;

import java.util.List;

/// Attention of a model on some prompts, row by row.
public interface AttentionSource {

    /// How many layers, heads and prompts there are, and the unit of energy.
    AttentionShape shape();

    /// Visits every row, layer after layer. Rows of one layer may come from several threads at once: each
    /// asks for a [RowVisitor.Part] of its own.
    void visit(RowVisitor visitor);

    /// Mean cross entropy of each prompt's tokens after the first, in nats, known after a visit; empty
    /// where the source predicts no tokens.
    default List<Double> losses() {
        return List.of();
    }
}
