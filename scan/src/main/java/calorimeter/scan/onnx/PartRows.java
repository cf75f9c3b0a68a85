// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.source.RowVisitor;

/// Shows rows of one block on one prompt, some queries at a time. Each row is compared with the model's own
/// softmax before it is shown.
final class PartRows {

    /// Queries of a part.
    static final int QUERIES = 16;

    private final BlockRows rows;
    private final int tokens;
    private final int[] positions;
    private final double[] row;
    private final float[] scores;
    private final float[] share;
    private final float[] own;

    /// @param length tokens that the model has seen, padding among them
    PartRows(BlockRows rows, int tokens, int length) {
        this.rows = rows;
        this.tokens = tokens;
        positions = new int[length];
        row = new double[length];
        scores = new float[length];
        share = new float[length];
        own = new float[length];
    }

    void show(int part, RowVisitor.Part view) {
        int last = Math.min((part + 1) * QUERIES, tokens);
        for (int query = part * QUERIES; query < last; query++) {
            int count = 0;
            boolean plain = false;
            for (int head = 0; head < rows.heads(); head++) {
                if (head == 0 || !rows.isShared()) {
                    count = rows.visible(head, query, positions);
                    plain = rows.isPlain(head, query, positions, count);
                }
                if (count > 0) {
                    read(head, query, count, plain);
                    view.row(head, query, row, positions, 0, count);
                }
            }
        }
        view.end();
    }

    private void read(int head, int query, int count, boolean plain) {
        if (plain) {
            int first = positions[0];
            rows.read(head, query, first, count, scores);
            if (rows.check().agrees(head, query, first, count, scores, share, own)) {
                for (int j = 0; j < count; j++) {
                    row[j] = scores[j];
                }
                return;
            }
        }
        rows.row(head, query, positions, count, row);
        rows.check().compare(head, query, positions, count, row, share);
    }
}
