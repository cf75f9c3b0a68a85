package calorimeter.bench;

import java.util.ArrayList;
import java.util.List;

/// A Markdown table whose cells are padded, so that it is also readable as text. The first column is aligned to
/// the left, the others to the right.
final class MarkdownTable {

    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(String... headings) {
        rows.add(List.of(headings));
    }

    void row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException("the row has " + cells.length + " cells but the table has "
                    + rows.getFirst().size() + " columns");
        }
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                text.append(i == 0 ? "| " + row.get(i) + padding : " | " + padding + row.get(i));
            }
            text.append(" |\n");
            if (row.equals(rows.getFirst()) && text.indexOf("|--") < 0) {
                text.append(rule(widths));
            }
        }
        return text.toString();
    }

    private static String rule(int[] widths) {
        StringBuilder rule = new StringBuilder("|" + "-".repeat(widths[0] + 2));
        for (int i = 1; i < widths.length; i++) {
            rule.append('|').append("-".repeat(widths[i] + 1)).append(':');
        }
        return rule.append("|\n").toString();
    }
}
