// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The child's side of [Frames].
final class FrameWriter {

    private final WritableByteChannel channel;

    FrameWriter(WritableByteChannel channel) {
        this.channel = channel;
    }

    void shape(int layers, int heads, double beta, List<String> notes) throws IOException {
        ByteBuffer[] texts = notes.stream()
                .map(note -> ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)))
                .toArray(ByteBuffer[]::new);
        int size = 6 * Integer.BYTES;
        for (ByteBuffer text : texts) {
            size += Integer.BYTES + text.remaining();
        }
        ByteBuffer frame = room(size)
                .putInt(Frames.SHAPE)
                .putInt(layers)
                .putInt(heads)
                .putDouble(beta)
                .putInt(texts.length);
        for (ByteBuffer text : texts) {
            frame.putInt(text.remaining()).put(text);
        }
        write(frame);
    }

    void failure(String line) throws IOException {
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        write(room(2 * Integer.BYTES + text.length)
                .putInt(Frames.FAILURE)
                .putInt(text.length)
                .put(text));
    }

    void done() throws IOException {
        write(room(Integer.BYTES).putInt(Frames.DONE));
    }

    static ByteBuffer room(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Writes a frame; of several threads, one after another.
    synchronized void write(ByteBuffer frame) throws IOException {
        frame.flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }
}
