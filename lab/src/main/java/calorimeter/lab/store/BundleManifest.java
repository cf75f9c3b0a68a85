package calorimeter.lab.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The manifest of one run in a [BundleFile], whose JSON has these keys.
///
/// @param format raised whenever an older program would misread what a newer one writes
/// @param configuration as text, like `result`: what is read back must be the same characters
/// @param sessions by what each was computed
/// @param leftOut the beginning of the names of tensors that the checkpoint has been relieved of
/// @param parts by name
record BundleManifest(
        long format,
        String run,
        String experiment,
        String preset,
        long seed,
        String identity,
        int attempt,
        String configuration,
        RunStatus status,
        long step,
        double wallSeconds,
        @Nullable String result,
        List<JsonNode> sessions,
        List<Column> columns,
        @Nullable String leftOut,
        Map<String, Part> parts) {

    static final int FORMAT = 1;

    private static final ObjectReader READER =
            Json.MAPPER.readerFor(BundleManifest.class).with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    /// Length and SHA-256 of a part before it is deflated.
    record Part(int bytes, String sha256) {

        static Part of(byte[] content) {
            return new Part(content.length, Sha256.hex(content));
        }
    }

    static BundleManifest of(RunBundle bundle, Map<String, Part> parts) {
        RunRecord run = bundle.run();
        return new BundleManifest(
                FORMAT,
                run.name(),
                run.experiment(),
                run.preset(),
                run.seed(),
                run.identity(),
                run.attempt(),
                run.configurationJson(),
                run.status(),
                run.step(),
                run.wallSeconds(),
                run.resultJson(),
                bundle.sessions().stream()
                        .<JsonNode>map(session -> Json.requireObject("provenance", session.toJson()))
                        .toList(),
                bundle.series().columns(),
                run.hasEnded() ? Checkpoint.OPTIMIZER : null,
                parts);
    }

    /// @throws IllegalArgumentException if it is not a manifest, or one of a newer format
    static BundleManifest parse(String text) {
        ObjectNode json = Json.requireObject("its manifest", text);
        long format = json.path("format").asLong(FORMAT);
        if (format > FORMAT) {
            throw new IllegalArgumentException("it has format " + format + " but this program reads only up to "
                    + FORMAT + "; update Calorimeter");
        }
        try {
            return READER.readValue(json.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("its manifest is not complete: " + e.getOriginalMessage(), e);
        }
    }

    String text() {
        return Json.MAPPER.valueToTree(this).toPrettyString();
    }

    /// @throws IllegalArgumentException if the part is not the one that was packed
    void requirePart(String name, byte[] content) {
        if (!Part.of(content).equals(parts.get(name))) {
            throw new IllegalArgumentException("the " + name + " of run " + run + " are not those of its manifest");
        }
    }

    List<Provenance> provenances() {
        return sessions.stream()
                .map(session -> Provenance.fromJson(session.toString()))
                .toList();
    }

    RunRecord record() {
        return new RunRecord(
                0,
                run,
                experiment,
                preset,
                seed,
                identity,
                attempt,
                configuration,
                provenances().getFirst(),
                status,
                step,
                wallSeconds,
                result);
    }
}
