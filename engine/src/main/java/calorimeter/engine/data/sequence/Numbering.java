// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.sequence;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Numbers of the tokens or of the classes of a file. The first cell decides: if it is a whole number, all are, and
/// stand for themselves; otherwise all are words, numbered in the order of their first appearance.
final class Numbering {

    /// A matrix of the model has a row for each.
    static final int MOST = 1_000_000;

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
    private static final Pattern SHORT = Pattern.compile("\\d{1,9}");

    private final Map<String, Integer> words = new HashMap<>();
    private boolean begun;
    private boolean numeric;
    private int count;

    /// Returns the number of a cell, or −1 if it should be a whole number and is none, or is too large.
    int of(String cell) {
        if (!begun) {
            begun = true;
            numeric = WHOLE.matcher(cell).matches();
        }
        int number = numeric ? parsed(cell) : words.computeIfAbsent(cell, word -> words.size());
        count = Math.max(count, number + 1);
        return number < MOST ? number : -1;
    }

    private static int parsed(String cell) {
        return SHORT.matcher(cell).matches() ? Integer.parseInt(cell) : -1;
    }

    /// One more than the largest number so far.
    int count() {
        return count;
    }
}
