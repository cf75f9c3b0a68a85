// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.source.RowVisitor;
import java.nio.ByteBuffer;

/// Reads parts of prompts from the child process, for one thread.
final class PartReader {

    private static final int HEAD = 8 * Integer.BYTES;

    private final int heads;
    private final int[] every;
    private final int[] some;
    private final double[] row;
    private ByteBuffer frame = FrameWriter.room(0);
    private ByteBuffer head = FrameWriter.room(0);

    PartReader(int heads, int longest) {
        this.heads = heads;
        every = new int[longest];
        for (int i = 0; i < longest; i++) {
            every[i] = i;
        }
        some = new int[longest];
        row = new double[longest];
    }

    /// @return false when there are no more
    boolean read(OnnxChild child) {
        synchronized (child) {
            if (!child.next(Frames.PART)) {
                return false;
            }
            head = child.bytes(HEAD, head);
            frame = child.bytes(head.getInt(HEAD - Integer.BYTES), frame);
            return true;
        }
    }

    void show(RowVisitor visitor) {
        RowVisitor.Part part = visitor.part(head.getInt(), head.getInt(), head.getInt());
        int first = head.getInt();
        int queries = head.getInt();
        boolean shared = head.getInt() != 0;
        boolean wide = head.getInt() != 0;
        for (int query = first; query < first + queries; query++) {
            int count = 0;
            int from = 0;
            for (int at = 0; at < heads; at++) {
                if (at == 0 || !shared) {
                    count = frame.getInt();
                    from = frame.getInt();
                    for (int j = 0; j < count && from < 0; j++) {
                        some[j] = frame.getInt();
                    }
                }
                if (count > 0) {
                    for (int j = 0; j < count; j++) {
                        row[j] = wide ? frame.getDouble() : frame.getFloat();
                    }
                    part.row(at, query, row, from < 0 ? some : every, Math.max(0, from), count);
                }
            }
        }
        part.end();
    }
}
