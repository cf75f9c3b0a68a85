package calorimeter.app.cli;

import calorimeter.lab.store.RunRecord;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Several runs side by side: the settings in which they differ, and all of their results.
///
/// Each value list has one element for each run, in their order; a missing node stands for what a run lacks.
///
/// @param equalSettings how many settings are the same in all runs
record RunComparison(
        List<RunRecord> runs,
        Map<String, List<JsonNode>> differentSettings,
        int equalSettings,
        Map<String, List<JsonNode>> results) {

    static RunComparison of(List<RunRecord> runs) {
        Map<String, List<JsonNode>> settings = sideBySide(runs, RunComparison::settings);
        Map<String, List<JsonNode>> different = new LinkedHashMap<>();
        settings.forEach((path, values) -> {
            if (new HashSet<>(values).size() > 1) {
                different.put(path, values);
            }
        });
        return new RunComparison(
                runs, different, settings.size() - different.size(), sideBySide(runs, RunJson::result));
    }

    /// Preset and seed are given like settings, whether or not the configuration repeats them.
    private static JsonNode settings(RunRecord run) {
        ObjectNode settings = Json.object();
        settings.put("preset", run.preset());
        settings.put("seed", run.seed());
        RunJson.configuration(run).properties().forEach(field -> settings.set(field.getKey(), field.getValue()));
        return settings;
    }

    private static Map<String, List<JsonNode>> sideBySide(
            List<RunRecord> runs, Function<RunRecord, JsonNode> document) {
        List<Map<String, JsonNode>> leaves = new ArrayList<>();
        Map<String, List<JsonNode>> values = new LinkedHashMap<>();
        for (RunRecord run : runs) {
            Map<String, JsonNode> own = Json.leaves(document.apply(run));
            leaves.add(own);
            own.keySet().stream().filter(path -> !path.isEmpty()).forEach(path -> values.put(path, new ArrayList<>()));
        }
        values.forEach(
                (path, list) -> leaves.forEach(own -> list.add(own.getOrDefault(path, MissingNode.getInstance()))));
        return values;
    }

    /// `{"runs":[…],"equal_settings":n,"settings":{path:[…]},"results":{path:[…]}}`, null for what a run lacks.
    ObjectNode toJson() {
        ObjectNode json = Json.object();
        ArrayNode names = json.putArray("runs");
        runs.forEach(run -> names.add(run.name()));
        json.put("equal_settings", equalSettings);
        json.set("settings", values(differentSettings));
        json.set("results", values(results));
        return json;
    }

    private static ObjectNode values(Map<String, List<JsonNode>> lists) {
        ObjectNode json = Json.object();
        lists.forEach((path, list) -> {
            ArrayNode array = json.putArray(path);
            list.forEach(value -> array.add(value.isMissingNode() ? array.nullNode() : value));
        });
        return json;
    }

    String toText() {
        String[] headings = new String[runs.size() + 1];
        headings[0] = "";
        for (int i = 0; i < runs.size(); i++) {
            headings[i + 1] = ">" + runs.get(i).name();
        }
        TextTable table = new TextTable(headings);
        addSection(table, "settings (" + equalSettings + " more are equal)", differentSettings);
        addSection(table, "results", results);
        return table.toString();
    }

    private static void addSection(TextTable table, String title, Map<String, List<JsonNode>> lists) {
        int columns = lists.values().stream().mapToInt(List::size).findFirst().orElse(0);
        if (columns == 0) {
            return;
        }
        String[] heading = new String[columns + 1];
        Arrays.fill(heading, "");
        heading[0] = title;
        table.row(heading);
        lists.forEach((path, list) -> {
            String[] cells = new String[columns + 1];
            cells[0] = "  " + path;
            for (int i = 0; i < columns; i++) {
                cells[i + 1] = HumanText.value(list.get(i));
            }
            table.row(cells);
        });
    }
}
