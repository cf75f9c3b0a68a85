// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.view;

import calorimeter.app.cli.text.Json;
import calorimeter.lab.run.Setting;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/// A run as JSON; the names are those of `calorimeter train --json` where both have the same thing.
public final class RunJson {

    private RunJson() {}

    /// `run`, `preset`, `model`, `data`, `seed`, `status`, `step`, `wall_seconds`, `started`, `attempt`, `experiment`,
    /// `identity`, `settings` with numbers as numbers and truth values as such, unless this program cannot read
    /// them, and `result` if the run has one.
    public static ObjectNode summary(RunRecord run) {
        ObjectNode json = Json.object();
        json.put("run", run.name());
        json.put("preset", run.preset());
        json.put("model", model(run));
        json.put("data", data(run));
        json.put("seed", run.seed());
        json.put("status", name(run.status()));
        json.put("step", run.step());
        json.put("wall_seconds", run.wallSeconds());
        json.put("started", run.provenance().startedAt().toString());
        json.put("attempt", run.attempt());
        json.put("experiment", run.experiment());
        json.put("identity", run.identity());
        settings(run).ifPresent(settings -> json.set("settings", settings));
        if (run.resultJson() != null) {
            json.set("result", result(run));
        }
        return json;
    }

    private static Optional<ObjectNode> settings(RunRecord run) {
        TrainParameters parameters;
        try {
            parameters = TrainJson.parameters(run.configurationJson());
        } catch (IllegalArgumentException ofAnotherProgram) {
            return Optional.empty(); // a list shows the other runs all the same
        }
        ObjectNode json = Json.object();
        for (Setting setting : Setting.values()) {
            setting.typed(parameters).ifPresent(value -> json.putPOJO(setting.key(), value));
        }
        return Optional.of(json);
    }

    public static JsonNode configuration(RunRecord run) {
        return Json.parse(run.configurationJson());
    }

    /// Family of the model: whatever the preset it started from, a run may have been given another.
    public static String model(RunRecord run) {
        return configuration(run).path("model").asText("transformer");
    }

    /// The data set of images, or the operation that is learned.
    public static String data(RunRecord run) {
        JsonNode configuration = configuration(run);
        String data = configuration.path("data").asText("operation");
        return data.equals("operation") ? configuration.path("operation").asText("add") : data;
    }

    /// An empty object if the run has not ended.
    public static JsonNode result(RunRecord run) {
        return run.resultJson() == null ? Json.object() : Json.parse(run.resultJson());
    }

    public static String name(RunStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
