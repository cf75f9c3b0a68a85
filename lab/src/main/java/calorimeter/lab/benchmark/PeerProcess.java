package calorimeter.lab.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A peer as a child process: questions to its standard input, answers from its standard output, one line of
/// JSON each. What it prints on standard error goes to a file, whose last line explains a sudden end.
public final class PeerProcess implements Peer {

    private static final long SECONDS_TO_END = 5;

    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;
    private final Path errors;

    /// @param environment further variables of the child's
    /// @param errors where its standard error goes
    /// @throws PeerException when it cannot be started
    public PeerProcess(List<String> command, Map<String, String> environment, Path errors) {
        this.errors = errors;
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new PeerException(command.getFirst() + " cannot be started: " + e.getMessage());
        }
        questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public ObjectNode ask(ObjectNode question) {
        try {
            questions.write(question + "\n");
            questions.flush();
            String line = answers.readLine();
            if (line == null) {
                throw ended();
            }
            return answer(line);
        } catch (IOException e) {
            throw ended();
        }
    }

    private static ObjectNode answer(String line) {
        try {
            JsonNode node = BenchmarkJson.MAPPER.readTree(line);
            if (!(node instanceof ObjectNode object)) {
                throw new PeerException("answered '" + line + "', which is not a JSON object");
            }
            if (object.has("error")) {
                throw new PeerException(object.path("error").asText());
            }
            return object;
        } catch (JsonProcessingException e) {
            throw new PeerException("answered '" + line + "', which is not JSON");
        }
    }

    private PeerException ended() {
        String last = LastLine.of(errors);
        return new PeerException("the process has ended" + (last.isEmpty() ? "" : ": " + last));
    }

    @Override
    public void close() {
        try {
            questions.close(); // the end of its input is its end
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
