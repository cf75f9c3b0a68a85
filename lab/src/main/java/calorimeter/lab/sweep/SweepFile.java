// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.lab.run.Presets;
import calorimeter.lab.text.NearestNames;
import calorimeter.lab.text.TableFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A sweep as a TOML or JSON file:
///
/// ```toml
/// name = "decay"              # default: the file's name without its ending
/// preset = "nanda"            # default: nanda
/// max-steps = 20000           # settings of all runs
///
/// [grid]                      # the last axis is the fastest
/// p = [23, 53, 97]
/// seeds = "0..9"
/// weight-decay = "0:1"        # an interval, for a random search
/// ```
///
/// @param name of the sweep
public record SweepFile(String name, SweepGrid grid) {

    private static final String NAME = "name";
    private static final String PRESET = "preset";
    private static final String GRID = "grid";
    private static final Pattern ENDING = Pattern.compile("\\.(toml|json)$");

    /// @throws TableException if the file cannot be read as a table
    /// @throws SweepException if the table is not like that; with line and column
    public static SweepFile read(Path file) {
        return new Reader(file).read();
    }

    private static final class Reader {

        private final Path file;
        private final JsonNode root;
        private final TextPlaces places;

        Reader(Path file) {
            this.file = file;
            TableFile table = TableFile.read(file, "sweep", "settings with a table grid");
            root = table.root();
            places = new TextPlaces(file.toString(), table.text());
        }

        SweepFile read() {
            SweepGrid grid = new SweepGrid(preset(root.path(PRESET)));
            for (Map.Entry<String, JsonNode> entry : root.properties()) {
                switch (entry.getKey()) {
                    case NAME, PRESET -> requireSingle(entry.getKey(), entry.getValue());
                    case GRID -> axes(grid, entry.getValue());
                    default -> fix(grid, entry.getKey(), entry.getValue());
                }
            }
            String name = ENDING.matcher(file.getFileName().toString()).replaceFirst("");
            return new SweepFile(root.path(NAME).asText(name), grid);
        }

        private String preset(JsonNode node) {
            String preset = node.isMissingNode() ? Presets.NANDA.key() : node.asText();
            List<String> names =
                    Arrays.stream(Presets.values()).map(Presets::key).toList();
            if (!names.contains(preset)) {
                throw new SweepException("preset is '" + preset + "' (" + places.value("", PRESET, preset)
                        + ") but must be one of " + String.join(", ", names) + NearestNames.suggestion(preset, names));
            }
            return preset;
        }

        private void requireSingle(String key, JsonNode value) {
            if (!value.isValueNode() || value.isNull()) {
                throw new SweepException(key + " must be a single value (" + places.key("", key) + ")"
                        + (key.equals(NAME) || key.equals(PRESET) ? "" : "; a list belongs into the table grid"));
            }
        }

        private void fix(SweepGrid grid, String key, JsonNode value) {
            SweepAxis.requireSetting(SweepAxis.settingKey(key), places.key("", key), NAME, PRESET, GRID);
            requireSingle(key, value);
            if (SweepAxis.isList(value.asText())) {
                throw new SweepException(key + " is '" + value.asText() + "' (" + places.key("", key)
                        + "), which is a list; move it into the table grid");
            }
            grid.fix(key, value.asText(), places.value("", key, value.asText()));
        }

        private void axes(SweepGrid grid, JsonNode table) {
            if (!table.isObject()) {
                throw new SweepException("grid must be a table of settings with lists (" + places.key("", GRID) + ")");
            }
            for (Map.Entry<String, JsonNode> entry : table.properties()) {
                String key = entry.getKey();
                SweepAxis.requireSetting(SweepAxis.settingKey(key), places.key(GRID, key));
                JsonNode value = entry.getValue();
                if (value.isTextual()
                        && SweepInterval.parse(key, value.asText(), places.key(GRID, key))
                                .isPresent()) {
                    grid.set(key, value.asText(), places.value(GRID, key, value.asText()));
                    continue;
                }
                List<SweepAxis.Value> values = new ArrayList<>();
                for (JsonNode element : value.isArray() ? value : List.of(value)) {
                    values.addAll(values(key, element));
                }
                if (values.isEmpty()) {
                    throw new SweepException(
                            key + " has no values (" + places.key(GRID, key) + "); give at least one, or leave it out");
                }
                grid.vary(new SweepAxis(SweepAxis.settingKey(key), values));
            }
        }

        private List<SweepAxis.Value> values(String key, JsonNode element) {
            if (!element.isValueNode() || element.isNull()) {
                throw new SweepException(
                        key + " must be a list of values, or a range as \"0..9\" (" + places.key(GRID, key) + ")");
            }
            return SweepAxis.values(key, element.asText(), places.value(GRID, key, element.asText()));
        }
    }
}
