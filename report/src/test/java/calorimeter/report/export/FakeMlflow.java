// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server that knows as much of MLflow's REST API 2.0 as we use, and refuses what its documentation does not allow:
/// other fields, other types, names of other characters, too long values, too large batches, a param that changes.
public final class FakeMlflow implements AutoCloseable {

    /// A run as the server keeps it.
    public static final class Run {
        public final String experiment;
        public final long startTime;
        public final Map<String, String> params = new LinkedHashMap<>();
        public final Map<String, String> tags = new LinkedHashMap<>();
        public final Map<String, List<Metric>> metrics = new LinkedHashMap<>();
        public String status = "RUNNING";
        public long endTime;

        Run(String experiment, long startTime) {
            this.experiment = experiment;
            this.startTime = startTime;
        }
    }

    public record Metric(long step, double value, long timestamp) {}

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String code;

        Refusal(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern NAME = Pattern.compile("[/\\w.\\- ]{1,250}");
    private static final Pattern FILTER =
            Pattern.compile("tags\\.`([^`]+)` = '([^']*)' AND tags\\.`([^`]+)` = '([^']*)'");

    private final HttpServer http;
    private final Map<String, String> experiments = new LinkedHashMap<>();
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private int callsLeft = Integer.MAX_VALUE;

    public FakeMlflow() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/api/2.0/mlflow/", this::handle);
        http.start();
    }

    public String url() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    /// Identifiers by name.
    public Map<String, String> experiments() {
        return experiments;
    }

    public List<Run> runs() {
        return List.copyOf(runs.values());
    }

    /// What was asked since the last time, without the path that all have in common.
    public List<String> calls() {
        List<String> made = List.copyOf(calls);
        calls.clear();
        return made;
    }

