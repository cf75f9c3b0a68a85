// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.settings;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.text.TableFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Settings in a file: one flat table of the names that flags have, read from TOML or JSON and written as TOML.
public final class ConfigurationFile {

    /// What TOML writes without quotes: numbers, and the two truth values.
    private static final Pattern BARE = Pattern.compile("true|false|[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private ConfigurationFile() {}

    /// Values as text.
    ///
    /// @throws calorimeter.lab.text.TableException if the file cannot be read
    /// @throws BadInputException if its table is not flat
    static Map<String, String> read(Path file) {
        JsonNode root = TableFile.read(file, "configuration", "settings").root();
        if (root.path("grid").isObject()) {
            throw new BadInputException("the configuration " + file + " has a table grid, so it is a sweep file; use"
                    + " `calorimeter sweep " + file + "`");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (!entry.getValue().isValueNode()) {
                throw new BadInputException("'" + entry.getKey() + "' in " + file
                        + " must be a single value, since settings have no sub-tables");
            }
            values.put(entry.getKey(), entry.getValue().asText());
        }
        return values;
    }

    /// All settings of a run as a file that `--config` reads.
    public static String toml(TrainParameters run) {
        StringBuilder text = new StringBuilder("preset = \"" + run.preset() + "\"\n");
        run.values()
                .forEach((key, value) -> text.append(key)
                        .append(" = ")
                        .append(BARE.matcher(value).matches() ? value : "\"" + value + "\"")
                        .append('\n'));
        return text.toString();
    }
}
