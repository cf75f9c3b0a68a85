// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.folded;

import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.transformer.input.InputRows;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.stream.IntStream;

/// The distinct input rows that stand at the last position of an example, in ascending order: the queries of a
/// model that is read there. Where every sequence ends with `=` there is one.
final class LastRows {

    private final int[] rows;

    /// The place of every input row; without meaning for one that stands at no last position.
    private final int[] place;

    LastRows(TransformerSettings settings, InputRows input, TokenSequences examples) {
        boolean[] last = new boolean[input.count()];
        for (int example = 0; example < examples.count(); example++) {
            last[input.row(example, settings.sequence() - 1)] = true;
        }
        rows = IntStream.range(0, last.length).filter(row -> last[row]).toArray();
        place = new int[input.count()];
        for (int i = 0; i < rows.length; i++) {
            place[rows[i]] = i;
        }
    }

    int count() {
        return rows.length;
    }

    /// The input row at a place among these.
    int row(int place) {
        return rows[place];
    }

    /// The place of an input row among these.
    int place(int row) {
        return place[row];
    }
}
