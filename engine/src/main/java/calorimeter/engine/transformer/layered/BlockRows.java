// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.layered;

import calorimeter.engine.data.TokenSequences;

/// The rows of a block of examples between two layers: one for every position of every example, or, in a causal
/// model, one for neighbours that begin alike. There a row at position t follows from the tokens at 0 … t
/// alone, in every layer; examples are sorted, so of a block of pairs (a, b) the rows of `a` are a handful.
final class BlockRows {

    private final TokenSequences examples;
    private final int sequence;
    private final boolean sharedPrefixes;
    private final int[] rowOf;
    private final int[] exampleOf;
    private final int[] positionOf;
    private int count;

    BlockRows(TokenSequences examples, int capacity, boolean sharedPrefixes) {
        this.examples = examples;
        this.sharedPrefixes = sharedPrefixes;
        sequence = examples.sequence();
        rowOf = new int[capacity * sequence];
        exampleOf = new int[capacity * sequence];
        positionOf = new int[capacity * sequence];
    }

    /// Takes examples `batch[from] … batch[from + size − 1]`.
    void select(int[] batch, int from, int size) {
        count = 0;
        for (int i = 0; i < size; i++) {
            boolean shared = sharedPrefixes && i > 0;
            for (int position = 0; position < sequence; position++) {
                shared = shared
                        && examples.token(batch[from + i], position) == examples.token(batch[from + i - 1], position);
                int place = i * sequence + position;
                if (shared) {
                    rowOf[place] = rowOf[place - sequence];
                } else {
                    exampleOf[count] = i;
                    positionOf[count] = position;
                    rowOf[place] = count++;
                }
            }
        }
    }

    int count() {
        return count;
    }

    /// Rows by place in the block: that of position t of the block's example i is at i · sequence + t. Live.
    int[] rows() {
        return rowOf;
    }

    int row(int example, int position) {
        return rowOf[example * sequence + position];
    }

    /// The first example of the block that has the row.
    int example(int row) {
        return exampleOf[row];
    }

    int position(int row) {
        return positionOf[row];
    }

    /// Positions by row. Live.
    int[] positions() {
        return positionOf;
    }
}
