package calorimeter.lab.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A run's rows as comma-separated values (RFC 4180, but with the line ends of Unix), UTF-8.
///
/// The header is `step,wall_seconds` and the names of the columns. Numbers are written by
/// [Double#toString(double)]: the shortest decimal that reads back to the same double; `NaN`, `Infinity` and
/// `-Infinity` for the others.
public final class CsvWriter {

    static final String STEP = "step";
    static final String WALL_SECONDS = "wall_seconds";

    private CsvWriter() {}

    /// Writes the file durably.
    ///
    /// @throws StoreException if the file cannot be written; an older file of that name is then still whole
    public static void write(Path file, RunSeries series) {
        try {
            DurableFile.write(file, out -> write(out, series));
        } catch (IOException e) {
            throw Failures.ofUserFile("write", file, e);
        }
    }

    /// Writes to a stream, which is flushed and left open.
    public static void write(OutputStream out, RunSeries series) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(STEP + "," + WALL_SECONDS);
        for (Column column : series.columns()) {
            writer.write("," + quoted(column.name()));
        }
        writer.write("\n");
        for (int row = 0; row < series.size(); row++) {
            writer.write(series.step(row) + "," + series.wallSeconds(row));
            for (int column = 0; column < series.columns().size(); column++) {
                writer.write("," + series.value(row, column));
            }
            writer.write("\n");
        }
        writer.flush();
    }

    private static String quoted(String field) {
        boolean special = field.contains(",") || field.contains("\"") || field.contains("\n") || field.contains("\r");
        return special ? "\"" + field.replace("\"", "\"\"") + "\"" : field;
    }
}
