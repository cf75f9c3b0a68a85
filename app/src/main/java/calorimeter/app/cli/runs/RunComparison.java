// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.runs;

import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.app.cli.view.RunJson;
import calorimeter.lab.store.RunRecord;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

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

    private static final String BUDGET = "max-steps";
    private static final String SPACED = "log-spaced";

    private static final String DIGEST = "parameters_sha256";

    /// Digits enough to tell different parameters from equal ones, and short enough for two runs on a line.
    private static final int DIGEST_DIGITS = 12;

    static RunComparison of(List<RunRecord> runs) {
        Map<String, List<JsonNode>> settings = sideBySide(runs, RunComparison::settings);
        Map<String, List<JsonNode>> different = new LinkedHashMap<>(settings);
        different.values().removeIf(values -> new HashSet<>(values).size() == 1);
        return new RunComparison(
                runs, different, settings.size() - different.size(), sideBySide(runs, RunJson::result));
    }

    /// Preset and seed are given like settings, whether or not the configuration repeats them.
    private static JsonNode settings(RunRecord run) {
        ObjectNode settings = Json.object().put("preset", run.preset()).put("seed", run.seed());
        return settings.setAll((ObjectNode) RunJson.configuration(run));
    }

    private static Map<String, List<JsonNode>> sideBySide(
            List<RunRecord> runs, Function<RunRecord, JsonNode> document) {
        return sideBySide(runs.stream().map(document).map(Json::leaves).toList(), MissingNode.getInstance());
    }

    /// A path that only some runs have stands where these have it, not behind all others.
    private static <V> Map<String, List<V>> sideBySide(List<Map<String, V>> leaves, V missing) {
        List<String> paths = new ArrayList<>();
        for (Map<String, V> own : leaves) {
            int next = 0;
            for (String path : own.keySet()) {
                int known = paths.indexOf(path);
                if (known < 0 && !path.isEmpty()) {
                    paths.add(next++, path);
                } else {
                    next = Math.max(next, known + 1);
                }
            }
        }
        Map<String, List<V>> values = new LinkedHashMap<>();
        for (String path : paths) {
            List<V> row = new ArrayList<>();
            leaves.forEach(own -> row.add(own.getOrDefault(path, missing)));
            values.put(path, row);
        }
        return values;
    }

    /// `{"runs":[…],"equal_settings":n,"settings":{path:[…]},"results":{path:[…]},"remarks":[…]}`, null for
    /// what a run lacks.
    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.set("runs", Json.array(runs.stream().map(RunRecord::name).toList()));
        json.put("equal_settings", equalSettings);
        json.set("settings", values(differentSettings));
        json.set("results", values(results));
        json.set("remarks", Json.array(remarks()));
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
        TextTable table = new TextTable(
                cells("", runs.stream().map(run -> ">" + run.name()).toList()));
        addSection(table, "settings (" + equalSettings + " more are equal)", texts(differentSettings));
        addSection(table, "results", resultTexts());
        StringBuilder text = new StringBuilder(table.toString());
        remarks().forEach(remark -> text.append("\nremark: ").append(remark).append('\n'));
        return text.toString();
    }

    private static Map<String, List<String>> texts(Map<String, List<JsonNode>> lists) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        lists.forEach((path, list) ->
                texts.put(path, list.stream().map(HumanText::value).toList()));
        return texts;
    }

    /// A run without peaks of a quantity says so in the row of the others' first one.
    private Map<String, List<String>> resultTexts() {
        List<Map<String, String>> own =
                runs.stream().map(run -> ResultText.of(RunJson.result(run))).toList();
        Set<String> all = new HashSet<>();
        own.forEach(result -> all.addAll(result.keySet()));
        List<Map<String, String>> aligned = new ArrayList<>();
        for (Map<String, String> result : own) {
            Map<String, String> lines = new LinkedHashMap<>();
            result.forEach((path, text) -> {
                boolean othersHaveOne = text.equals(ResultText.NONE) && all.contains(path + "[0]");
                lines.put(othersHaveOne ? path + "[0]" : path, path.equals(DIGEST) ? shortened(text) : text);
            });
            aligned.add(lines);
        }
        return sideBySide(aligned, HumanText.value(null));
    }

    /// `runs show` has it whole.
    private static String shortened(String digest) {
        return digest.substring(0, Math.min(DIGEST_DIGITS, digest.length()));
    }

    private static void addSection(TextTable table, String title, Map<String, List<String>> lists) {
        if (!lists.isEmpty()) {
            int columns = lists.values().iterator().next().size();
            table.row((Object[]) cells(title, Collections.nCopies(columns, "")));
            lists.forEach((path, list) -> table.row((Object[]) cells("  " + path, list)));
        }
    }

    private static String[] cells(String first, List<String> others) {
        return Stream.concat(Stream.of(first), others.stream()).toArray(String[]::new);
    }

    /// What must be known before runs are compared whose rows were logged at different steps. The budget is the end of
    /// the log-spaced steps; without such it decides nothing.
    private List<String> remarks() {
        boolean spaced = runs.stream()
                .anyMatch(run -> RunJson.configuration(run).path(SPACED).asInt() > 0);
        List<String> settings = Stream.of(BUDGET, "log-every", SPACED)
                .filter(setting -> differentSettings.containsKey(setting) && (!setting.equals(BUDGET) || spaced))
                .toList();
        return settings.isEmpty()
                ? List.of()
                : List.of(
                        "the runs differ in " + String.join(", ", settings) + " and so in the steps at which they were"
                                + " logged: an event is at a logged step, and which peaks stand out depends on the samples, so"
                                + " small differences of either may come from that alone");
    }
}
