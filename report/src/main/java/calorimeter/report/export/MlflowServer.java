// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// A tracking server of MLflow, spoken to by its REST API (mlflow.org, "REST API", version 2.0).
public final class MlflowServer implements AutoCloseable {

    static final JsonMapper MAPPER = new JsonMapper();

    private static final String API = "/api/2.0/mlflow/";
    private static final int MOST_PORTS = 65_535;
    private static final int MOST_CHARACTERS_TOLD = 300;

    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(60);

    private final String address;

    /// HTTP/1.1, since the offer of HTTP/2 in a plain request confuses some of the servers that run MLflow.
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(TO_CONNECT)
            .build();

    /// @param url as `http://localhost:5000`; a path before `/api` belongs to it
    /// @throws MlflowException if it is no address of a server; nothing is sent yet
    public MlflowServer(String url) {
        address = url.replaceFirst("/+$", "");
        if (!isAddress(address)) {
            throw new MlflowException("'" + url + "' is no address of a server; it must begin with http:// or https://,"
                    + " as in http://localhost:5000, without user name, ? and #");
        }
    }

    private static boolean isAddress(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme());
            return (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                    && uri.getHost() != null
                    && uri.getPort() != 0
                    && uri.getPort() <= MOST_PORTS
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /// Returns the identifier of the experiment of a name, which is made if it is not there.
    ///
    /// @throws MlflowException if the server is not reached, is no MLflow server or refuses
    public String experiment(String name) {
        String query = "?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        HttpRequest.Builder request = request("experiments/get-by-name" + query).GET();
        HttpResponse<String> response = send(request);
        Optional<JsonNode> answer = json(response);
        if (answer.map(json -> json.path("error_code").asText()).equals(Optional.of("RESOURCE_DOES_NOT_EXIST"))) {
            return text(post("experiments/create", MAPPER.createObjectNode().put("name", name)), "/experiment_id");
        }
        JsonNode found = required(response, answer);
        if (found.at("/experiment/lifecycle_stage").asText().equals("deleted")) {
            throw new MlflowException("the experiment '" + name + "' of " + address
                    + " is deleted; restore it, or remove it for good with `mlflow gc`");
        }
        return text(found, "/experiment/experiment_id");
    }

    /// Page of an experiment, for a person.
    public String page(String experiment) {
        return address + "/#/experiments/" + experiment;
    }

    /// Returns what the server answers.
    ///
    /// @param call what stands after `/api/2.0/mlflow/`
    JsonNode post(String call, ObjectNode body) {
        HttpResponse<String> response = send(request(call)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
        return required(response, json(response));
    }

    /// Returns the text at a place of an answer that must have it.
    String text(JsonNode answer, String place) {
        JsonNode text = answer.at(place);
        if (text.asText().isEmpty()) {
            throw new MlflowException(address + " answers without " + place.substring(1)
                    + ", as no MLflow server does: " + abbreviated(answer.toString()));
        }
        return text.asText();
    }

    private HttpRequest.Builder request(String call) {
        return HttpRequest.newBuilder(URI.create(address + API + call)).timeout(TO_ANSWER);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new MlflowException(address + " does not answer in time; look whether the MLflow server is well, then"
                    + " export again: what is there already is not sent twice");
        } catch (IOException e) {
            throw new MlflowException(
                    "cannot reach " + address + "; start the MLflow server there (mlflow server), or give its address");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MlflowException("interrupted while " + address + " was asked");
        }
    }

    private static Optional<JsonNode> json(HttpResponse<String> response) {
        try {
            return Optional.of(MAPPER.readTree(response.body())).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private JsonNode required(HttpResponse<String> response, Optional<JsonNode> json) {
        boolean done = response.statusCode() == 200;
        if (done && json.isPresent()) {
            return json.get();
        }
        String place = response.request().uri().getPath();
        String said = json.map(answer -> answer.path("error_code").asText() + ": "
                        + answer.path("message").asText())
                .orElse("");
        if (said.length() > 2) {
            throw new MlflowException(
                    address + " refuses " + place + " (" + response.statusCode() + "): " + abbreviated(said));
        }
        throw new MlflowException(address + " answers " + place + " with status " + response.statusCode()
                + (done ? " but not with JSON" : "") + "; look whether an MLflow server runs at that address");
    }

    private static String abbreviated(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= MOST_CHARACTERS_TOLD ? line : line.substring(0, MOST_CHARACTERS_TOLD) + "…";
    }

    @Override
    public void close() {
        client.close();
    }
}
