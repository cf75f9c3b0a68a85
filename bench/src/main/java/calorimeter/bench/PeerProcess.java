// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A peer as a child process: questions to its standard input, answers from its standard output, one line of
/// JSON each. What it prints on standard error goes to a file, whose last line explains a sudden end. One that
/// gives no answer in time is ended: a compiler that hangs must not hang the benchmark.
public final class PeerProcess implements Peer {

    private static final long SECONDS_TO_END = 5;

    /// Loading a library and compiling a model take minutes on a slow machine; nothing else takes as long.
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Process process;
    private final Writer questions;
    private final Path errors;
    private final Duration patience;

    /// Lines of its standard output; empty at the end of it.
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

    /// Why it was ended, once it was.
    private @Nullable String fate;

    /// @param environment further variables of the child's
    /// @param errors where its standard error goes
    /// @throws PeerException when it cannot be started
    public PeerProcess(List<String> command, Map<String, String> environment, Path errors) {
        this(command, environment, errors, PATIENCE);
    }

    /// @param patience how long an answer may take
    PeerProcess(List<String> command, Map<String, String> environment, Path errors, Duration patience) {
        this.errors = errors;
        this.patience = patience;
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new PeerException(command.getFirst() + " cannot be started: " + e.getMessage());
        }
        questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("answers of a peer").start(this::listen);
    }

    /// A read from a pipe knows no time limit, so it has a thread of its own.
    private void listen() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                answers.add(Optional.of(line));
            }
        } catch (IOException e) {
            // A pipe that breaks is the end of the answers too.
        }
        answers.add(Optional.empty());
    }

    @Override
    public ObjectNode ask(ObjectNode question) {
        if (fate != null) {
            throw new PeerException(fate);
        }
        try {
            questions.write(question + "\n");
            questions.flush();
            Optional<String> line = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw end("gave no answer to '" + question.path("command").asText() + "' within " + words(patience)
                        + " and was stopped");
            }
            return answer(line.orElseThrow(this::ended));
        } catch (IOException e) {
            throw ended();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw end("interrupted");
        }
    }

    private PeerException end(String why) {
        fate = why;
        ChildProcess.destroy(process);
        return new PeerException(why);
    }

    private static String words(Duration duration) {
        return duration.toMinutes() > 0 ? duration.toMinutes() + " minutes" : duration.toMillis() + " ms";
    }

    private static ObjectNode answer(String line) {
        try {
            JsonNode node = Peer.JSON.readTree(line);
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
        String last = ChildProcess.lastWords(errors);
        fate = "the process has ended" + (last.isEmpty() ? "" : ": " + last);
        return new PeerException(fate);
    }

    @Override
    public void close() {
        try {
            questions.close(); // the end of its input is its end
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                ChildProcess.destroy(process);
            }
        } catch (IOException e) {
            ChildProcess.destroy(process);
        } catch (InterruptedException e) {
            ChildProcess.destroy(process);
            Thread.currentThread().interrupt();
        }
    }
}
