// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.text;

import java.util.regex.Pattern;

/// A word of a command line that a person may copy.
public final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum}_./=,:@%+\\-]+");

    private ShellWord() {}

    /// The word, in single quotes if a shell would read it as anything but itself.
    public static String of(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
