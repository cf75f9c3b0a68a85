package calorimeter.app.cli.doctor;

import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that the doctor has looked at.
///
/// @param key in JSON, with its unit
/// @param label for a person
/// @param value for JSON
/// @param text for a person, in one or several lines
/// @param problem what is wrong and what to do, or null if nothing is
record Finding(
        String key,
        String label,
        JsonNode value,
        String text,
        @Nullable String problem) {

    static Finding of(String key, String label, String value) {
        return new Finding(key, label, TextNode.valueOf(value), value, null);
    }

    static Finding of(String key, String label, long value) {
        return new Finding(key, label, LongNode.valueOf(value), Long.toString(value), null);
    }

    static Finding of(String key, String label, boolean value) {
        return new Finding(key, label, BooleanNode.valueOf(value), value ? "yes" : "no", null);
    }

    /// A list in JSON, a line each for a person.
    static Finding of(String key, String label, List<String> values) {
        ArrayNode list = Json.array();
        values.forEach(list::add);
        return new Finding(key, label, list, String.join("\n", values), null);
    }

    static Finding ofBytes(String key, String label, long bytes) {
        return new Finding(key, label, LongNode.valueOf(bytes), HumanText.bytes(bytes), null);
    }

    /// The same with a problem, if the condition holds.
    Finding withProblemIf(boolean condition, String described) {
        return condition ? new Finding(key, label, value, text, described) : this;
    }
}
