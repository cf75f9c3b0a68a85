// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// One message on its way to bytes (protobuf.dev, "Encoding"): each field is its number times 8 plus the kind of what
/// follows.
public final class ProtocolBuffer {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH_AND_BYTES = 2;
    private static final int FOUR_BYTES = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public ProtocolBuffer integer(int field, long value) {
        varint(field << 3 | VARINT);
        varint(value);
        return this;
    }

    public ProtocolBuffer number(int field, double value) {
        varint(field << 3 | EIGHT_BYTES);
        out.writeBytes(ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(value)
                .array());
        return this;
    }

    public ProtocolBuffer number(int field, float value) {
        varint(field << 3 | FOUR_BYTES);
        out.writeBytes(ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        return this;
    }

    public ProtocolBuffer text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public ProtocolBuffer message(int field, ProtocolBuffer value) {
        return bytes(field, value.toByteArray());
    }

    public ProtocolBuffer bytes(int field, byte[] value) {
        return head(field, value.length).fields(value);
    }

    /// Fields that are written already.
    public ProtocolBuffer fields(byte[] written) {
        out.writeBytes(written);
        return this;
    }

    /// What stands before the `length` bytes of a message that follows elsewhere.
    public ProtocolBuffer head(int field, long length) {
        varint(field << 3 | LENGTH_AND_BYTES);
        varint(length);
        return this;
    }

    /// Seven bits a byte, the lowest first; the eighth says that more follow.
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }
}
