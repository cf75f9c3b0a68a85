// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.lab.run.TrainParameters;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/// One case: contestants enter, prove that they compute the same losses as ours, warm up, and race.
final class CaseRace implements AutoCloseable {

    private static final String PEAK = "peak";
    private static final String OBSERVED = "observed";
    private static final int LOGGED_ROWS = 10;
    private static final int MOST_STEPS = 10_000;

    private final BenchmarkSettings settings;
    private final BenchmarkCase benchmark;
    private final Path problem;
    private final Consumer<String> progress;
    private final List<Peer> peers = new ArrayList<>();
    private final Map<Contestant, Peer> entered = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private double[] ourLosses = new double[0];

    CaseRace(BenchmarkSettings settings, BenchmarkCase benchmark, Path problem, Consumer<String> progress) {
        this.settings = settings;
        this.benchmark = benchmark;
        this.problem = problem;
        this.progress = progress;
        if (benchmark.workload() instanceof Workload.Training(TrainParameters parameters)) {
            BenchmarkData.remark(parameters.training()).ifPresent(remarks::add);
        }
    }

    /// Starts a library and lets its variants in. The engine must be the first: its losses are the measure.
    ///
    /// @throws PeerException when the engine fails; the failure of another leaves it out
    void enter(Rival rival) {
        List<String> variants = switch (rival.library()) {
            case "torch" -> benchmark.torch();
            case "jax" -> benchmark.jax();
            default -> List.of("");
        };
        if (variants.isEmpty()) {
            return;
        }
        leavingOut(rival.name(), () -> {
            long start = System.nanoTime();
            Peer peer = rival.start().get();
            peers.add(peer);
            String name = peer.ask(Peer.question("hello")).path("name").asText();
            double startSeconds = (System.nanoTime() - start) * 1e-9;
            for (String variant : variants) {
                String shown = variant.isEmpty() ? name : name + ", " + words(rival.library(), variant);
                progress.accept("  preparing " + shown);
                leavingOut(shown, () -> enter(peer, rival.library(), variant, shown, startSeconds));
            }
        });
    }

    private void leavingOut(String name, Runnable entry) {
        try {
            entry.run();
        } catch (PeerException failure) {
            if (entered.isEmpty()) {
                throw failure;
            }
            remarks.add(name + " skipped: " + failure.getMessage());
        }
    }

    private void enter(Peer peer, String library, String variant, String name, double startSeconds) {
        ObjectNode answer = peer.ask(question("prepare", variant).put("problem", problem.toString()));
        double[] losses = new double[answer.path("losses").size()];
        for (int step = 0; step < losses.length; step++) {
            losses[step] = answer.path("losses").path(step).asDouble(Double.NaN);
        }
        if (entered.isEmpty()) {
            ourLosses = losses;
        }
        double firstStepSeconds = answer.path("firstStepSeconds").asDouble();
        AgreementGate.disagreement(ourLosses, losses)
                .ifPresentOrElse(
                        reason -> remarks.add(name + " " + reason),
                        () -> entered.put(
                                new Contestant(library, variant, name, startSeconds, firstStepSeconds), peer));
    }

    /// A variant in words: that of PyTorch is eager unless it is compiled, that of JAX is compiled always.
    private static String words(String library, String variant) {
        String plan = switch (variant) {
            case "published" -> " as published";
            case "last" -> ", last position";
            case "distinct" -> ", last position and distinct rows";
            case "vmap" -> ", 12 models at once by vmap";
            default -> "";
        };
        return (library.equals("jax") ? "jit" : variant.equals("compiled") ? "torch.compile" : "eager") + plan;
    }

    CaseResult run() {
        progress.accept("  racing");
        Race race = new Race(settings.pauseMilliseconds());
        entered.forEach((contestant, peer) -> {
            race.add(contestant.name(), () -> turn(contestant, peer));
            if (contestant.library().equals("engine")) {
                race.add(PEAK, () -> peak(peer));
                if (benchmark.workload().observed().isPresent()) {
                    race.add(OBSERVED, () -> observed(peer));
                }
            }
        });
        Map<String, Sample> samples = race.run(settings.rounds());
        race.dropped().forEach((name, why) -> remarks.add(name + " dropped out: " + why));
        Map<Contestant, Sample> seconds = new LinkedHashMap<>();
        for (Contestant contestant : entered.keySet()) {
            if (samples.containsKey(contestant.name())) {
                seconds.put(contestant, present(samples, contestant.name()));
            }
        }
        Contestant ours = entered.keySet().iterator().next();
        return new CaseResult(
                benchmark,
                benchmark.work(),
                seconds,
                present(samples, PEAK),
                benchmark
                        .workload()
                        .observed()
                        .map(training ->
                                LoggedSteps.share(training, present(samples, ours.name()), present(samples, OBSERVED))),
                remarks);
    }

    private Sample present(Map<String, Sample> samples, String name) {
        Sample sample = samples.get(name);
        if (sample == null) {
            throw new PeerException("the engine failed in the race: " + String.join("; ", remarks));
        }
        return sample;
    }

    /// Warms up, and measures how many steps fill a turn.
    private DoubleSupplier turn(Contestant contestant, Peer peer) {
        int steps = 1;
        double spent = 0;
        while (spent < settings.warmUpSeconds()) {
            double seconds = seconds(contestant, peer, steps);
            spent += seconds;
            steps = Math.clamp(Math.round(settings.turnSeconds() * steps / seconds), 1, MOST_STEPS);
        }
        int stepsOfATurn = steps;
        return () -> seconds(contestant, peer, stepsOfATurn) / stepsOfATurn;
    }

    private static double seconds(Contestant contestant, Peer peer, int steps) {
        return peer.number(question("time", contestant.variant()).put("steps", steps), "seconds");
    }

    private static ObjectNode question(String command, String variant) {
        return Peer.question(command).put("variant", variant);
    }

    private DoubleSupplier peak(Peer peer) {
        ObjectNode question = Peer.question("peak").put("threads", settings.threads());
        DoubleSupplier measure = () -> peer.number(question, "rate");
        var _ = measure.getAsDouble(); // compiles the loop
        return measure;
    }

    private DoubleSupplier observed(Peer peer) {
        ObjectNode question = Peer.question("observe").put("rows", LOGGED_ROWS);
        DoubleSupplier measure = () -> peer.number(question, "seconds");
        long end = System.nanoTime() + (long) (1e9 * settings.warmUpSeconds());
        do {
            var _ = measure.getAsDouble();
        } while (System.nanoTime() < end);
        return measure;
    }

    @Override
    public void close() {
        peers.forEach(Peer::close);
    }
}
