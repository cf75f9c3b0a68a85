// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.sequence;

import calorimeter.engine.data.image.DataException;
import calorimeter.engine.data.npz.NpyArray;
import calorimeter.engine.data.npz.NpzException;
import calorimeter.engine.data.npz.NpzFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the rows of an npz file: its arrays `tokens` of shape (rows, length), `labels` of shape (rows), and perhaps
/// `split` of shape (rows), of texts train and test or of truth values, true for training. Its faults name array and
/// index, as `tokens[0, 2]`.
final class NpzRows {

    private static final String TOKENS = "tokens";
    private static final String LABELS = "labels";
    private static final String SPLIT = "split";
    private static final String GROUP = "group";

    private final Path path;
    private final Map<String, NpyArray> arrays;

    private NpzRows(Path path, Map<String, NpyArray> arrays) {
        this.path = path;
        this.arrays = arrays;
    }

    /// Returns the number of tokens of a row.
    static int read(Path path, byte[] bytes, FileRows rows) {
        try {
            return new NpzRows(path, NpzFile.read(bytes)).read(rows);
        } catch (NpzException e) {
            throw new DataException(path + e.getMessage());
        }
    }

    private int read(FileRows rows) {
        arrays.keySet().stream()
                .filter(name -> !Set.of(TOKENS, LABELS, SPLIT, GROUP).contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw wrong(
                            name,
                            "has no place in a task, whose arrays are tokens, labels and perhaps split and group");
                });
        NpyArray tokens = required(TOKENS);
        int[] shape = tokens.shape();
        if (shape.length != 2 || shape[1] < 1) {
            throw wrong(TOKENS, "has shape " + Arrays.toString(shape) + " but must have rows and, in each, tokens");
        }
        NpyArray labels = required(LABELS);
        requireOneARow(LABELS, labels, shape[0]);
        NpyArray split = arrays.get(SPLIT);
        if (split != null) {
            requireOneARow(SPLIT, split, shape[0]);
        }
        NpyArray group = arrays.get(GROUP);
        if (group != null) {
            requireOneARow(GROUP, group, shape[0]);
        }
        for (int row = 0; row < shape[0]; row++) {
            take(rows, row, tokens, labels, split);
            if (group != null) {
                int place = row;
                rows.group(group.text(row), () -> ", group[" + place + "]");
            }
        }
        return shape[1];
    }

    private static void take(FileRows rows, int row, NpyArray tokens, NpyArray labels, @Nullable NpyArray split) {
        for (int column = 0; column < tokens.shape()[1]; column++) {
            int place = column;
            rows.token(tokens.text(row, column), () -> ", tokens[" + row + ", " + place + "]");
        }
        rows.label(labels.text(row), () -> ", labels[" + row + "]");
        if (split != null) {
            String side = split.text(row);
            boolean truth = split.isTruth();
            rows.side(truth ? side.equals("true") ? "train" : "test" : side, () -> ", split[" + row + "]");
        }
    }

    private NpyArray required(String name) {
        NpyArray array = arrays.get(name);
        if (array == null) {
            throw new DataException(
                    path + " has no array " + name + "; write it with numpy.savez(file, tokens=tokens, labels=labels)");
        }
        if (array.isTruth()) {
            throw wrong(name, "holds truth values but must hold whole numbers or words; convert it with .astype(int)");
        }
        return array;
    }

    private void requireOneARow(String name, NpyArray array, int rows) {
        if (!Arrays.equals(array.shape(), new int[] {rows})) {
            throw wrong(
                    name,
                    "has shape " + Arrays.toString(array.shape()) + " but tokens has " + rows + " rows; it must"
                            + " have one value a row");
        }
    }

    private DataException wrong(String array, String what) {
        return new DataException(path + ", array " + array + ": " + what);
    }
}
