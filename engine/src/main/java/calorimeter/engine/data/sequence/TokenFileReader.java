package calorimeter.engine.data.sequence;

import calorimeter.engine.data.image.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// Reads a [TokenFile]. Its faults name file, line and column.
final class TokenFileReader {

    private static final String LABEL = "label";
    private static final String SPLIT = "split";

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();

    private final Path path;
    private final Numbering tokenNumbers = new Numbering();
    private final Numbering classNumbers = new Numbering();
    private final IntStream.Builder tokens = IntStream.builder();
    private final IntStream.Builder labels = IntStream.builder();
    private final List<Boolean> trained = new ArrayList<>();
    private List<String> header = List.of();
    private int rows;

    private TokenFileReader(Path path) {
        this.path = path;
    }

    static TokenFile.Read read(Path path) {
        byte[] bytes = bytes(path);
        TokenFileReader reader = new TokenFileReader(path);
        try (CSVParser parser = CSVParser.parse(text(path, bytes), FORMAT)) {
            for (CSVRecord record : parser) {
                reader.take(record, parser.getCurrentLineNumber());
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new DataException(path + " is no CSV file: " + e.getMessage() + "; look at its quotation marks");
        }
        return reader.read(sha256(bytes));
    }

    private static byte[] bytes(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new DataException(
                    path + (Files.exists(path) ? " is no file" : " is missing") + "; give --task a CSV file");
        }
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new DataException("cannot read " + path + ": " + e + "; check its permissions and its disk");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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
            throw wrong(line, null, "has " + record.size() + " cells, but the header has " + header.size());
        }
        for (int column = 0; column < header.size(); column++) {
            String name = header.get(column);
            String cell = record.get(column);
            if (cell.isEmpty()) {
                throw wrong(line, name, "is empty; give every row all its tokens");
            }
            switch (name) {
                case LABEL -> labels.add(number(classNumbers, cell, line, name));
                case SPLIT -> trained.add(isTraining(cell, line));
                default -> tokens.add(number(tokenNumbers, cell, line, name));
            }
        }
        rows++;
    }

    private void requireHeader(long line) {
        for (String name : header) {
            if (header.indexOf(name) != header.lastIndexOf(name)) {
                throw wrong(line, name, "stands there twice; give each column a name of its own");
            }
        }
        if (!header.contains(LABEL)) {
            throw wrong(line, null, "names no column label; the first line names the columns, and label has the class");
        }
        if (length() < 1) {
            throw wrong(line, null, "names no column of tokens besides label and split");
        }
    }

    private int length() {
        return header.size() - 1 - (header.contains(SPLIT) ? 1 : 0);
    }

    private int number(Numbering numbers, String cell, long line, String column) {
        int number = numbers.of(cell);
        if (number < 0) {
            throw wrong(
                    line,
                    column,
                    "is '" + cell + "' but must be a whole number below " + Numbering.MOST
                            + ", as the first one is; begin with a word if they are words");
        }
        return number;
    }

    private boolean isTraining(String cell, long line) {
        return switch (cell) {
            case "train" -> true;
            case "test" -> false;
            default -> throw wrong(line, SPLIT, "is '" + cell + "' but must be train or test");
        };
    }

    private TokenFile.Read read(String sha256) {
        if (rows < 2) {
            throw new DataException(path + " has " + rows + (rows == 1 ? " row" : " rows")
                    + " of tokens; training and test need one each");
        }
        int training = (int) trained.stream().filter(train -> train).count();
        if (!trained.isEmpty() && (training == 0 || training == rows)) {
            throw new DataException(path + ": column split leaves no " + (training == 0 ? "training" : "test")
                    + " row; name both train and test");
        }
        requireTwo("tokens", tokenNumbers);
        requireTwo("labels", classNumbers);
        TokenFile.Content content =
                new TokenFile.Content(sha256, rows, length(), tokenNumbers.count(), classNumbers.count(), training);
        return new TokenFile.Read(
                content,
                new LabelledRows(
                        tokens.build().toArray(),
                        labels.build().toArray(),
                        trained.isEmpty() ? null : sides(),
                        sha256));
    }

    private void requireTwo(String what, Numbering numbers) {
        if (numbers.count() < 2) {
            throw new DataException(path + ": all " + what + " are the same; there is nothing to learn");
        }
    }

    private boolean[] sides() {
        boolean[] sides = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            sides[row] = trained.get(row);
        }
        return sides;
    }

    private DataException wrong(long line, @Nullable String column, String what) {
        return new DataException(path + ", line " + line + (column == null ? "" : ", column " + column) + ": " + what);
    }
}
