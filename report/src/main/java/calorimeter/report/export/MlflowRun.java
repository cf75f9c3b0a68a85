// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import calorimeter.lab.run.Setting;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStatus;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A stored run as a run of an MLflow server: settings as params, provenance as tags, every row as metrics with its
/// step and time. A value that is not finite is no metric.
///
/// The tags `calorimeter.identity` and `calorimeter.attempt` say which run it is, and `calorimeter.step` up to which
/// step its rows are there. Who sends it again adds what is missing, so nothing stands there twice.
public final class MlflowRun {

    /// What a call of `runs/log-batch` may hold; one place is the tag's.
    private static final int MOST_IN_A_BATCH = 1000;

    private static final int MOST_PARAMS = 100;
    private static final int LONGEST_PARAM = 6000;
    private static final int LONGEST_TAG = 5000;

    private static final String IDENTITY = "calorimeter.identity";
    private static final String ATTEMPT = "calorimeter.attempt";
    private static final String STEP = "calorimeter.step";
    private static final String STATUS = "calorimeter.status";

    /// What sending a run did.
    public enum Sent {
        CREATED,
        EXTENDED,
        PRESENT
    }

    private final MlflowServer server;
    private final RunRecord run;
    private final RunSeries series;

    /// Of the server's run.
    private String id = "";

    private MlflowRun(MlflowServer server, RunRecord run, RunSeries series) {
        this.server = server;
        this.run = run;
        this.series = series;
    }

    /// Sends what an experiment has not got of a run.
    ///
    /// @param experiment identifier
    /// @throws MlflowException if the server is not reached or refuses
    public static Sent send(MlflowServer server, String experiment, RunRecord run, RunSeries series) {
        return new MlflowRun(server, run, series).send(experiment);
    }

    private Sent send(String experiment) {
        JsonNode found = find(experiment);
        boolean isNew = found.isMissingNode();
        id = server.text(isNew ? create(experiment) : found, "/info/run_id");
        long after = tag(found, STEP).isEmpty() ? -1 : Long.parseLong(tag(found, STEP));
        boolean newParams = sendParams(found);
        boolean newRows = sendRows(after);
        boolean extended = newParams || newRows || !tag(found, STATUS).equals(status());
        if (extended) {
            sendStatus();
        }
        return isNew ? Sent.CREATED : extended ? Sent.EXTENDED : Sent.PRESENT;
    }

    private JsonNode find(String experiment) {
        ObjectNode search = object();
        search.putArray("experiment_ids").add(experiment);
        search.put(
                "filter",
                "tags.`" + IDENTITY + "` = '" + run.identity() + "' AND tags.`" + ATTEMPT + "` = '" + run.attempt()
                        + "'");
        search.put("max_results", 1);
        return server.post("runs/search", search).path("runs").path(0);
    }

    private JsonNode create(String experiment) {
        ObjectNode request = object();
        request.put("experiment_id", experiment);
        request.put("run_name", run.name());
        request.put("start_time", milliseconds(0));
        ArrayNode tags = request.putArray("tags");
        tags().forEach((key, value) -> tags.add(pair(key, value, LONGEST_TAG)));
        return server.post("runs/create", request).path("run");
    }

    private Map<String, String> tags() {
        Provenance provenance = run.provenance();
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("mlflow.runName", run.name());
        tags.put("mlflow.source.name", "calorimeter");
        if (provenance.commit() != null) {
            tags.put("mlflow.source.git.commit", provenance.commit());
        }
        tags.put(IDENTITY, run.identity());
        tags.put(ATTEMPT, Integer.toString(run.attempt()));
        tags.put("calorimeter.preset", run.preset());
        tags.put("calorimeter.version", provenance.programVersion());
        tags.put("calorimeter.jvm", provenance.jvm());
        tags.put("calorimeter.operating-system", provenance.operatingSystem());
        tags.put("calorimeter.processor", provenance.processor());
        tags.put("calorimeter.kernel", provenance.kernel());
        tags.put("calorimeter.threads", Integer.toString(provenance.threads()));
        return tags;
    }

