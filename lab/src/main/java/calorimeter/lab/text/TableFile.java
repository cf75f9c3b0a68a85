// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.text;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A table that a person wrote in TOML or JSON. No key may be there twice and nothing may follow the table.
///
/// @param text in which places can be found
/// @param root an object
public record TableFile(String text, JsonNode root) {

    /// Strings and comments of TOML, which come first since they may hold anything; in group 1 an integer.
    private static final Pattern LONG_INTEGER =
            Pattern.compile("(?s:\"\"\".*?\"\"\"|'''.*?''')|\"(?:\\\\.|[^\"\\\\\\n])*\"|'[^'\\n]*'|#[^\\n]*"
                    + "|(?<![\\w.+-])([+-]?[0-9](?:_?[0-9]){17,})(?![\\w.-])");

    /// @param thing what the file is, for the messages, as "sweep"
    /// @param content what the table holds, for the messages, as "settings"
    /// @throws TableException if there is no such file, its name does not end in .toml or .json, or it holds no
    ///     table in that language; with line and column where there are any
    public static TableFile read(Path file, String thing, String content) {
        String name = thing + " " + file;
        if (!isJson(file) && !file.toString().endsWith(".toml")) {
            throw new TableException("the " + name + " must be a .toml or a .json file");
        }
        String text = text(file, name);
        JsonNode root = parse(file, text, name);
        if (!root.isObject()) {
            throw new TableException("the " + name + " must be a table of " + content);
        }
        return new TableFile(text, root);
    }

    private static boolean isJson(Path file) {
        return file.toString().endsWith(".json");
    }

    private static String text(Path file, String name) {
        try {
            return PlainText.decode(Files.readAllBytes(file), "the " + name);
        } catch (NoSuchFileException e) {
            throw new TableException("there is no " + name + "; check the path");
        } catch (IOException e) {
            throw new TableException("cannot read the " + name + " (" + e + "); check the path and its permissions");
        }
    }

    private static JsonNode parse(Path file, String text, String name) {
        ObjectMapper mapper = isJson(file) ? strictJson() : new TomlMapper();
        try {
            return mapper.readTree(isJson(file) ? text : quotedIntegers(text));
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String where = place == null ? "" : ", line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw new TableException("cannot read the " + name + where + ": "
                    + TableAdvice.plain(e.getOriginalMessage()) + TableAdvice.of(file.toString(), text));
        }
    }

    /// A text of TOML with quotes around its long integers: its parser drops digits of some of more than 18.
    static String quotedIntegers(String text) {
        return LONG_INTEGER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null
                                ? found.group()
                                : "\"" + found.group(1).replace("_", "") + "\""));
    }

    private static JsonMapper strictJson() {
        return JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }
}
