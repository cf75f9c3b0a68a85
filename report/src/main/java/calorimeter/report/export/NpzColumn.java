// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One column of a [Table] on its way to an array for numpy. Numpy has no missing values of most types, so a column
/// with some becomes another one:
///
/// | column | array | with missing values |
/// |---|---|---|
/// | integers | int64 | float64 with NaN |
/// | numbers | float64 | NaN |
/// | truth values | bool | text, `true`, `false` and empty |
/// | text | Unicode of the longest length | empty |
final class NpzColumn {

    private static final int FEW = 16;

    private final Table.Column column;
    private final List<String> texts = new ArrayList<>();
    private long[] bits = new long[FEW];
    private boolean[] missing = new boolean[FEW];
    private int size;
    private boolean complete = true;
    private int longest = 1;

    NpzColumn(Table.Column column) {
        this.column = column;
    }

    String name() {
        return column.name();
    }

    void add(@Nullable Object value) {
        if (size == bits.length) {
            bits = Arrays.copyOf(bits, 2 * size);
            missing = Arrays.copyOf(missing, 2 * size);
        }
        missing[size] = value == null;
        complete &= value != null;
        switch (value) {
            case null -> addText("");
            case Long integer -> bits[size] = integer;
            case Double number -> bits[size] = Double.doubleToRawLongBits(number);
            case Boolean truth -> bits[size] = truth ? 1 : 0;
            default -> addText(value.toString());
        }
        size++;
    }

    private void addText(String text) {
        if (column.type() == Table.Type.TEXT) {
            texts.add(text);
            longest = Math.max(longest, text.codePointCount(0, text.length()));
        }
    }

    private boolean isText() {
        return column.type() == Table.Type.TEXT || (column.type() == Table.Type.TRUTH && !complete);
    }

    /// Numpy's name of the type.
    private String type() {
        if (isText()) {
            return "<U" + (column.type() == Table.Type.TEXT ? longest : "false".length());
        }
        return switch (column.type()) {
            case INTEGER -> complete ? "<i8" : "<f8";
            case TRUTH -> "|b1";
            default -> "<f8";
        };
    }

    /// Writes the array with its header, as a `.npy` file has it.
    void write(OutputStream out) throws IOException {
        out.write(NpzWriter.header(type(), "(" + size + ",)"));
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
        for (int i = 0; i < size; i++) {
            if (isText()) {
                writeText(data, column.type() == Table.Type.TEXT ? texts.get(i) : truth(i));
            } else if (column.type() == Table.Type.TRUTH) {
                data.writeByte((int) bits[i]);
            } else {
                data.writeLong(Long.reverseBytes(element(i)));
            }
        }
        data.flush();
    }

    private String truth(int row) {
        return missing[row] ? "" : Boolean.toString(bits[row] == 1);
    }

    private long element(int row) {
        if (missing[row]) {
            return Double.doubleToRawLongBits(Double.NaN);
        }
        boolean widened = column.type() == Table.Type.INTEGER && !complete;
        return widened ? Double.doubleToRawLongBits((double) bits[row]) : bits[row];
    }

    /// UTF-32, little-endian, filled up with zeros.
    private void writeText(DataOutputStream data, String text) throws IOException {
        int width = column.type() == Table.Type.TEXT ? longest : "false".length();
        int[] points = Arrays.copyOf(text.codePoints().toArray(), width);
        for (int point : points) {
            data.writeInt(Integer.reverseBytes(point));
        }
    }
}
