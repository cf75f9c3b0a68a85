// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The values of one column for one row group of a [ParquetWriter], as a data page holds them:
///
/// ```
/// 4 bytes   n, little-endian
/// n bytes   definition levels, 1 where there is a value: (⌈rows/8⌉ << 1 | 1) as a varint, then a bit a row
/// the rest  the values that are there, "plain": little-endian; text with 4 bytes of length before it; truth as a bit
/// ```
final class ParquetColumn {

    private final Table.Type type;
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private final BitSet present = new BitSet();
    private final BitSet truths = new BitSet();
    private int rows;
    private int count;

    ParquetColumn(Table.Type type) {
        this.type = type;
    }

    void add(@Nullable Object value) {
        if (value != null) {
            present.set(rows);
            switch (type) {
                case INTEGER -> little(Long.BYTES, (Long) value);
                case NUMBER -> little(Long.BYTES, Double.doubleToRawLongBits((Double) value));
                case TRUTH -> truths.set(count, (Boolean) value);
                case TEXT -> {
                    byte[] text = ((String) value).getBytes(StandardCharsets.UTF_8);
                    little(Integer.BYTES, text.length);
                    values.writeBytes(text);
                }
            }
            count++;
        }
        rows++;
    }

    private void little(int bytes, long value) {
        values.write(
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array(),
                0,
                bytes);
    }

    int rows() {
        return rows;
    }

    byte[] page() {
        ByteArrayOutputStream levels = new ByteArrayOutputStream();
        int header = (((rows + 7) / 8) << 1) | 1;
        while (header > 0x7f) {
            levels.write((header & 0x7f) | 0x80);
            header >>>= 7;
        }
        levels.write(header);
        levels.writeBytes(bits(present, rows));
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(levels.size())
                .array());
        page.writeBytes(levels.toByteArray());
        page.writeBytes(type == Table.Type.TRUTH ? bits(truths, count) : values.toByteArray());
        return page.toByteArray();
    }

    private static byte[] bits(BitSet set, int length) {
        return Arrays.copyOf(set.toByteArray(), (length + 7) / 8);
    }
}
