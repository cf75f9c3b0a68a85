// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.sequence;

import calorimeter.engine.data.image.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads the rows of a CSV file. Its faults name line and column.
final class CsvRows {

    private static final String LABEL = "label";
    private static final String SPLIT = "split";
    private static final String GROUP = "group";

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();

    private final FileRows rows;
    private List<String> header = List.of();

    private CsvRows(FileRows rows) {
        this.rows = rows;
    }

    /// Returns the number of tokens of a row.
    static int read(Path path, byte[] bytes, FileRows rows) {
        CsvRows reader = new CsvRows(rows);
        try (CSVParser parser = CSVParser.parse(text(path, bytes), FORMAT)) {
            for (CSVRecord record : parser) {
                reader.take(record, parser.getCurrentLineNumber());
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new DataException(path + " is no CSV file: " + e.getMessage() + "; look at its quotation marks");
        }
        return reader.length();
    }

    /// The bytes as UTF-8, without a byte-order mark.
    private static String text(Path path, byte[] bytes) {
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), decoded, true);
        String text = decoded.flip().toString();
        if (result.isError()) {
            long line = 1 + text.chars().filter(symbol -> symbol == '\n').count();
            throw new DataException(path + ", line " + line + ": character " + (text.length() - text.lastIndexOf('\n'))
                    + " is not UTF-8; save the file as UTF-8");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private void take(CSVRecord record, long line) {
        if (header.isEmpty()) {
            header = record.toList();
            requireHeader(line);
            return;
        }
        if (record.size() != header.size()) {
            throw rows.wrong(", line " + line, "has " + record.size() + " cells, but the header has " + header.size());
        }
        for (int column = 0; column < header.size(); column++) {
            String name = header.get(column);
            String cell = record.get(column);
            switch (name) {
                case LABEL -> rows.label(cell, () -> place(line, name));
                case SPLIT -> rows.side(cell, () -> place(line, name));
                case GROUP -> rows.group(cell, () -> place(line, name));
                default -> rows.token(cell, () -> place(line, name));
            }
        }
    }

    private static String place(long line, String column) {
        return ", line " + line + ", column " + column;
    }

    private void requireHeader(long line) {
        for (String name : header) {
            if (header.indexOf(name) != header.lastIndexOf(name)) {
                throw rows.wrong(place(line, name), "stands there twice; give each column a name of its own");
            }
        }
        if (!header.contains(LABEL)) {
            throw rows.wrong(
                    ", line " + line,
                    "names no column label; the first line names the columns, and label has the class");
        }
        if (length() < 1) {
            throw rows.wrong(", line " + line, "names no column of tokens besides label, split and group");
        }
    }

    private int length() {
        return header.size() - 1 - (header.contains(SPLIT) ? 1 : 0) - (header.contains(GROUP) ? 1 : 0);
    }
}
