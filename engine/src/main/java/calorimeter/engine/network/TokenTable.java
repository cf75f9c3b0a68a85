// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.data.TokenSequences;
import java.util.Arrays;

/// The (position, token) pairs that occur in a data set, numbered by position, then token: the rows of a table.
final class TokenTable {

    private static final int NONE = -1;

    private final TokenSequences examples;
    private final int[][] rowOf;
    private final int[] tokenOf;
    private final int[] first;

    TokenTable(TokenSequences examples, int vocabulary) {
        this.examples = examples;
        boolean[][] occurs = new boolean[examples.sequence()][vocabulary];
        for (int example = 0; example < examples.count(); example++) {
            for (int position = 0; position < examples.sequence(); position++) {
                occurs[position][examples.token(example, position)] = true;
            }
        }
        rowOf = new int[examples.sequence()][vocabulary];
        first = new int[examples.sequence() + 1];
        int[] tokens = new int[examples.sequence() * vocabulary];
        int rows = 0;
        for (int position = 0; position < examples.sequence(); position++) {
            first[position] = rows;
            for (int token = 0; token < vocabulary; token++) {
                rowOf[position][token] = occurs[position][token] ? rows : NONE;
                if (occurs[position][token]) {
                    tokens[rows++] = token;
                }
            }
        }
        first[examples.sequence()] = rows;
        tokenOf = Arrays.copyOf(tokens, rows);
    }

    int rows() {
        return tokenOf.length;
    }

    int positions() {
        return rowOf.length;
    }

    /// The first row of a position; that of the next position lies behind its last.
    int first(int position) {
        return first[position];
    }

    int token(int row) {
        return tokenOf[row];
    }

    /// Whether an example has this token at this position.
    boolean has(int position, int token) {
        return rowOf[position][token] != NONE;
    }

    /// The row of a pair that occurs.
    int row(int position, int token) {
        return rowOf[position][token];
    }

    /// The row that an example reads at a position.
    int rowOfExample(int position, int example) {
        return rowOf[position][examples.token(example, position)];
    }

    /// The examples of the batch that read each row, in the order of the batch.
    Readers readers(int[] batch) {
        int[] ends = new int[rows() + 1];
        for (int example : batch) {
            for (int position = 0; position < positions(); position++) {
                ends[rowOfExample(position, example) + 1]++;
            }
        }
        for (int row = 0; row < rows(); row++) {
            ends[row + 1] += ends[row];
        }
        int[] next = ends.clone();
        int[] places = new int[batch.length * positions()];
        for (int i = 0; i < batch.length; i++) {
            for (int position = 0; position < positions(); position++) {
                places[next[rowOfExample(position, batch[i])]++] = i;
            }
        }
        return new Readers(batch, ends, places);
    }

    /// Who reads which row.
    static final class Readers {

        private final int[] batch;
        private final int[] ends;
        private final int[] places;

        private Readers(int[] batch, int[] ends, int[] places) {
            this.batch = batch.clone();
            this.ends = ends;
            this.places = places;
        }

        boolean of(int[] other) {
            return Arrays.equals(batch, other);
        }

        /// Where the readers of a row begin in [#places].
        int first(int row) {
            return ends[row];
        }

        int count(int row) {
            return ends[row + 1] - ends[row];
        }

        /// Places in the batch, row by row.
        int[] places() {
            return places;
        }
    }
}
