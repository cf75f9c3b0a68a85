package calorimeter.report.export;

import calorimeter.lab.store.Column;
import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.RunSeries;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// Comma-separated values (RFC 4180, but with the line ends of Unix).
///
/// Numbers are written by [Double#toString(double)]: the shortest decimal that reads back to the same double;
/// `NaN`, `Infinity` and `-Infinity` for the others.
public final class CsvWriter {

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private CsvWriter() {}

    /// Writes a run's rows durably, in UTF-8. The header is `step,wall_seconds` and the names of the columns.
    ///
    /// @throws calorimeter.lab.store.StoreException if the file cannot be written; an older file of that name is
    ///     then still whole
    public static void write(Path file, RunSeries series) {
        List<Object> header = new ArrayList<>(List.of(RunSeries.STEP, RunSeries.WALL_SECONDS));
        series.columns().stream().map(Column::name).forEach(header::add);
        Stream<List<?>> rows = IntStream.range(0, series.size()).mapToObj(row -> row(series, row));
        DurableFile.writeForUser(file, out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            write(writer, header, rows);
            writer.flush();
        });
    }

    private static List<?> row(RunSeries series, int row) {
        List<Object> cells = new ArrayList<>(List.of(series.step(row), series.wallSeconds(row)));
        for (int column = 0; column < series.columns().size(); column++) {
            cells.add(series.value(row, column));
        }
        return cells;
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
