// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.engine.data.image.DataException;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// This engine as a peer, for a JVM of its own: what the compiler learns from one model must not slow the next
/// one down. Besides the protocol of the others it answers
///
///     {"command": "peak", "threads": n}       {"rate": floating-point operations a second}
///     {"command": "observe", "rows": n}       {"seconds": a step that is logged}
public final class EnginePeer implements Peer {

    private final Kernel kernel;
    private final Consumer<Throwable> log;
    private final Workers workers;
    private final Workers alone = new Workers(1);
    private final Map<ProductShape, EngineProduct> products = new HashMap<>();
    private @Nullable Workload workload;
    private @Nullable EngineWork work;

    /// @param log takes what [#answer] can only name in one line
    public EnginePeer(Kernel kernel, int threads, Consumer<Throwable> log) {
        this.kernel = kernel;
        this.log = log;
        workers = new Workers(threads);
    }

    /// One line of the protocol: never throws an exception, since a failure is an answer. A reason that was
    /// meant for a person is one by itself; of everything else the class is half of the message.
    public String answer(String line) {
        try {
            return ask((ObjectNode) Peer.JSON.readTree(line)).toString();
        } catch (PeerException | DataException refusal) {
            return error(String.valueOf(refusal.getMessage()));
        } catch (JsonProcessingException | RuntimeException failure) {
            log.accept(failure);
            return error(failure.toString().lines().map(String::strip).collect(Collectors.joining(" ")));
        }
    }

    private static String error(String text) {
        return Peer.JSON.createObjectNode().put("error", text).toString();
    }

    @Override
    public ObjectNode ask(ObjectNode question) {
        ObjectNode answer = Peer.JSON.createObjectNode();
        switch (question.path("command").asText()) {
            case "hello" -> answer.put("name", "Calorimeter").put("kernel", kernel.description());
            case "prepare" -> prepare(Path.of(question.path("problem").asText()), answer);
            case "time" -> answer.put("seconds", time(question.path("steps").asInt()));
            case "peak" -> answer.put("rate", FusedMultiplyAddPeak.measure(crew(question)));
            case "product" -> answer.put("seconds", product(question));
            case "observe" ->
                answer.put("seconds", observe(question.path("rows").asInt()));
            case String other -> throw new PeerException("the command '" + other + "' is unknown");
        }
        return answer;
    }

    private void prepare(Path folder, ObjectNode answer) {
        long start = System.nanoTime();
        Workload read;
        try {
            read = ProblemFolder.read(folder);
        } catch (IOException e) {
            throw new PeerException("cannot read the problem " + folder + ": " + e.getMessage());
        }
        EngineWork made = switch (read) {
            case Workload.Training training -> new EngineTraining(training.parameters(), kernel, workers);
            case Workload.Convolution convolution -> new EngineConvolution(convolution, kernel, workers);
        };
        work = made;
        workload = read;
        ArrayNode losses = answer.putArray("losses");
        for (int step = 0; step < AgreementGate.STEPS; step++) {
            losses.add(made.step());
            if (step == 0) {
                answer.put("firstStepSeconds", (System.nanoTime() - start) * 1e-9);
            }
        }
    }

    private double time(int steps) {
        return prepared(work).time(steps);
    }

    private double observe(int rows) {
        if (prepared(workload) instanceof Workload.Training training) {
            return LoggedSteps.seconds(kernel, workers, training.parameters(), rows);
        }
        throw new PeerException("a convolution has no observables");
    }

    private double product(JsonNode question) {
        return products.computeIfAbsent(ProductShape.of(question), shape -> new EngineProduct(kernel, shape))
                .time(crew(question), question.path("repeats").asInt());
    }

    private Workers crew(JsonNode question) {
        return question.path("threads").asInt() == 1 ? alone : workers;
    }

    private static <T> T prepared(@Nullable T value) {
        if (value == null) {
            throw new PeerException("nothing is prepared");
        }
        return value;
    }

    @Override
    public void close() {
        workers.close();
        alone.close();
    }
}
