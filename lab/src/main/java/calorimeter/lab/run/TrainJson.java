// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.lab.store.RunIdentity;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.statistics.peaks.Onset;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.Place;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Training parameters and results as JSON: the store's configuration, the object that `train --json` prints.
public final class TrainJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TrainJson() {}

    /// Every setting as text, and the preset it started from.
    public static String configuration(TrainParameters parameters) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("preset", parameters.preset());
        parameters.values().forEach(json::put);
        return json.toString();
    }

    /// What of the configuration decides the bits: all but the preset's name, and but later settings that leave
    /// everything as it was before they existed.
    static String deciding(TrainParameters parameters) {
        ObjectNode json = MAPPER.createObjectNode();
        for (Setting setting : Setting.values()) {
            setting.deciding(parameters).ifPresent(value -> json.put(setting.key(), value));
        }
        return json.toString();
    }

    /// Identity of a run: a sweep asks the store for it before computing a point again.
    public static String identity(TrainParameters parameters) {
        return RunIdentity.of(
                TrainExperiment.ID,
                deciding(parameters),
                parameters.training().seed(),
                parameters.training().model().numericVersion());
    }

    /// The inverse of [#configuration].
    ///
    /// @throws IllegalArgumentException when the text is not what [#configuration] writes
    public static TrainParameters parameters(String configuration) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            MAPPER.readTree(configuration)
                    .properties()
                    .forEach(e -> values.put(e.getKey(), e.getValue().asText()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the stored configuration is not JSON: " + e.getOriginalMessage(), e);
        }
        String preset = values.remove("preset");
        if (preset == null) {
            throw new IllegalArgumentException("the stored configuration names no preset");
        }
        // Settings that did not exist when the run was stored have the value that the presets give them.
        SettingValues settings = SettingValues.ofPreset(preset);
        settings.putAll(values, "stored configuration");
        return TrainParameters.of(preset, settings);
    }

    /// The result; numbers that are not finite become null.
    public static String result(TrainResult result) {
        ObjectNode json = MAPPER.createObjectNode();
        TrainFindings findings = result.findings();
        json.put("steps", findings.steps());
        put(json, "memorised_at", findings.memorisation());
        ObjectNode generalised = json.putObject("generalised_at");
        findings.generalisation().forEach((level, onset) -> put(generalised, Double.toString(level), onset));
        ObjectNode peaks = json.putObject("peaks");
        peaks(peaks.putArray("C"), findings.specificHeatPeaks());
        peaks(peaks.putArray("V"), findings.landscapePeaks());
        ObjectNode finals = json.putObject("final");
        findings.lastValues().forEach((column, value) -> {
            String key = column.startsWith("attention.")
                    ? column.substring("attention.".length())
                    : column.replace('.', '_');
            finals.set(key, number(value));
        });
        findings.charges().ifPresent(charges -> charges(json.putObject("charges"), charges));
        json.put("parameters_sha256", result.parametersSha256());
        json.set("wall_seconds", number(result.wallSeconds()));
        json.set("steps_per_second", number(result.stepsPerSecond()));
        return json.toString();
    }

    /// The result of a completed run: findings from its rows, the rest from the stored result.
    ///
    /// @throws IllegalArgumentException when the run has no result
    public static TrainResult result(RunStore store, RunRecord run) {
        String stored = run.resultJson();
        if (stored == null) {
            throw new IllegalArgumentException("run " + run.name() + " has no result");
        }
        try {
            JsonNode json = MAPPER.readTree(stored);
            return new TrainResult(
                    TrainFindings.of(parameters(run.configurationJson()), TrainRecord.of(store.series(run))),
                    json.path("parameters_sha256").asText(),
                    json.path("wall_seconds").asDouble());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the stored result is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void put(ObjectNode json, String key, Onset onset) {
        switch (onset) {
            case Onset.Occurred occurred -> json.put(key, (long) occurred.step());
            case Onset.Pending pending -> json.putNull(key);
            case Onset.NotOccurred never -> json.putNull(key);
        }
    }

    private static void peaks(ArrayNode array, List<Peak> peaks) {
        for (Peak peak : peaks) {
            ObjectNode json = array.addObject();
            json.put("step", (long) peak.step());
            Place place = Place.ofLogTime(peak.time(), peak.timeError());
            json.set("place", number(place.step()));
            json.set("place_error", number(place.error()));
            json.set("height", number(peak.height()));
            json.set("prominence", number(peak.prominence()));
        }
    }

    private static void charges(ObjectNode json, ChargeFindings charges) {
        json.set("residual", number(charges.residual()));
        ObjectNode groups = json.putObject("groups");
        for (ChargeFindings.Group group : charges.groups()) {
            ObjectNode one = groups.putObject(group.name());
            one.set("start", number(group.start()));
            one.set("charge", number(group.charge()));
            one.set("violation", number(group.violation()));
            one.set("residual", number(group.residual()));
            group.predictions().forEach((predictor, value) -> one.set(predictor, number(value)));
        }
    }

    private static JsonNode number(double value) {
        return Double.isFinite(value) ? MAPPER.getNodeFactory().numberNode(value) : MAPPER.nullNode();
    }
}
