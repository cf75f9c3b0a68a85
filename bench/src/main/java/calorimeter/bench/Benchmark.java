package calorimeter.bench;

import calorimeter.lab.store.Provenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/// Plays all cases, then the matrix products, then looks at the memory of a training.
public final class Benchmark {

    private final BenchmarkSettings settings;
    private final Rival engine;
    private final List<Rival> rivals;
    private final Path folder;
    private final Consumer<String> progress;
    private final List<String> remarks = new ArrayList<>();

    /// @param engine starts this engine
    /// @param rivals whom to compare with; those that cannot be started are left out with a remark
    /// @param folder for files that contestants share
    /// @param progress takes lines for a person
    public Benchmark(
            BenchmarkSettings settings, Rival engine, List<Rival> rivals, Path folder, Consumer<String> progress) {
        this.settings = settings;
        this.engine = engine;
        this.rivals = List.copyOf(rivals);
        this.folder = folder;
        this.progress = progress;
    }

    /// @param provenance by what and where this is measured
    /// @param memory the largest resident set of a training of so many steps, in bytes; may throw a
    ///     [PeerException]
    /// @throws PeerException when this engine itself fails
    public BenchmarkReport run(Provenance provenance, ToLongFunction<Integer> memory) {
        List<CaseResult> cases = new ArrayList<>();
        for (BenchmarkCase benchmark : settings.cases()) {
            cases.add(play(benchmark));
        }
        List<ProductResult> products = new ArrayList<>();
        Map<Integer, Sample> peaks = products(products);
        return new BenchmarkReport(
                provenance,
                settings,
                Optional.ofNullable(peaks.get(1)),
                Optional.ofNullable(peaks.get(settings.threads())),
                cases,
                products,
                memory(memory),
                remarks);
    }

    private CaseResult play(BenchmarkCase benchmark) {
        progress.accept(benchmark.key());
        try {
            Path problem =
                    Files.createDirectories(folder.resolve(benchmark.key().replace(' ', '-')));
            ProblemFolder.write(problem, benchmark.parameters());
            try (CaseRace race = new CaseRace(settings, benchmark, problem, progress)) {
                race.enter(engine);
                rivals.forEach(race::enter);
                return race.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the files of " + benchmark.key(), e);
        }
    }

    /// Adds what was measured to the list, and returns the peak for one thread and for those of the run.
    private Map<Integer, Sample> products(List<ProductResult> products) {
        progress.accept("matrix products");
        Optional<Rival> torch =
                rivals.stream().filter(rival -> rival.library().equals("torch")).findFirst();
        try (Peer ours = engine.start().get();
                ProductRace race = new ProductRace(settings, ours)) {
            try {
                torch.ifPresent(rival -> race.against(rival.start().get()));
            } catch (PeerException failure) {
                remarks.add("SGEMM: PyTorch skipped: " + failure.getMessage());
            }
            return race.run(products, remarks);
        }
    }

    private OptionalLong memory(ToLongFunction<Integer> memory) {
        progress.accept("memory of a training");
        try {
            return OptionalLong.of(memory.applyAsLong(settings.memorySteps()));
        } catch (PeerException failure) {
            remarks.add("peak resident set not measured: " + failure.getMessage());
            return OptionalLong.empty();
        }
    }
}