    /// Fails with 503 and a page of HTML after so many calls.
    public void failAfter(int calls) {
        callsLeft = calls;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestURI().getPath().substring("/api/2.0/mlflow/".length());
        calls.add(call);
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (callsLeft-- <= 0) {
            answer(exchange, 503, "text/html", "<html>Service Unavailable</html>");
            return;
        }
        try {
            JsonNode answer = exchange.getRequestMethod().equals("GET")
                    ? get(call, exchange.getRequestURI().getRawQuery())
                    : post(call, exchange, body);
            answer(exchange, 200, "application/json", answer.toString());
        } catch (Refusal refusal) {
            ObjectNode error = object().put("error_code", refusal.code).put("message", refusal.getMessage());
            answer(exchange, refusal.status, "application/json", error.toString());
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private JsonNode get(String call, String query) {
        require(call.equals("experiments/get-by-name"), "no GET of " + call);
        require(query.startsWith("experiment_name="), "Missing value for required parameter 'experiment_name'");
        String name = URLDecoder.decode(query.substring("experiment_name=".length()), StandardCharsets.UTF_8);
        String id = experiments.get(name);
        if (id == null) {
            throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "Could not find experiment with name '" + name + "'");
        }
        ObjectNode answer = object();
        answer.putObject("experiment")
                .put("experiment_id", id)
                .put("name", name)
                .put("lifecycle_stage", name.startsWith("deleted") ? "deleted" : "active");
        return answer;
    }

    private JsonNode post(String call, HttpExchange exchange, byte[] body) throws IOException {
        require(
                Objects.equals(exchange.getRequestHeaders().getFirst("Content-Type"), "application/json"),
                "Bad Request. Content-Type must be 'application/json'");
        JsonNode request = MAPPER.readTree(body);
        return switch (call) {
            case "experiments/create" -> createExperiment(request);
            case "runs/search" -> search(request);
            case "runs/create" -> createRun(request);
            case "runs/log-batch" -> logBatch(request, body.length);
            case "runs/update" -> update(request);
            default -> throw new Refusal(404, "ENDPOINT_NOT_FOUND", call);
        };
    }

    private JsonNode createExperiment(JsonNode request) {
        requireFields(request, Set.of("name"), Set.of("artifact_location", "tags"));
        String id = Integer.toString(experiments.size() + 1);
        experiments.put(request.path("name").textValue(), id);
        return object().put("experiment_id", id);
    }

    private JsonNode search(JsonNode request) {
        requireFields(request, Set.of("experiment_ids"), Set.of("filter", "max_results", "order_by", "page_token"));
        Matcher filter = FILTER.matcher(request.path("filter").textValue());
        require(filter.matches(), "Invalid filter: " + request.path("filter"));
        String experiment = request.path("experiment_ids").path(0).textValue();
        ObjectNode answer = object();
        runs.forEach((id, run) -> {
            if (run.experiment.equals(experiment)
                    && filter.group(2).equals(run.tags.get(filter.group(1)))
                    && filter.group(4).equals(run.tags.get(filter.group(3)))) {
                answer.withArray("runs").add(json(id, run));
            }
        });
        return answer;
    }

    private static ObjectNode json(String id, Run run) {
        ObjectNode json = object();
        json.putObject("info").put("run_id", id).put("status", run.status);
        ObjectNode data = json.putObject("data");
        run.params.forEach((key, value) ->
                data.withArray("params").addObject().put("key", key).put("value", value));
        run.tags.forEach((key, value) ->
                data.withArray("tags").addObject().put("key", key).put("value", value));
        return json;
    }

    private JsonNode createRun(JsonNode request) {
        requireFields(request, Set.of("experiment_id"), Set.of("run_name", "start_time", "tags", "user_id"));
        require(request.path("tags").size() <= 20, "storage backends are guaranteed to support 20 tags per request");
        String experiment = request.path("experiment_id").textValue();
        require(experiments.containsValue(experiment), "No experiment with id=" + experiment);
        Run run = new Run(experiment, whole(request, "start_time"));
        putTags(run, request.path("tags"));
        require(
                request.path("run_name").asText().equals(run.tags.get("mlflow.runName")),
                "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values");
        String id = "run" + (runs.size() + 1);
        runs.put(id, run);
        ObjectNode answer = object();
        answer.set("run", json(id, run));
        return answer;
    }

    private JsonNode logBatch(JsonNode request, int bytes) {
        requireFields(request, Set.of("run_id"), Set.of("metrics", "params", "tags"));
        require(bytes <= 1_000_000, "Batched logging API requests must be at most 1000000 bytes");
        int metrics = request.path("metrics").size();
        int params = request.path("params").size();
        int tags = request.path("tags").size();
        require(metrics <= 1000, "can contain at most 1000 metrics. Got " + metrics);
        require(params <= 100, "can contain at most 100 params. Got " + params);
        require(tags <= 100, "can contain at most 100 tags. Got " + tags);
        require(metrics + params + tags <= 1000, "can contain at most 1000 metrics, params, and tags");
        Run run = run(request);
        request.path("metrics").forEach(metric -> putMetric(run, metric));
        request.path("params").forEach(param -> putParam(run, param));
        putTags(run, request.path("tags"));
        return object();
    }

    private static void putMetric(Run run, JsonNode metric) {
        requireFields(metric, Set.of("key", "value", "timestamp"), Set.of("step"));
        String key = name(metric);
        require(metric.path("value").isNumber(), "Got invalid value for metric " + key);
        run.metrics
                .computeIfAbsent(key, all -> new ArrayList<>())
                .add(new Metric(whole(metric, "step"), metric.path("value").doubleValue(), whole(metric, "timestamp")));
    }

    private static void putParam(Run run, JsonNode param) {
        requireFields(param, Set.of("key", "value"), Set.of());
        String value = param.path("value").textValue();
        require(value.length() <= 6000, "Param value had length " + value.length());
        String before = run.params.putIfAbsent(name(param), value);
        require(before == null || before.equals(value), "Changing param values is not allowed");
    }

    private static void putTags(Run run, JsonNode tags) {
        for (JsonNode tag : tags) {
            requireFields(tag, Set.of("key", "value"), Set.of());
            String value = tag.path("value").textValue();
            require(value.length() <= 5000, "Tag value had length " + value.length());
            run.tags.put(name(tag), value);
        }
    }

    private JsonNode update(JsonNode request) {
        requireFields(request, Set.of("run_id", "status"), Set.of("end_time", "run_name"));
        Run run = run(request);
        run.status = request.path("status").textValue();
        require(Set.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED").contains(run.status), "no status");
        run.endTime = request.has("end_time") ? whole(request, "end_time") : 0;
        return object();
    }

    private Run run(JsonNode request) {
        Run run = runs.get(request.path("run_id").textValue());
        if (run == null) {
            throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "Run with id=" + request.path("run_id") + " not found");
        }
        return run;
    }

    private static String name(JsonNode entry) {
        String name = entry.path("key").textValue();
        require(NAME.matcher(name).matches(), "Invalid name: '" + name + "'");
        return name;
    }

    private static long whole(JsonNode json, String field) {
        require(json.path(field).isIntegralNumber() && json.path(field).longValue() >= 0, field + " is no long");
        return json.path(field).longValue();
    }

    private static void requireFields(JsonNode json, Set<String> needed, Set<String> allowed) {
        needed.forEach(field -> require(json.hasNonNull(field), "Missing value for required parameter " + field));
        json.fieldNames()
                .forEachRemaining(
                        field -> require(needed.contains(field) || allowed.contains(field), "unknown field " + field));
    }

    private static void require(boolean allowed, String message) {
        if (!allowed) {
            throw new Refusal(400, "INVALID_PARAMETER_VALUE", message);
        }
    }

    private static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
