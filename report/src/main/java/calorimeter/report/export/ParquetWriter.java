// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Tables as Parquet files (parquet.apache.org, "File Format"; parquet.thrift), in its plainest form: one gzip page a
/// column and row group, every column optional, no dictionaries, no statistics.
///
/// ```
/// PAR1
/// of each row group, of each column: a page's header, the page
/// the file's metadata: the columns' types, and where their pages lie
/// 4 bytes   the metadata's length, little-endian
/// PAR1
/// ```
public final class ParquetWriter {

    /// Rows that are kept in memory.
    private static final int GROUP = 100_000;

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    /// Numbers of parquet.thrift: kinds of repetition, codecs, encodings.
    private static final int OPTIONAL = 1;

    private static final int GZIP = 2;
    private static final int PLAIN = 0;
    private static final int RUN_LENGTH = 3;

    private final OutputStream out;
    private final List<Table.Column> columns;
    private final int rowsOfAGroup;
    private final List<ThriftStruct> groups = new ArrayList<>();
    private List<ParquetColumn> group = List.of();
    private long written;
    private long rows;

    private ParquetWriter(OutputStream out, List<Table.Column> columns, int rowsOfAGroup) {
        this.out = out;
        this.columns = columns;
        this.rowsOfAGroup = rowsOfAGroup;
    }

    /// @param out stays open
    public static void write(OutputStream out, Table table) throws IOException {
        write(out, table, GROUP);
    }

    static void write(OutputStream out, Table table, int rowsOfAGroup) throws IOException {
        ParquetWriter writer = new ParquetWriter(out, table.columns(), rowsOfAGroup);
        writer.put(MAGIC);
        writer.begin();
        try (Stream<@Nullable Object[]> lines = table.lines().read()) {
            lines.forEach(writer::add);
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
        writer.end();
    }

    private void begin() {
        group = columns.stream().map(column -> new ParquetColumn(column.type())).toList();
    }

    private void add(@Nullable Object[] line) {
        for (int i = 0; i < line.length; i++) {
            group.get(i).add(line[i]);
        }
        rows++;
        if (rows % rowsOfAGroup == 0) {
            try {
                flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void flush() throws IOException {
        List<ThriftStruct> chunks = new ArrayList<>();
        long begun = written;
        for (int i = 0; i < columns.size(); i++) {
            chunks.add(chunk(columns.get(i), group.get(i)));
        }
        groups.add(new ThriftStruct()
                .structs(1, chunks)
                .i64(2, written - begun)
                .i64(3, group.getFirst().rows()));
        begin();
    }

    /// Writes a column's page. Returns what the metadata says of it.
    private ThriftStruct chunk(Table.Column column, ParquetColumn values) throws IOException {
        byte[] page = values.page();
        byte[] packed = packed(page);
        byte[] header = new ThriftStruct()
                .i32(1, 0)
                .i32(2, page.length)
                .i32(3, packed.length)
                .struct(
                        5,
                        new ThriftStruct()
                                .i32(1, values.rows())
                                .i32(2, PLAIN)
                                .i32(3, RUN_LENGTH)
                                .i32(4, RUN_LENGTH))
                .toByteArray();
        long place = written;
        put(header);
        put(packed);
        ThriftStruct data = new ThriftStruct()
                .i32(1, type(column.type()))
                .integers(2, List.of(PLAIN, RUN_LENGTH))
                .texts(3, List.of(column.name()))
                .i32(4, GZIP)
                .i64(5, values.rows())
                .i64(6, header.length + page.length)
                .i64(7, header.length + packed.length)
                .i64(9, place);
        return new ThriftStruct().i64(2, place).struct(3, data);
    }

    private static byte[] packed(byte[] page) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(page);
        }
        return packed.toByteArray();
    }

    private void end() throws IOException {
        if (rows % rowsOfAGroup != 0) {
            flush();
        }
        List<ThriftStruct> schema = new ArrayList<>();
        schema.add(new ThriftStruct().text(4, "table").i32(5, columns.size()));
        columns.forEach(column -> schema.add(element(column)));
        byte[] metadata = new ThriftStruct()
                .i32(1, 1)
                .structs(2, schema)
                .i64(3, rows)
                .structs(4, groups)
                .text(6, "Calorimeter")
                .toByteArray();
        put(metadata);
        put(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(metadata.length)
                .array());
        put(MAGIC);
    }

    private static ThriftStruct element(Table.Column column) {
        ThriftStruct element =
                new ThriftStruct().i32(1, type(column.type())).i32(3, OPTIONAL).text(4, column.name());
        return column.type() == Table.Type.TEXT
                ? element.i32(6, 0).struct(10, new ThriftStruct().struct(1, new ThriftStruct()))
                : element;
    }

    /// Physical types of parquet.thrift.
    private static int type(Table.Type type) {
        return switch (type) {
            case TRUTH -> 0;
            case INTEGER -> 2;
            case NUMBER -> 5;
            case TEXT -> 6;
        };
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }
}
