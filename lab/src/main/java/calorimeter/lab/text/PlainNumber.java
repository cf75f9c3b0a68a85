// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.text;

import java.util.regex.Pattern;

/// Numbers as people write them: `0.5`, `.5`, `1e-3`. Java's own grammar would also take the suffixes of its literals,
/// as in `1d`, and hexadecimal digits.
public final class PlainNumber {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|Infinity)|NaN");

    private PlainNumber() {}

    /// The number; −0 is 0.
    ///
    /// @throws NumberFormatException if the text is none
    public static double parse(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new NumberFormatException("'" + text + "' is not a number");
        }
        return Double.parseDouble(text) + 0.0;
    }
}
