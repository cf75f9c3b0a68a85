// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.layered;

import calorimeter.engine.transformer.settings.TransformerSettings;

/// The query rows that one layer of a block computes, and where each of them finds what it reads. Overwritten
/// for every block.
final class QueryRows {

    /// Row of the layer's projection that holds the query.
    final int[] query;

    /// Row of the residual stream that is continued.
    final int[] residual;

    /// How many keys of its example the query sees.
    final int[] visible;

    /// Position of the query in its example.
    final int[] position;

    /// Where the rows of those keys begin in [#keyRow].
    final int[] firstKey;

    /// Row of the layer's projection that holds the key of example i at position t, at i · sequence + t. Live.
    final int[] keyRow;

    private final TransformerSettings settings;
    private final boolean ofInput;
    private int count;

    /// @param ofInput whether queries, keys and residual rows are those of [InputRows]
    /// @param keyRow filled by the owner before [#takeAll] or [#takeLast]
    QueryRows(TransformerSettings settings, int capacity, boolean ofInput, int[] keyRow) {
        this.settings = settings;
        this.ofInput = ofInput;
        this.keyRow = keyRow;
        query = new int[capacity];
        residual = new int[capacity];
        firstKey = new int[capacity];
        visible = new int[capacity];
        position = new int[capacity];
    }

    int count() {
        return count;
    }

    /// Takes every row of a block.
    void takeAll(BlockRows rows) {
        count = 0;
        for (int row = 0; row < rows.count(); row++) {
            add(rows.example(row), rows.position(row), row, row);
        }
    }

    /// Takes the row at the last position of each of the block's examples.
    void takeLast(BlockRows rows, int examples) {
        count = 0;
        int last = settings.sequence() - 1;
        for (int example = 0; example < examples; example++) {
            add(example, last, rows.row(example, last), example);
        }
    }

    private void add(int example, int at, int row, int own) {
        int first = example * settings.sequence();
        query[count] = ofInput ? keyRow[first + at] : own;
        residual[count] = ofInput ? keyRow[first + at] : row;
        firstKey[count] = first;
        visible[count] = settings.visible(at);
        position[count] = at;
        count++;
    }
}
