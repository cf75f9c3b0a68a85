// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// By what and where a session of a run was computed. None of it may change the bits of the run; all of it may
/// explain why they changed nevertheless.
///
/// @param programVersion of Calorimeter
/// @param commit of its source, or null if it is not known
/// @param jvm name, version and vendor
/// @param operatingSystem name, version and architecture
/// @param processor model name
/// @param kernel of the numerics, with its vector width
/// @param threads that compute
/// @param startedAt the session's start
public record Provenance(
        String programVersion,
        @Nullable String commit,
        String jvm,
        String operatingSystem,
        String processor,
        String kernel,
        int threads,
        Instant startedAt) {

    public Provenance {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + " but must be at least 1");
        }
        // As it is written: what is read back must be equal.
        startedAt = startedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /// The provenance of work that this process starts now.
    public static Provenance ofThisProcess(String programVersion, @Nullable String commit, String kernel, int threads) {
        return new Provenance(
                programVersion,
                commit,
                property("java.vm.name") + " " + property("java.vm.version") + " (" + property("java.vm.vendor") + ")",
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                Processor.modelName(),
                kernel,
                threads,
                Instant.now());
    }

    /// What may explain other bits, in one phrase.
    String inWords() {
        return processor + ", " + kernel + ", " + jvm + ", " + operatingSystem + ", Calorimeter " + programVersion
                + (commit == null ? "" : " (" + commit + ")");
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    public String toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("programVersion", programVersion);
        json.put("commit", commit);
        json.put("jvm", jvm);
        json.put("operatingSystem", operatingSystem);
        json.put("processor", processor);
        json.put("kernel", kernel);
        json.put("threads", threads);
        json.put("startedAt", startedAt.toString());
        return json.toString();
    }

    /// What [#toJson] has written.
    ///
    /// @throws IllegalArgumentException if the text is not what [#toJson] writes
    public static Provenance fromJson(String text) {
        ObjectNode json = Json.requireObject("provenance", text);
        return new Provenance(
                Json.text("provenance", json, "programVersion"),
                json.hasNonNull("commit") ? Json.text("provenance", json, "commit") : null,
                Json.text("provenance", json, "jvm"),
                Json.text("provenance", json, "operatingSystem"),
                Json.text("provenance", json, "processor"),
                Json.text("provenance", json, "kernel"),
                json.path("threads").asInt(),
                instant(Json.text("provenance", json, "startedAt")));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("provenance: startedAt is '" + text + "' but must be a time", e);
        }
    }
}
