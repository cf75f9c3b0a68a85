// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The manifest of one run in a [BundleFile], as JSON. `configuration` and `result` are texts in it: what is read back
/// must be the same characters. `leftOut` is the beginning of the names of tensors that the checkpoint has been
/// relieved of. A newer program may have written further keys: they are passed over, since `format` is raised whenever
/// an older program would misread what a newer one writes.
///
/// @param sessions by what each was computed, the start first
/// @param parts by name: length and SHA-256 before it is deflated
record BundleManifest(RunRecord run, List<Provenance> sessions, List<Column> columns, ObjectNode parts) {

    private static final int FORMAT = 1;
    private static final String WHAT = "its manifest";

    static ObjectNode part(byte[] content) {
        return Json.MAPPER.createObjectNode().put("bytes", content.length).put("sha256", Sha256.hex(content));
    }

    String text() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("format", FORMAT).put("run", run.name());
        json.put("experiment", run.experiment()).put("preset", run.preset()).put("seed", run.seed());
        json.put("identity", run.identity()).put("attempt", run.attempt());
        json.put("configuration", run.configurationJson());
        json.put("status", run.status().name()).put("step", run.step()).put("wallSeconds", run.wallSeconds());
        json.put("result", run.resultJson());
        ArrayNode all = json.putArray("sessions");
        sessions.forEach(session -> all.add(Json.requireObject("provenance", session.toJson())));
        json.set("columns", Json.MAPPER.valueToTree(columns));
        json.put("leftOut", run.hasEnded() ? Checkpoint.OPTIMIZER : null);
        json.set("parts", parts);
        return json.toPrettyString();
    }

    /// @throws IllegalArgumentException if it is not a manifest, or one of a newer format
    static BundleManifest parse(String text) {
        ObjectNode json = Json.requireObject(WHAT, text);
        long format = json.path("format").asLong(FORMAT);
        if (format > FORMAT) {
            throw new IllegalArgumentException("it has format " + format + " but this program reads only up to "
                    + FORMAT + "; update Calorimeter");
        }
        List<Provenance> sessions = new ArrayList<>();
        Json.require(WHAT, json, "sessions", "list", JsonNode::isArray)
                .forEach(session -> sessions.add(Provenance.fromJson(session.toString())));
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : Json.require(WHAT, json, "columns", "list", JsonNode::isArray)) {
            columns.add(new Column(
                    Json.text("a column of " + WHAT, column, "name"),
                    Json.text("a column of " + WHAT, column, "symbol"),
                    Json.text("a column of " + WHAT, column, "unit"),
                    Json.text("a column of " + WHAT, column, "description")));
        }
        if (sessions.isEmpty()) {
            throw new IllegalArgumentException(WHAT + " has no session");
        }
        return new BundleManifest(record(json, sessions.getFirst()), sessions, columns, (ObjectNode)
                Json.require(WHAT, json, "parts", "object", JsonNode::isObject));
    }

    private static RunRecord record(ObjectNode json, Provenance start) {
        RunStatus status = status(Json.text(WHAT, json, "status"));
        boolean completed = status == RunStatus.COMPLETED;
        if (completed || json.hasNonNull("result")) {
            Json.requireObject(WHAT + " result", Json.text(WHAT, json, "result"));
        }
        return new RunRecord(
                0,
                Json.text(WHAT, json, "run"),
                Json.text(WHAT, json, "experiment"),
                Json.text(WHAT, json, "preset"),
                Json.require(WHAT, json, "seed", "integer", JsonNode::isIntegralNumber)
                        .longValue(),
                Json.text(WHAT, json, "identity"),
                Json.require(WHAT, json, "attempt", "integer above 0", node -> node.isInt() && node.intValue() > 0)
                        .intValue(),
                Json.text(WHAT, json, "configuration"),
                start,
                status,
                Json.require(WHAT, json, "step", "integer of at least 0", BundleManifest::isCount)
                        .longValue(),
                Json.require(
                                WHAT,
                                json,
                                "wallSeconds",
                                "number of at least 0",
                                node -> node.isNumber() && node.doubleValue() >= 0)
                        .doubleValue(),
                json.hasNonNull("result") ? Json.text(WHAT, json, "result") : null);
    }

    private static boolean isCount(JsonNode node) {
        return node.isIntegralNumber() && node.longValue() >= 0;
    }

    private static RunStatus status(String text) {
        return Arrays.stream(RunStatus.values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        WHAT + ": status is '" + text + "' but must be one of " + Arrays.toString(RunStatus.values())));
    }

    /// @throws IllegalArgumentException if the part is not the one that was packed
    void requirePart(String name, byte[] content) {
        if (!part(content).equals(parts.get(name))) {
            throw new IllegalArgumentException("the " + name + " of run " + run.name() + " are not those of " + WHAT);
        }
    }
}
