// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.lab.store.Provenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/// The whole benchmark: all cases, then the matrix products, then the memory of a training.
///
/// @param engine starts this engine
/// @param rivals whom to compare with; those that cannot be started are left out with a remark
/// @param folder for files that contestants share
/// @param progress takes lines for a person
public record Benchmark(
        BenchmarkSettings settings, Rival engine, List<Rival> rivals, Path folder, Consumer<String> progress) {

    public Benchmark {
        rivals = List.copyOf(rivals);
    }

    /// Measures all of it.
    ///
    /// @param provenance by what and where this is measured
    /// @param memory the largest resident set of a training of so many steps, in bytes; may throw a
    ///     [PeerException]
    /// @throws PeerException when this engine itself fails
    /// @throws calorimeter.engine.data.image.DataException before any measurement, when data of a case are damaged
    public BenchmarkReport run(Provenance provenance, ToLongFunction<Integer> memory) {
        settings.cases().stream().map(BenchmarkCase::workload).forEach(BenchmarkData::require);
        List<CaseResult> cases = settings.cases().stream().map(this::play).toList();
        List<String> remarks = new ArrayList<>();
        ProductRace products = products(remarks);
        return new BenchmarkReport(
                provenance,
                settings,
                products.peak(1),
                products.peak(settings.threads()),
                cases,
                products.results(),
                memory(memory, remarks),
                remarks);
    }

    private CaseResult play(BenchmarkCase benchmark) {
        progress.accept(benchmark.key());
        try {
            Path problem =
                    Files.createDirectories(folder.resolve(benchmark.key().replaceAll("[^a-z0-9=]+", "-")));
            ProblemFolder.write(problem, benchmark.workload());
            try (CaseRace race = new CaseRace(settings, benchmark, problem, progress)) {
                race.enter(engine);
                rivals.forEach(race::enter);
                return race.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the files of " + benchmark.key(), e);
        }
    }

    private ProductRace products(List<String> remarks) {
        progress.accept("matrix products");
        try (ProductRace race = new ProductRace(settings, engine.start().get())) {
            try {
                rivals.stream()
                        .filter(rival -> rival.library().equals("torch"))
                        .findFirst()
                        .ifPresent(torch -> race.against(torch.start().get()));
            } catch (PeerException failure) {
                remarks.add("SGEMM: PyTorch skipped: " + failure.getMessage());
            }
            remarks.addAll(race.run());
            return race;
        }
    }

    private OptionalLong memory(ToLongFunction<Integer> memory, List<String> remarks) {
        progress.accept("memory of a training");
        try {
            return OptionalLong.of(memory.applyAsLong(settings.memorySteps()));
        } catch (PeerException failure) {
            remarks.add("peak resident set not measured: " + failure.getMessage());
            return OptionalLong.empty();
        }
    }
}