    /// Returns whether there were any to send. Those that are there stay: the server lets nobody change a param.
    private boolean sendParams(JsonNode found) {
        Set<String> present = new HashSet<>();
        found.at("/data/params").forEach(param -> present.add(param.path("key").asText()));
        List<ObjectNode> params = new ArrayList<>();
        TrainParameters settings = TrainJson.parameters(run.configurationJson());
        for (Setting setting : Setting.values()) {
            setting.typed(settings)
                    .filter(value -> !present.contains(setting.key()))
                    .ifPresent(value -> params.add(pair(setting.key(), value.toString(), LONGEST_PARAM)));
        }
        for (int begin = 0; begin < params.size(); begin += MOST_PARAMS) {
            ObjectNode batch = object().put("run_id", id);
            batch.putArray("params").addAll(params.subList(begin, Math.min(params.size(), begin + MOST_PARAMS)));
            server.post("runs/log-batch", batch);
        }
        return !params.isEmpty();
    }

    /// Returns whether there were any to send. A batch ends with a row, unless a row has more metrics than a batch.
    ///
    /// @param after the step up to which rows are there
    private boolean sendRows(long after) {
        List<ObjectNode> batch = new ArrayList<>();
        long complete = after;
        for (int row = 0; row < series.size(); row++) {
            if (series.step(row) <= after) {
                continue;
            }
            List<ObjectNode> metrics = metrics(row);
            if (!batch.isEmpty() && batch.size() + metrics.size() >= MOST_IN_A_BATCH) {
                sendMetrics(batch, complete);
                batch.clear();
            }
            for (ObjectNode metric : metrics) {
                if (batch.size() == MOST_IN_A_BATCH - 1) {
                    sendMetrics(batch, complete);
                    batch.clear();
                }
                batch.add(metric);
            }
            complete = series.step(row);
        }
        if (complete > after) {
            sendMetrics(batch, complete);
        }
        return complete > after;
    }

    private List<ObjectNode> metrics(int row) {
        List<ObjectNode> metrics = new ArrayList<>();
        for (int column = 0; column < series.columns().size(); column++) {
            double value = series.value(row, column);
            if (Double.isFinite(value)) {
                metrics.add(object().put(
                                "key",
                                TensorBoardFolder.tag(
                                        series.columns().get(column).name()))
                        .put("value", value)
                        .put("timestamp", milliseconds(series.wallSeconds(row)))
                        .put("step", series.step(row)));
            }
        }
        return metrics;
    }

    private void sendMetrics(List<ObjectNode> metrics, long complete) {
        ObjectNode batch = object().put("run_id", id);
        batch.putArray("metrics").addAll(metrics);
        if (complete >= 0) {
            batch.putArray("tags").add(pair(STEP, Long.toString(complete), LONGEST_TAG));
        }
        server.post("runs/log-batch", batch);
    }

    /// The tag comes last: a run that has it is whole.
    private void sendStatus() {
        ObjectNode update = object().put("run_id", id).put("status", mlflowStatus());
        if (run.status() != RunStatus.RUNNING) {
            update.put("end_time", milliseconds(run.wallSeconds()));
        }
        server.post("runs/update", update);
        ObjectNode batch = object().put("run_id", id);
        batch.putArray("tags").add(pair(STATUS, status(), LONGEST_TAG));
        server.post("runs/log-batch", batch);
    }

    private String status() {
        return run.status().name().toLowerCase(Locale.ROOT);
    }

    /// A run that diverged has ended by itself: its tag says how.
    private String mlflowStatus() {
        return switch (run.status()) {
            case RUNNING -> "RUNNING";
            case INTERRUPTED -> "KILLED";
            case COMPLETED, DIVERGED -> "FINISHED";
            case FAILED -> "FAILED";
        };
    }

    private static String tag(JsonNode found, String key) {
        for (JsonNode tag : found.at("/data/tags")) {
            if (tag.path("key").asText().equals(key)) {
                return tag.path("value").asText();
            }
        }
        return "";
    }

    private long milliseconds(double wallSeconds) {
        return run.provenance().startedAt().toEpochMilli() + Math.round(wallSeconds * 1e3);
    }

    /// A value that the server would refuse for its length is cut.
    private static ObjectNode pair(String key, String value, int longest) {
        String fitting = value.length() <= longest ? value : value.substring(0, longest - 1) + "…";
        return object().put("key", key).put("value", fitting);
    }

    private static ObjectNode object() {
        return MlflowServer.MAPPER.createObjectNode();
    }
}
