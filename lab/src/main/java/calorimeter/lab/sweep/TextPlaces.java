// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds keys and values in the text of a TOML or JSON file that has been parsed already, since the parser of
/// TOML does not say where it found them.
final class TextPlaces {

    private static final Pattern COMMENT = Pattern.compile("(\"(?:\\\\.|[^\"\\\\\\n])*\"|'[^'\\n]*')|#[^\\n]*");

    private final String file;
    private final String text;

    /// @param file its name, for the messages
    TextPlaces(String file, String text) {
        this.file = file;
        this.text = withoutComments(text);
    }

    /// The same text with spaces for comments, which may hold anything.
    private static String withoutComments(String text) {
        Matcher matcher = COMMENT.matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(
                found.group(1) != null
                        ? found.group(1)
                        : " ".repeat(found.group().length())));
    }

    /// Where a key of a table is.
    ///
    /// @param table the table's name, or an empty text for the outermost
    String key(String table, String key) {
        return place(keyIndex(table, key));
    }

    /// Where a value of a key is; where the key is if it is written in another way than it reads.
    String value(String table, String key, String value) {
        int from = keyIndex(table, key);
        Matcher found = Pattern.compile("(?<![\\w.+-])" + Pattern.quote(value) + "(?![\\w.])")
                .matcher(text);
        // Beyond the key itself, which may read like the value.
        int after = from < 0 ? -1 : from + key.length() + 1;
        return place(after >= 0 && after <= text.length() && found.find(after) ? found.start() : from);
    }

    private int keyIndex(String table, String key) {
        int from = 0;
        if (!table.isEmpty()) {
            Matcher header = Pattern.compile("(?<![\\w-])[\"']?" + Pattern.quote(table) + "[\"']?\\s*[\\]=:.]")
                    .matcher(text);
            from = header.find() ? header.start() : 0;
        }
        Matcher found = Pattern.compile("(?<![\\w-])[\"']?" + Pattern.quote(key) + "[\"']?\\s*[=:.\\]]")
                .matcher(text);
        return found.find(from) ? found.start() : -1;
    }

    private String place(int index) {
        if (index < 0) {
            return file;
        }
        String before = text.substring(0, index);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return file + ", line " + line + ", column " + (index - before.lastIndexOf('\n'));
    }
}
