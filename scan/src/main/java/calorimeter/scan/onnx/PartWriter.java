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

    void write(int part) throws IOException {
        int first = part * Frames.QUERIES;
        int queries = Math.min(Frames.QUERIES, tokens - first);
        int width = rows.isDouble() ? Double.BYTES : Float.BYTES;
        int masks = rows.shared() ? 1 : rows.heads();
        int most = queries * (masks * (2 + tokens) * Integer.BYTES + rows.heads() * tokens * width);
        ByteBuffer frame = FrameWriter.room(9 * Integer.BYTES + most)
                .putInt(Frames.PART)
                .putInt(layer)
                .putInt(prompt)
                .putInt(part)
                .putInt(first)
                .putInt(queries)
                .putInt(rows.shared() ? 1 : 0)
                .putInt(rows.isDouble() ? 1 : 0)
                .putInt(0);
        int start = frame.position();
        int[] positions = new int[length];
        double[] row = new double[length];
        float[] share = new float[length];
        for (int query = first; query < first + queries; query++) {
            int count = 0;
            for (int head = 0; head < rows.heads(); head++) {
                if (head == 0 || !rows.shared()) {
                    count = rows.visible(head, query, positions);
                    putKeys(frame, positions, count);
                }
                if (count > 0) {
                    rows.row(head, query, positions, count, row);
                    rows.check(head, query, positions, count, row, share);
                    put(frame, row, count);
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

    private void put(ByteBuffer frame, double[] row, int count) {
        if (rows.isDouble()) {
            for (int j = 0; j < count; j++) {
                frame.putDouble(row[j]);
            }
        } else {
            for (int j = 0; j < count; j++) {
                frame.putFloat((float) row[j]);
            }
        }
    }
}
