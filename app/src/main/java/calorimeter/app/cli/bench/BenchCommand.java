// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.bench;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.ChildJava;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.bench.Benchmark;
import calorimeter.bench.BenchmarkCase;
import calorimeter.bench.BenchmarkDocument;
import calorimeter.bench.BenchmarkMarkdown;
import calorimeter.bench.BenchmarkReport;
import calorimeter.bench.BenchmarkSettings;
import calorimeter.bench.ChildProcess;
import calorimeter.bench.Peer;
import calorimeter.bench.PeerException;
import calorimeter.bench.PeerProcess;
import calorimeter.bench.PythonEnvironment;
import calorimeter.bench.Rival;
import calorimeter.engine.kernel.Kernels;
import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.Provenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `calorimeter bench`: this engine, PyTorch and JAX side by side.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measure training steps of this engine, PyTorch and JAX in turns, matrix products, the processor's peak, "
                    + "memory, and what observables cost; judge the targets.",
            "Peers run in a virtual environment that is made once, with pip; a library that cannot be had is left out with a "
                    + "remark. Leave the machine alone meanwhile."
        })
public final class BenchCommand extends ResultCommand {

    private static final int MOST_THREADS = 8;
    private static final int ROUNDS = 9;
    private static final int QUICK_ROUNDS = 3;
    private static final int MOST_ROUNDS = 1000;

    private final Class<?> program;

    @Option(
            names = {"--case", "--preset"},
            paramLabel = "NAME",
            description =
                    "nanda (p = 113 and p = 23), pandey, verma, vgg, mlp or convolution; may be repeated. Default: all.")
    private List<String> chosen = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds; everyone has one turn in each. Default: 9, with --quick 3.")
    private @Nullable Integer rounds;

    @Option(names = "--quick", description = "Short turns and few rounds: for trying it out.")
    private boolean quick;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of every contestant, 1 to 8. Default: 2.")
    private int threads = 2;

    @Option(names = "--no-peers", description = "This engine alone.")
    private boolean noPeers;

    @Option(
            names = "--python",
            paramLabel = "PATH",
            description = "An interpreter that has torch or jax already; nothing is installed.")
    private @Nullable Path python;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Also write the tables to a file, such as docs/performance.md.")
    private @Nullable Path write;

    @Option(names = "--force", description = "Overwrite the file of --write if it exists.")
    private boolean force;

    /// @param program the class whose `main` runs commands, for child processes
    public BenchCommand(CommandContext context, Class<?> program) {
        super(context);
        this.program = program;
    }

    @Override
    public Integer call() {
        BenchmarkSettings settings = settings();
        checkPaths();
        try {
            return measure(settings);
        } catch (IOException | UncheckedIOException failure) {
            throw new BadInputException("cannot work in a temporary folder (" + failure.getMessage()
                    + "); free some space there, or give another with JAVA_OPTS=-Djava.io.tmpdir=DIR");
        }
    }

    private int measure(BenchmarkSettings settings) throws IOException {
        Provenance provenance = context.provenance(Kernels.active().description(), threads);
        try (TemporaryFolder temporary = new TemporaryFolder("calorimeter-bench-")) {
            Path folder = temporary.path();
            PythonEnvironment.copyScripts(folder);
            Rival engine = new Rival("engine", "Calorimeter", () -> engine(folder));
            Benchmark benchmark = new Benchmark(settings, engine, rivals(folder), folder, this::progress);
            print(benchmark.run(provenance, steps -> memory(folder, steps)));
            return 0;
        } catch (PeerException failure) {
            context.err().println("calorimeter: the engine could not be measured: " + failure.getMessage());
            return CommandContext.FAILED;
        }
    }

    private BenchmarkSettings settings() {
        OptionCheck.requireRange("--threads", threads, 1, MOST_THREADS);
        int turns = rounds != null ? rounds : quick ? QUICK_ROUNDS : ROUNDS;
        OptionCheck.requireRange("--rounds", turns, 1, MOST_ROUNDS);
        List<String> known =
                BenchmarkCase.all().stream().map(BenchmarkCase::kind).distinct().toList();
        for (String kind : chosen) {
            if (!known.contains(kind)) {
                throw new BadInputException("--case is '" + kind + "' but must be one of " + String.join(", ", known));
            }
        }
        List<BenchmarkCase> cases = BenchmarkCase.all().stream()
                .filter(one -> chosen.isEmpty() || chosen.contains(one.kind()))
                .toList();
        return BenchmarkSettings.of(cases, turns, threads, quick);
    }

    /// Before minutes are spent on measuring.
    private void checkPaths() {
        if (python != null && !Files.isExecutable(python)) {
            throw new BadInputException("--python is " + python + " but must be a Python interpreter");
        }
        if (noPeers && python != null) {
            throw new BadInputException("--python is " + python + " but --no-peers asks no Python; leave one out");
        }
        if (write != null) {
            OptionCheck.requireWritable("--write", write);
            OptionCheck.requireNew("--write", write, force);
        }
    }

    private List<Rival> rivals(Path folder) {
        if (noPeers) {
            return List.of();
        }
        PythonEnvironment environment = python != null
                ? PythonEnvironment.existing(python, folder)
                : PythonEnvironment.managed(context.home().resolve("bench"), this::progress);
        return List.of(
                new Rival("torch", "PyTorch", () -> script(environment, "torch", folder)),
                new Rival("jax", "JAX", () -> script(environment, "jax", folder)));
    }

    private Peer engine(Path folder) {
        return new PeerProcess(
                ChildJava.command(program, EngineCommand.NAME, Integer.toString(threads)),
                Map.of(),
                folder.resolve("engine.log"));
    }

    private Peer script(PythonEnvironment environment, String library, Path folder) {
        String count = Integer.toString(threads);
        return new PeerProcess(
                List.of(
                        environment.with(library).toString(),
                        folder.resolve(library + "_peer.py").toString(),
                        count),
                Map.of("OMP_NUM_THREADS", count, "MKL_NUM_THREADS", count, "JAX_PLATFORMS", "cpu"),
                folder.resolve(library + ".log"));
    }

    /// A training as a user starts it, with logging, store and report, in a home of its own.
    private long memory(Path folder, int steps) {
        return ChildProcess.peakMemory(
                ChildJava.command(
                        program,
                        "train",
                        "--max-steps",
                        Integer.toString(steps),
                        "--threads",
                        Integer.toString(threads)),
                Map.of("CALORIMETER_HOME", folder.resolve("home").toString()),
                folder.resolve("train.log"));
    }

    private void progress(String line) {
        context.err().println(line);
    }

    private void print(BenchmarkReport report) {
        String markdown = BenchmarkMarkdown.of(report, invocation());
        print(() -> BenchmarkDocument.of(report), () -> markdown);
        if (write != null) {
            try {
                DurableFile.write(write, out -> out.write(markdown.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new BadInputException(
                        "cannot write " + write + " (" + e.getMessage() + "); give another place with --write");
            }
            context.err().println("tables are in " + write.toAbsolutePath());
        }
    }

    /// The options that decide what is measured; where things lie on this machine does not belong into a
    /// document.
    private String invocation() {
        List<String> words = new ArrayList<>(List.of("./calorimeter bench"));
        chosen.forEach(kind -> words.add("--case " + kind));
        if (rounds != null) {
            words.add("--rounds " + rounds);
        }
        if (quick) {
            words.add("--quick");
        }
        words.add("--threads " + threads);
        if (noPeers) {
            words.add("--no-peers");
        }
        return String.join(" ", words);
    }
}
