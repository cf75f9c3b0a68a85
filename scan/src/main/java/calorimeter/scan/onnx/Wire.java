// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.source.ModelException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads protocol buffers as far as ONNX files need it: a message is a list of fields, each a number and a
/// payload; [ProtocolBuffer] writes them. What is read is copied to the edited file byte by byte, so that
/// nothing that this version does not know is lost.
///
/// Source: protobuf.dev/programming-guides/encoding.
final class Wire {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment bytes;
    private long at;

    /// @param value of a number
    /// @param payload of a text, a tensor's data or a message; empty for numbers
    /// @param raw the whole field with its tag
    record Field(int number, int type, long value, MemorySegment payload, MemorySegment raw) {

        String text() {
            return new String(payload.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }

        float float32() {
            return Float.intBitsToFloat((int) value);
        }

        List<Field> fields() {
            return Wire.fields(payload);
        }

        /// Numbers of a repeated field, packed or a single one.
        long[] integers() {
            if (type != BYTES) {
                return new long[] {value};
            }
            Wire wire = new Wire(payload);
            List<Long> values = new ArrayList<>();
            while (wire.at < payload.byteSize()) {
                values.add(wire.varint());
            }
            return values.stream().mapToLong(Long::longValue).toArray();
        }
    }

    private Wire(MemorySegment bytes) {
        this.bytes = bytes;
    }

    /// @throws ModelException when the message is truncated or is none
    static List<Field> fields(MemorySegment message) {
        Wire wire = new Wire(message);
        List<Field> fields = new ArrayList<>();
        while (wire.at < message.byteSize()) {
            fields.add(wire.field());
        }
        return fields;
    }

    private Field field() {
        long start = at;
        long tag = varint();
        long number = tag >>> 3;
        int type = (int) (tag & 7);
        if (number < 1 || number >= 1 << 29) {
            throw damaged();
        }
        long value = 0;
        MemorySegment payload = MemorySegment.NULL;
        switch (type) {
            case VARINT -> value = varint();
            case FIXED64 -> value = bytes.get(LONG, step(Long.BYTES));
            case FIXED32 -> value = bytes.get(INT, step(Integer.BYTES));
            case BYTES -> {
                long length = varint();
                payload = bytes.asSlice(step(length), length);
            }
            default -> throw damaged();
        }
        return new Field((int) number, type, value, payload, bytes.asSlice(start, at - start));
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes.get(ValueLayout.JAVA_BYTE, step(1));
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    /// The place before a step over `length` bytes.
    private long step(long length) {
        if (length < 0 || length > bytes.byteSize() - at) {
            throw damaged();
        }
        long before = at;
        at += length;
        return before;
    }

    private static ModelException damaged() {
        return new ModelException("it is truncated, altered, or no ONNX file");
    }
}
