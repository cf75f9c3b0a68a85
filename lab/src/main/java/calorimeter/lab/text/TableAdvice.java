// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a person may have meant by a TOML or JSON file that cannot be read.
final class TableAdvice {

    /// `name = small`: a word that is none of TOML's own.
    private static final Pattern BARE_WORD =
            Pattern.compile("(?m)^\\s*([\\w-]+)\\s*=\\s*(?!(?:true|false|inf|nan)\\b)([A-Za-z][\\w./-]*)\\s*(?:#.*)?$");

    /// `NaN` or `small` in JSON.
    private static final Pattern JSON_WORD = Pattern.compile("^(?:Non-standard|Unrecognized) token '([\\w+-]+)'");

    /// What Jackson says of its own switches.
    private static final Pattern SWITCH = Pattern.compile(":? enable `[\\w.]+` to allow|, from `[^`]+`");

    private TableAdvice() {}

    /// What to append to the parser's complaint; empty if nothing comes to mind.
    ///
    /// @param file its name, whose ending says how it is read
    /// @param text its content
    static String of(String file, String text) {
        boolean json = file.endsWith(".json");
        if (reads(json ? new TomlMapper() : new JsonMapper(), text)) {
            String is = json ? "TOML" : "JSON";
            String ending = json ? ".toml" : ".json";
            return "; it reads as " + is + ": give it a name that ends in " + ending;
        }
        Matcher word = BARE_WORD.matcher(text);
        return !json && word.find() ? ofWord(word.group(1), word.group(2)) : "";
    }

    private static String ofWord(String key, String word) {
        return word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")
                ? "; write " + key + " = " + word.toLowerCase(Locale.ROOT)
                : "; text needs quotes: " + key + " = \"" + word + "\"";
    }

    /// The parser's complaint without the names of its own switches.
    static String plain(String complaint) {
        Matcher token = JSON_WORD.matcher(complaint);
        if (token.find()) {
            return ofJsonWord(token.group(1));
        }
        return complaint.contains("comment?")
                ? "JSON has no comments"
                : SWITCH.matcher(complaint).replaceAll("");
    }

    private static String ofJsonWord(String word) {
        return word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")
                ? "'" + word + "' is written " + word.toLowerCase(Locale.ROOT)
                : "JSON has no '" + word + "'; write a number, or a text in quotes";
    }

    private static boolean reads(ObjectMapper mapper, String text) {
        try {
            return mapper.readTree(text).isObject();
        } catch (JsonProcessingException neither) {
            return false;
        }
    }
}
