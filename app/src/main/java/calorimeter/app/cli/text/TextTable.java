// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Text in aligned columns, two spaces apart. A heading that begins with `>` aligns its column to the right.
public final class TextTable {

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] right;
    private final boolean headed;

    public TextTable(String... headings) {
        right = new boolean[headings.length];
        String[] shown = new String[headings.length];
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(">");
            shown[i] = right[i] ? headings[i].substring(1) : headings[i];
        }
        headed = Arrays.stream(shown).anyMatch(heading -> !heading.isEmpty());
        rows.add(shown);
    }

    /// @param cells as many as headings, shown as text
    public void row(Object... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(
                    "the row has " + cells.length + " cells but the table has " + right.length + " columns");
        }
        rows.add(Arrays.stream(cells).map(String::valueOf).toArray(String[]::new));
    }

    /// The whole table, each line ended.
    @Override
    public String toString() {
        int[] widths = new int[right.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : headed ? rows : rows.subList(1, rows.size())) {
            text.append(line(row, widths).stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String padding = " ".repeat(widths[i] - row[i].length());
            line.append(i == 0 ? "" : "  ").append(right[i] ? padding + row[i] : row[i] + padding);
        }
        return line.toString();
    }
}
