// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Builds a struct in Thrift's compact protocol (thrift.apache.org, "Thrift compact protocol encoding"), as
/// much of it as [ParquetWriter] needs. Fields come in ascending order, at most fifteen apart.
final class ThriftStruct {

    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    private static final int LONG_LIST = 15;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int last;

    ThriftStruct i32(int field, int value) {
        header(field, I32);
        zigzag(value);
        return this;
    }

    ThriftStruct i64(int field, long value) {
        header(field, I64);
        zigzag(value);
        return this;
    }

    ThriftStruct text(int field, String value) {
        header(field, BINARY);
        text(value);
        return this;
    }

    ThriftStruct struct(int field, ThriftStruct value) {
        header(field, STRUCT);
        bytes.writeBytes(value.toByteArray());
        return this;
    }

    ThriftStruct structs(int field, List<ThriftStruct> values) {
        header(field, LIST);
        listHeader(values.size(), STRUCT);
        values.forEach(value -> bytes.writeBytes(value.toByteArray()));
        return this;
    }

    ThriftStruct texts(int field, List<String> values) {
        header(field, LIST);
        listHeader(values.size(), BINARY);
        values.forEach(this::text);
        return this;
    }

    ThriftStruct integers(int field, List<Integer> values) {
        header(field, LIST);
        listHeader(values.size(), I32);
        values.forEach(this::zigzag);
        return this;
    }

    /// With the stop that ends it.
    byte[] toByteArray() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes.toByteArray());
        whole.write(0);
        return whole.toByteArray();
    }

    private void header(int field, int type) {
        bytes.write((field - last) << 4 | type);
        last = field;
    }

    private void listHeader(int size, int type) {
        bytes.write(Math.min(size, LONG_LIST) << 4 | type);
        if (size >= LONG_LIST) {
            varint(size);
        }
    }

    private void text(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        varint(encoded.length);
        bytes.writeBytes(encoded);
    }

    private void zigzag(long value) {
        varint((value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
