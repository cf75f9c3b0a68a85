// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.doctor;

import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The doctor's list of what was looked at and what is wrong. An item has a key for JSON, which names its unit, and
/// a label for a person; a problem says what is wrong and what to do, and is null if nothing is.
final class Checkup {

    private final ObjectNode items = Json.object();
    private final TextTable table = new TextTable("", "", "");
    private final List<String> problems = new ArrayList<>();

    void add(String key, String label, String value) {
        add(key, label, value, null);
    }

    void add(String key, String label, String value, @Nullable String problem) {
        add(key, label, TextNode.valueOf(value), List.of(value), problem);
    }

    void add(String key, String label, long value) {
        add(key, label, LongNode.valueOf(value), List.of(Long.toString(value)), null);
    }

    /// @param problem what is wrong if the answer is no
    void addAnswer(String key, String label, @Nullable String problem) {
        boolean yes = problem == null;
        add(key, label, BooleanNode.valueOf(yes), List.of(yes ? "yes" : "no"), problem);
    }

    void addBytes(String key, String label, long bytes, @Nullable String problem) {
        add(key, label, LongNode.valueOf(bytes), List.of(HumanText.bytes(bytes)), problem);
    }

    /// Adds a list in JSON, a line each for a person.
    void add(String key, String label, List<String> lines) {
        add(key, label, Json.array(lines), lines, null);
    }

    private void add(String key, String label, JsonNode value, List<String> lines, @Nullable String problem) {
        items.set(key, value);
        table.row(problem == null ? " " : "!", label, lines.isEmpty() ? "" : lines.getFirst());
        lines.stream().skip(1).forEach(line -> table.row(" ", "", line));
        if (problem != null) {
            problems.add(problem);
        }
    }

    boolean isHealthy() {
        return problems.isEmpty();
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("healthy", isHealthy());
        json.set("problems", Json.array(problems));
        return json.setAll(items);
    }

    String text() {
        StringBuilder text = new StringBuilder(table.toString());
        if (isHealthy()) {
            text.append("\nAll is well.\n");
        }
        problems.forEach(problem -> text.append("\n! ").append(problem).append('\n'));
        return text.toString();
    }
}
