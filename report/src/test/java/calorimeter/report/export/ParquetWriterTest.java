// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reads the files by the words of the format. pyarrow, pandas and polars read them in PythonDocumentTest.
class ParquetWriterTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void everyTypeIsReadBack(int rowsOfAGroup) throws IOException {
        assertReadBack(SampleTable.everyType(), rowsOfAGroup);
    }

    /// More than fifteen columns and more than 127 rows: lists and levels with longer headers.
    @ParameterizedTest
    @ValueSource(ints = {999, 1000, 1500})
    void longTablesAreReadBack(int rowsOfAGroup) throws IOException {
        Table.Type[] types = Table.Type.values();
        List<Table.Column> columns = IntStream.range(0, 20)
                .mapToObj(i -> new Table.Column("column." + i, types[i % types.length]))
                .toList();
        assertReadBack(
                new Table(columns, () -> IntStream.range(0, 1500).mapToObj(row -> line(types, row))), rowsOfAGroup);
    }

    private static @Nullable Object[] line(Table.Type[] types, int row) {
        @Nullable Object[] line = new @Nullable Object[20];
        for (int i = 0; i < line.length; i++) {
            line[i] = value(types[i % types.length], row, i);
        }
        return line;
    }

    private static @Nullable Object value(Table.Type type, int row, int column) {
        if ((row + column) % 7 == 0) {
            return null;
        }
        return switch (type) {
            case INTEGER -> (long) row << column;
            case NUMBER -> row * 0.1;
            case TRUTH -> (row + column) % 3 == 0;
            case TEXT -> "text " + row;
        };
    }

    private static void assertReadBack(Table table, int rowsOfAGroup) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ParquetWriter.write(out, table, rowsOfAGroup);
        ByteBuffer file = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(StandardCharsets.US_ASCII.decode(file.slice(0, 4)).toString())
                .isEqualTo("PAR1");
        assertThat(StandardCharsets.US_ASCII
                        .decode(file.slice(file.limit() - 4, 4))
                        .toString())
                .isEqualTo("PAR1");
        int length = file.getInt(file.limit() - 8);
        Map<Integer, Object> metadata = struct(file.slice(file.limit() - 8 - length, length));

        List<List<@Nullable Object>> read = new ArrayList<>();
        List<Object> schema = list(metadata, 2);
        for (int i = 0; i < table.columns().size(); i++) {
            Map<Integer, Object> element = map(schema.get(i + 1));
            assertThat(element.get(4)).isEqualTo(table.columns().get(i).name());
            assertThat(element.get(3)).as("optional").isEqualTo(1L);
            List<@Nullable Object> values = new ArrayList<>();
            for (Object group : list(metadata, 4)) {
                Map<Integer, Object> chunk =
                        map(requireNonNull(map(list(map(group), 1).get(i)).get(3)));
                assertThat(list(chunk, 3))
                        .containsExactly(table.columns().get(i).name());
                values.addAll(page(file, chunk, table.columns().get(i).type()));
            }
            read.add(values);
        }

        List<@Nullable Object[]> rows;
        try (Stream<@Nullable Object[]> lines = table.lines().read()) {
            rows = lines.toList();
        }
        assertThat(metadata.get(3)).isEqualTo((long) rows.size());
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < read.size(); i++) {
                assertThat(read.get(i).get(row)).isEqualTo(rows.get(row)[i]);
            }
        }
    }

    private static List<@Nullable Object> page(ByteBuffer file, Map<Integer, Object> chunk, Table.Type type)
            throws IOException {
        int place = (int) number(chunk, 9);
        ByteBuffer rest = file.slice(place, (int) number(chunk, 7));
        Map<Integer, Object> header = struct(rest);
        byte[] packed = new byte[(int) number(header, 3)];
        rest.get(packed);
        assertThat(rest.hasRemaining()).as("the chunk's length").isFalse();
        byte[] bytes = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
        assertThat(bytes).hasSize((int) number(header, 2));
        ByteBuffer page = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer levels = page.slice(4, page.getInt());
        page.position(4 + levels.limit());
        long run = varint(levels);
        int rows = (int) number(chunk, 5);
        assertThat(run).isEqualTo((((rows + 7) / 8) << 1) | 1);
        ByteBuffer values = page.slice().order(ByteOrder.LITTLE_ENDIAN);
        List<@Nullable Object> read = new ArrayList<>();
        int truths = 0;
        for (int row = 0; row < rows; row++) {
            if (!bit(levels, levels.position(), row)) {
                read.add(null);
            } else {
                read.add(
                        switch (type) {
                            case INTEGER -> values.getLong();
                            case NUMBER -> values.getDouble();
                            case TRUTH -> bit(values, 0, truths++);
                            case TEXT -> text(values, values.getInt());
                        });
            }
        }
        return read;
    }

    private static boolean bit(ByteBuffer bits, int begin, int index) {
        return (bits.get(begin + index / 8) >> (index % 8) & 1) != 0;
    }

    private static String text(ByteBuffer buffer, int length) {
        byte[] text = new byte[length];
        buffer.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /// A struct of Thrift's compact protocol: values by field.
    private static Map<Integer, Object> struct(ByteBuffer buffer) {
        Map<Integer, Object> fields = new TreeMap<>();
        int field = 0;
        for (byte header = buffer.get(); header != 0; header = buffer.get()) {
            field += header >> 4 & 0xf;
            fields.put(field, thrift(buffer, header & 0xf));
        }
        return fields;
    }

    private static Object thrift(ByteBuffer buffer, int type) {
        return switch (type) {
            case 5, 6 -> {
                long value = varint(buffer);
                yield value >>> 1 ^ -(value & 1);
            }
            case 8 -> text(buffer, (int) varint(buffer));
            case 9 -> {
                byte header = buffer.get();
                int size = header >> 4 & 0xf;
                Object[] values = new Object[size == 15 ? (int) varint(buffer) : size];
                for (int i = 0; i < values.length; i++) {
                    values[i] = thrift(buffer, header & 0xf);
                }
                yield Arrays.asList(values);
            }
            case 12 -> struct(buffer);
            default -> throw new AssertionError("type " + type);
        };
    }

    private static long varint(ByteBuffer buffer) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = buffer.get();
            value |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }

    private static long number(Map<Integer, Object> struct, int field) {
        return (Long) requireNonNull(struct.get(field));
    }

    @SuppressWarnings("unchecked")
    private static Map<Integer, Object> map(Object struct) {
        return (Map<Integer, Object>) struct;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Map<Integer, Object> struct, int field) {
        return (List<Object>) requireNonNull(struct.get(field));
    }
}
