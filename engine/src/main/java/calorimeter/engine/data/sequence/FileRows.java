// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.sequence;

import calorimeter.engine.data.image.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Gathers the rows of a [TokenFile], with the checks that all formats share.
final class FileRows {

    private final Path path;
    private final Numbering tokenNumbers = new Numbering();
    private final Numbering classNumbers = new Numbering();
    private final IntStream.Builder tokens = IntStream.builder();
    private final IntStream.Builder labels = IntStream.builder();
    private final List<Boolean> trained = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private int rows;

    FileRows(Path path) {
        this.path = path;
    }

    /// Takes the next token of the row that comes next.
    ///
    /// @param place of the cell in the file, as `, line 3, column a`
    void token(String cell, Supplier<String> place) {
        tokens.add(number(tokenNumbers, cell, place));
    }

    void label(String cell, Supplier<String> place) {
        labels.add(number(classNumbers, cell, place));
        rows++;
    }

    void side(String cell, Supplier<String> place) {
        trained.add(
                switch (cell) {
                    case "train" -> true;
                    case "test" -> false;
                    default -> throw wrong(place.get(), "is '" + cell + "' but must be train or test");
                });
    }

    void group(String cell, Supplier<String> place) {
        groups.add(filled(cell, place));
    }

    private String filled(String cell, Supplier<String> place) {
        if (cell.isEmpty()) {
            throw wrong(place.get(), "is empty; give every row all its tokens");
        }
        return cell;
    }

    private int number(Numbering numbers, String cell, Supplier<String> place) {
        int number = numbers.of(filled(cell, place));
        if (number < 0) {
            throw wrong(
                    place.get(),
                    "is '" + cell + "' but must be a whole number below " + Numbering.MOST
                            + ", as the first one is; begin with a word if they are words");
        }
        return number;
    }

    /// @param length tokens of a row
    TokenFile.Read read(String sha256, int length) {
        if (rows < 2) {
            throw new DataException(path + " has " + rows + (rows == 1 ? " row" : " rows")
                    + " of tokens; training and test need one each");
        }
        int training = (int) trained.stream().filter(train -> train).count();
        if (!trained.isEmpty() && (training == 0 || training == rows)) {
            throw new DataException(path + ": split leaves no " + (training == 0 ? "training" : "test")
                    + " row; name both train and test");
        }
        requireTwo("tokens", tokenNumbers);
        requireTwo("labels", classNumbers);
        TokenFile.Content content =
                new TokenFile.Content(sha256, rows, length, tokenNumbers.count(), classNumbers.count(), training);
        return new TokenFile.Read(
                content,
                new LabelledRows(
                        tokens.build().toArray(),
                        labels.build().toArray(),
                        trained.isEmpty() ? null : sides(),
                        groups.isEmpty() ? null : groups(),
                        sha256));
    }

    private void requireTwo(String what, Numbering numbers) {
        if (numbers.count() < 2) {
            throw new DataException(path + ": all " + what + " are the same; there is nothing to learn");
        }
    }

    private Groups groups() {
        List<String> names = groups.stream().distinct().toList();
        return new Groups(names, groups.stream().mapToInt(names::indexOf).toArray());
    }

    private boolean[] sides() {
        boolean[] sides = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            sides[row] = trained.get(row);
        }
        return sides;
    }

    DataException wrong(String place, String what) {
        return new DataException(path + place + ": " + what);
    }
}
