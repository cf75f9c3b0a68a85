package calorimeter.lab.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The manifest of one run in a [BundleFile], as JSON: what the run is, by what it was computed, the columns of its
/// rows, and length and SHA-256 of each part.
final class BundleManifest {

    /// Raised whenever an older program would misread what a newer one writes.
    static final int FORMAT = 1;

    private static final String FORMAT_KEY = "format";

    private final ObjectNode json;

    private BundleManifest(ObjectNode json) {
        this.json = json;
    }

    static BundleManifest of(RunBundle bundle) {
        RunRecord run = bundle.run();
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put(FORMAT_KEY, FORMAT);
        json.put("run", run.name());
        json.put("experiment", run.experiment());
        json.put("preset", run.preset());
        json.put("seed", run.seed());
        json.put("identity", run.identity());
        json.put("attempt", run.attempt());
        // As text: what is read back must be the same characters.
        json.put("configuration", run.configurationJson());
        json.put("status", run.status().name().toLowerCase(Locale.ROOT));
        json.put("step", run.step());
        json.put("wall_seconds", run.wallSeconds());
        json.put("result", run.resultJson());
        ArrayNode sessions = json.putArray("sessions");
        bundle.sessions().forEach(session -> sessions.add(Json.requireObject("provenance", session.toJson())));
        ArrayNode columns = json.putArray("columns");
        bundle.series()
                .columns()
                .forEach(column -> columns.addObject()
                        .put("name", column.name())
                        .put("symbol", column.symbol())
                        .put("unit", column.unit())
                        .put("description", column.description()));
        if (!run.status().isResumable()) {
            json.put("left_out", Checkpoint.OPTIMIZER);
        }
        json.putObject("parts");
        return new BundleManifest(json);
    }

    /// @throws IllegalArgumentException if it is not a manifest, or one of a newer format
    static BundleManifest parse(String text) {
        ObjectNode json = Json.requireObject("its manifest", text);
        long format = whole(json, FORMAT_KEY);
        if (format > FORMAT) {
            throw new IllegalArgumentException("it has format " + format + " but this program reads only up to "
                    + FORMAT + "; update Calorimeter");
        }
        return new BundleManifest(json);
    }

    String text() {
        return json.toPrettyString();
    }

    void addPart(String name, byte[] content) {
        json.withObject("parts").putObject(name).put("bytes", content.length).put("sha256", Sha256.hex(content));
    }

    boolean hasPart(String name) {
        return json.path("parts").has(name);
    }

    /// @throws IllegalArgumentException if the part is not the one that was packed
    void requirePart(String name, byte[] content) {
        JsonNode part = json.path("parts").path(name);
        if (whole(part, "bytes") != content.length || !text(part, "sha256").equals(Sha256.hex(content))) {
            throw new IllegalArgumentException("the " + name + " of run " + name() + " are not those of its manifest");
        }
    }

    String name() {
        return text(json, "run");
    }

    RunRecord run() {
        return new RunRecord(
                0,
                name(),
                text(json, "experiment"),
                text(json, "preset"),
                whole(json, "seed"),
                text(json, "identity"),
                Math.toIntExact(whole(json, "attempt")),
                text(json, "configuration"),
                sessions().getFirst(),
                RunStatus.valueOf(text(json, "status").toUpperCase(Locale.ROOT)),
                whole(json, "step"),
                json.path("wall_seconds").doubleValue(),
                json.hasNonNull("result") ? text(json, "result") : null);
    }

    List<Provenance> sessions() {
        List<Provenance> sessions = new ArrayList<>();
        json.path("sessions").forEach(session -> sessions.add(Provenance.fromJson(session.toString())));
        if (sessions.isEmpty()) {
            throw new IllegalArgumentException("its manifest names no session");
        }
        return sessions;
    }

    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        json.path("columns")
                .forEach(column -> columns.add(new Column(
                        text(column, "name"),
                        text(column, "symbol"),
                        text(column, "unit"),
                        text(column, "description"))));
        return columns;
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("its manifest has no text '" + field + "'");
        }
        return value.textValue();
    }

    private static long whole(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.canConvertToLong()) {
            throw new IllegalArgumentException("its manifest has no whole number '" + field + "'");
        }
        return value.longValue();
    }
}
