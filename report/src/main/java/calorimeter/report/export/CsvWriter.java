// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/// Comma-separated values (RFC 4180, but with the line ends of Unix).
///
/// Numbers are written by [Double#toString(double)]: the shortest decimal that reads back to the same double;
/// `NaN`, `Infinity` and `-Infinity` for the others. Truth values are `true` and `false`; what is missing is empty.
public final class CsvWriter {

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private CsvWriter() {}

    /// Writes a table in UTF-8 under a header of its columns' names.
    ///
    /// @param out stays open
    public static void write(OutputStream out, Table table) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        List<String> header = table.columns().stream().map(Table.Column::name).toList();
        try (Stream<@Nullable Object[]> rows = table.lines().read()) {
            write(writer, header, rows.map(Arrays::asList));
        }
        writer.flush();
    }

    /// Writes any table; cells that hold a comma, a quote or a line end are quoted.
    public static void write(Appendable out, List<?> header, Stream<? extends List<?>> rows) throws IOException {
        // Not closed: the stream beneath belongs to the caller.
        @SuppressWarnings("resource")
        CSVPrinter printer = new CSVPrinter(out, FORMAT);
        printer.printRecord(header);
        printer.printRecords(rows);
    }
}
