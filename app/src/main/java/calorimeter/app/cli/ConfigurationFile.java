package calorimeter.app.cli;

import calorimeter.lab.text.TableAdvice;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Settings in a TOML or JSON file: one flat table of the names that flags have.
final class ConfigurationFile {

    private ConfigurationFile() {}

    /// Values as text.
    ///
    /// @throws BadInputException when the file cannot be read or is no flat table
    static Map<String, String> read(Path file) {
        JsonNode root = parse(file);
        if (!root.isObject()) {
            throw new BadInputException("the configuration " + file + " must be a table of settings");
        }
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

    private static JsonNode parse(Path file) {
        String name = file.toString();
        if (!name.endsWith(".json") && !name.endsWith(".toml")) {
            throw new BadInputException("the configuration " + file + " must be a .toml or a .json file");
        }
        ObjectMapper mapper = name.endsWith(".json") ? new JsonMapper() : new TomlMapper();
        String text = text(file);
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String where = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw new BadInputException("cannot read the configuration " + file + where + ": " + e.getOriginalMessage()
                    + TableAdvice.of(name, text));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new BadInputException("there is no configuration " + file);
        } catch (IOException e) {
            throw new BadInputException("cannot read the configuration " + file + " (" + e + ")");
        }
    }
}
