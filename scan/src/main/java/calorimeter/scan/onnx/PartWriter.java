// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Writes rows of one block on one prompt, some queries at a time. Each row is compared with the model's
/// own softmax before it is written.
final class PartWriter {

    private final int layer;
    private final int prompt;
    private final BlockRows rows;
    private final int tokens;
    private final int length;
    private final FrameWriter out;

    PartWriter(int layer, int prompt, BlockRows rows, int tokens, int length, FrameWriter out) {
        this.layer = layer;
        this.prompt = prompt;
        this.rows = rows;
        this.tokens = tokens;
        this.length = length;
        this.out = out;
    }

    /// Room for a row, and what is known of its keys.
    private static final class Scratch {
        final int[] positions;
        final double[] row;
        final float[] share;
        int count;
        boolean plain;

        Scratch(int length) {
            positions = new int[length];
            row = new double[length];
            share = new float[length];
        }
    }

    void write(int part) throws IOException {
        int first = part * Frames.QUERIES;
        int queries = Math.min(Frames.QUERIES, tokens - first);
        int width = rows.isDouble() ? Double.BYTES : Float.BYTES;
        boolean shared = rows.isShared();
        int masks = shared ? 1 : rows.heads();
        int most = queries * (masks * (2 + tokens) * Integer.BYTES + rows.heads() * tokens * width);
        ByteBuffer frame = FrameWriter.room(9 * Integer.BYTES + most)
                .putInt(Frames.PART)
                .putInt(layer)
                .putInt(prompt)
                .putInt(part)
                .putInt(first)
                .putInt(queries)
                .putInt(shared ? 1 : 0)
                .putInt(rows.isDouble() ? 1 : 0)
                .putInt(0);
        int start = frame.position();
        Scratch scratch = new Scratch(length);
        for (int query = first; query < first + queries; query++) {
            for (int head = 0; head < rows.heads(); head++) {
                if (head == 0 || !shared) {
                    scratch.count = rows.visible(head, query, scratch.positions);
                    scratch.plain = rows.isPlain(head, query, scratch.positions, scratch.count);
                    putKeys(frame, scratch.positions, scratch.count);
                }
                if (scratch.count > 0) {
                    put(frame, head, query, scratch);
                }
            }
        }
        frame.putInt(start - Integer.BYTES, frame.position() - start);
        out.write(frame);
    }

    private static void putKeys(ByteBuffer frame, int[] positions, int count) {
        boolean together = count == 0 || positions[count - 1] - positions[0] == count - 1;
        frame.putInt(count).putInt(count == 0 ? 0 : together ? positions[0] : -1);
        for (int j = 0; j < count && !together; j++) {
            frame.putInt(positions[j]);
        }
    }

    private void put(ByteBuffer frame, int head, int query, Scratch scratch) {
        int count = scratch.count;
        int first = scratch.positions[0];
        if (scratch.plain) {
            int at = rows.place(head, query) + first;
            if (rows.check().agrees(head, query, first, count, rows.floats(), at, scratch.share)) {
                frame.asFloatBuffer().put(rows.floats(), at, count);
                frame.position(frame.position() + count * Float.BYTES);
                return;
            }
        }
        rows.row(head, query, scratch.positions, count, scratch.row);
        rows.check().compare(head, query, scratch.positions, count, scratch.row, scratch.share);
        for (int j = 0; j < count; j++) {
            if (rows.isDouble()) {
                frame.putDouble(scratch.row[j]);
            } else {
                frame.putFloat((float) scratch.row[j]);
            }
        }
    }
}
