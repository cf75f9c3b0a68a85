package calorimeter.bench;

import calorimeter.bench.Contestant.Prepared;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Map<Contestant, CaseResult.Entry> entered = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private double[] ourLosses = new double[0];

    CaseRace(BenchmarkSettings settings, BenchmarkCase benchmark, Path problem, Consumer<String> progress) {
        this.settings = settings;
        this.benchmark = benchmark;
        this.problem = problem;
        this.progress = progress;
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
        try {
            long start = System.nanoTime();
            Peer peer = rival.start().get();
            peers.add(peer);
            String name = peer.ask(BenchmarkJson.command("hello")).path("name").asText();
            double startSeconds = (System.nanoTime() - start) * 1e-9;
            for (String variant : variants) {
                enter(rival.library(), name, variant, peer, startSeconds);
            }
        } catch (PeerException failure) {
            if (entered.isEmpty()) {
                throw failure;
            }
            remarks.add(rival.name() + " skipped: " + failure.getMessage());
        }
    }

    private void enter(String library, String name, String variant, Peer peer, double startSeconds) {
        String shown = variant.isEmpty() ? name : name + ", " + words(library, variant);
        progress.accept("  preparing " + shown);
        Contestant contestant = new Contestant(shown, peer, variant);
        try {
            Prepared prepared = contestant.prepare(problem);
            if (entered.isEmpty()) {
                ourLosses = prepared.losses();
            }
            Optional<String> disagreement = AgreementGate.disagreement(ourLosses, prepared.losses());
            if (disagreement.isPresent()) {
                remarks.add(shown + " " + disagreement.get());
                return;
            }
            entered.put(
                    contestant,
                    new CaseResult.Entry(
                            library, variant, shown, Sample.of(0), startSeconds, prepared.firstStepSeconds()));
        } catch (PeerException failure) {
            if (entered.isEmpty()) {
                throw failure;
            }
            remarks.add(shown + " skipped: " + failure.getMessage());
        }
    }

    /// A variant in words: that of PyTorch is eager unless it is compiled, that of JAX is compiled always.
    private static String words(String library, String variant) {
        String plan = switch (variant) {
            case "published" -> " as published";
            case "last" -> ", last position";
            case "distinct" -> ", last position and distinct rows";
            default -> "";
        };
        return (library.equals("jax") ? "jit" : variant.equals("compiled") ? "torch.compile" : "eager") + plan;
    }

    CaseResult run() {
        progress.accept("  racing");
        Race race = new Race(settings.pauseMilliseconds());
        Contestant ours = entered.keySet().iterator().next();
        for (Contestant contestant : entered.keySet()) {
            race.add(contestant.name(), turn(contestant));
            if (contestant.equals(ours)) {
                race.add(PEAK, peak(ours.peer()));
                race.add(OBSERVED, observed(ours.peer()));
            }
        }
        Map<String, Sample> samples = race.run(settings.rounds());
        race.dropped().forEach((name, why) -> remarks.add(name + " dropped out: " + why));
        List<CaseResult.Entry> entries = new ArrayList<>();
        entered.values().forEach(entry -> {
            Sample seconds = samples.get(entry.name());
            if (seconds != null) {
                entries.add(new CaseResult.Entry(
                        entry.library(),
                        entry.variant(),
                        entry.name(),
                        seconds,
                        entry.startSeconds(),
                        entry.firstStepSeconds()));
            }
        });
        return new CaseResult(
                benchmark,
                benchmark.work(),
                entries,
                present(samples, PEAK),
                LoggedSteps.share(benchmark.parameters(), present(samples, ours.name()), present(samples, OBSERVED)),
                remarks);
    }

    private static Sample present(Map<String, Sample> samples, String name) {
        Sample sample = samples.get(name);
        if (sample == null) {
            throw new PeerException("the engine failed in the race: no " + name);
        }
        return sample;
    }

    /// Warms up, and measures how many steps fill a turn.
    private DoubleSupplier turn(Contestant contestant) {
        int steps = 1;
        double spent = 0;
        double perStep = 0;
        try {
            while (spent < settings.warmUpSeconds()) {
                double seconds = contestant.time(steps);
                spent += seconds;
                perStep = seconds / steps;
                steps = Math.clamp(Math.round(settings.turnSeconds() / perStep), 1, MOST_STEPS);
            }
        } catch (PeerException failure) {
            return () -> {
                throw failure; // in its turn, where it is written down
            };
        }
        int stepsOfATurn = steps;
        return () -> contestant.time(stepsOfATurn) / stepsOfATurn;
    }

    private DoubleSupplier peak(Peer peer) {
        DoubleSupplier measure = () -> peer.ask(BenchmarkJson.command("peak").put("threads", settings.threads()))
                .path("rate")
                .asDouble();
        var _ = measure.getAsDouble(); // compiles the loop
        return measure;
    }

    private DoubleSupplier observed(Peer peer) {
        DoubleSupplier measure = () -> peer.ask(BenchmarkJson.command("observe").put("rows", LOGGED_ROWS))
                .path("seconds")
                .asDouble();
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
