// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.command.StopSignal;
import calorimeter.app.cli.settings.SettingOptions;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.app.cli.view.RecordedSweep;
import calorimeter.app.cli.view.SweepProgress;
import calorimeter.cluster.remote.Cluster;
import calorimeter.engine.kernel.Kernels;
import calorimeter.lab.run.Runner;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepForecast;
import calorimeter.lab.sweep.SweepGrid;
import calorimeter.lab.sweep.SweepRun;
import calorimeter.lab.sweep.SweepRunner;
import calorimeter.lab.sweep.SweepSummary;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calorimeter sweep`: a grid of training runs on all cores; what is finished is not computed again.
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Train a grid of runs on all cores, and list what came of them.",
            "A setting with several values is an axis of the grid: --p 23,53,97 or --seeds 0..9, --weight-decay 0.1:1:0.1"
                    + " (from, to, step), --learning-rate log:1e-4:1e-2:5 (from, to, how many).",
            "An interval is a range without a step or count, --learning-rate log:1e-4:1e-2: --sample 50 draws 50 values"
                    + " from it, and a larger sample begins with the same ones.",
            "The same command goes on after Ctrl-C or a kill: runs that have ended are not computed again."
        })
public final class SweepCommand extends ResultCommand {

    private final Map<String, String> flags = new LinkedHashMap<>();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A TOML or JSON file: preset, name, settings of all runs, and a table grid with lists.")
    private @Nullable Path file;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "nanda (the default), pandey, verma, bi, tanaka or truong.")
    private @Nullable String preset;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Name of the sweep; alone, it goes on with the sweep of that name. Default: the file's, or the"
                            + " preset and a hash.")
    private @Nullable String name;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description =
                    "Draw N times from the settings that have an interval; each draw is combined with all values of"
                            + " the other settings.")
    private @Nullable Integer sample;

    @Option(names = "--sample-seed", paramLabel = "N", description = "Seed of these draws. Default: 0.")
    private @Nullable Long sampleSeed;

    @Option(names = "--list", description = "Name the sweeps that there are, with how many of their runs are done.")
    private boolean list;

    @Option(names = "--extend", description = "Add the runs that the sweep of this name did not have before.")
    private boolean extend;

    @Option(names = "--dry-run", description = "Say what would be computed and how long that takes, and stop.")
    private boolean dryRun;

    @Option(
            names = "--cores",
            paramLabel = "N",
            description = "Threads that compute, in all runs together; the bits do not depend on them. Default: the"
                    + " machine's; 1 for each task of --slurm.")
    private @Nullable Integer cores;

    @Option(
            names = "--checkpoint-seconds",
            paramLabel = "N",
            description = "What a killed run computes again at most; the bits do not depend on it. Default: 10.")
    private double checkpointSeconds = Runner.BETWEEN_CHECKPOINTS.toSeconds();

    @Mixin
    private final BatchOptions batch = new BatchOptions();

    private SweepCommand(CommandContext context) {
        super(context);
    }

    /// The command with an option for every setting, and one for seeds.
    public static CommandLine withSettings(CommandContext context) {
        SweepCommand command = new SweepCommand(context);
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        SettingOptions.add(
                spec, "Settings (one value, or several: 0.1,0.3 or 0..9):", "VALUES", command.flags, "seeds");
        return new CommandLine(spec);
    }

    @Override
    public Integer call() {
        if (list) {
            return tellSweeps();
        }
        batch.requireSense(dryRun, extend);
        OptionCheck.requireCores(cores());
        if (batch.spark != null && cores != null) {
            throw new BadInputException("--cores and --spark exclude each other; Spark's master says how many cores"
                    + " there are, as local[" + cores + "]");
        }
        OptionCheck.betweenCheckpoints(checkpointSeconds);
        // Before the store, which bad input need not open.
        SweepRequest request = new SweepRequest(file, preset, name, flags, sample());
        SweepBatch elsewhere = new SweepBatch(context, batch);
        try (StopSignal stop = StopSignal.onTermination()) {
            if (batch.batch != null) {
                // A task opens no store of the user's: the home may lie on a file system that many hosts share.
                return elsewhere.task(given(request), options(stop), stop::requested);
            }
            if (batch.spark != null) {
                return onSpark(request, options(stop));
            }
            try (RunStore store = dryRun && batch.slurm == null ? context.openStoreToRead() : context.openStore()) {
                if (batch.collect != null) {
                    return elsewhere.collect(store, given(request), name, json);
                }
                Sweep sweep = Optional.ofNullable(given(request)).orElseGet(() -> request.recorded(store));
                if (batch.slurm != null) {
                    return elsewhere.plan(store, sweep, cores == null ? 1 : cores, !dryRun, json);
                }
                if (batch.verify != null) {
                    long seed = Objects.requireNonNullElse(sampleSeed, 0L);
                    return elsewhere.verify(store, sweep, batch.verify, seed, options(stop), json);
                }
                return dryRun
                        ? tellCost(store, options(stop), sweep)
                        : run(store, sweep, new SweepRunner(store, options(stop)));
            }
        }
    }

    /// The sweep that settings or a file describe; null if only a name is given.
    private @Nullable Sweep given(SweepRequest request) {
        if (request.isWithoutRuns() && (batch.batch != null || batch.collect != null)) {
            return null;
        }
        List<TrainParameters> runs = request.runs();
        if (runs.isEmpty()) {
            return null;
        }
        Sweep sweep = request.named(runs);
        if (sweep.runs().size() < runs.size()) {
            context.err()
                    .println("the grid's " + runs.size() + " combinations are "
                            + sweep.runs().size()
                            + " different runs: a setting has no effect in some of them, or has equal values");
        }
        return sweep;
    }

    private int cores() {
        return cores == null ? Runtime.getRuntime().availableProcessors() : cores;
    }

    private SweepRunner.Options options(StopSignal stop) {
        return new SweepRunner.Options(
                cores(),
                Kernels.active(),
                context.version().number(),
                context.version().commit(),
                OptionCheck.betweenCheckpoints(checkpointSeconds),
                stop::requested,
                extend);
    }

    private SweepRequest.@Nullable Sample sample() {
        if (sample == null) {
            if (sampleSeed != null && batch.verify == null) {
                throw new BadInputException("--sample-seed has no effect without --sample N; give both, or neither");
            }
            return null;
        }
        OptionCheck.requireRange("--sample", sample, 1, SweepGrid.MOST_RUNS);
        return new SweepRequest.Sample(sample, sampleSeed == null ? 0 : sampleSeed);
    }

    private int tellSweeps() {
        if (file != null
                || preset != null
                || name != null
                || !flags.isEmpty()
                || dryRun
                || extend
                || sample != null
                || batch.isGiven()) {
            throw new BadInputException(
                    "--list names all sweeps and goes with no other choice than --json; leave out the others");
        }
        ArrayNode all = Json.array();
        TextTable table = new TextTable("sweep", ">done", ">of");
        try (RunStore store = context.openStoreToRead()) {
            Set<String> ended = RecordedSweep.ended(store);
            for (RecordedSweep sweep : RecordedSweep.all(store)) {
                int done = sweep.done(ended);
                int total = sweep.identities().size();
                all.addObject().put("sweep", sweep.name()).put("done", done).put("total", total);
                table.row(sweep.name(), done, total);
            }
        }
        if (json) {
            context.printJson(all);
        } else if (all.isEmpty()) {
            context.err().println("no sweeps in " + context.home());
        } else {
            context.out().print(table);
        }
        return 0;
    }

    private int tellCost(RunStore store, SweepRunner.Options options, Sweep sweep) {
        SweepForecast forecast = new SweepForecast(
                options,
                context.secondsSinceStart(),
                left -> context.err().println("timing a kind of step (" + left + " to go)"));
        SweepForecast.Cost cost = forecast.of(store, sweep);
        print(() -> SweepCostText.json(sweep, cost, cores()), () -> SweepCostText.table(sweep, cost, cores()));
        return 0;
    }

    private int onSpark(SweepRequest request, SweepRunner.Options options) {
        Sweep given = given(request);
        Duration betweenCheckpoints = OptionCheck.betweenCheckpoints(checkpointSeconds);
        // Before the store, since what the libraries have to say goes where the cluster's log is.
        try (Cluster cluster = batch.connect(context, betweenCheckpoints);
                RunStore store = context.openStore()) {
            Sweep sweep = given == null ? request.recorded(store) : given;
            int status = run(store, sweep, new SweepRunner(store, options, cluster.executor(store)));
            cluster.remarks().forEach(context.err()::println);
            batch.forget(SweepRun.of(store, sweep));
            return status;
        }
    }

    private int run(RunStore store, Sweep sweep, SweepRunner runner) {
        SweepProgress progress = new SweepProgress(context);
        SweepSummary summary;
        try {
            summary = runner.run(sweep, progress);
        } finally {
            progress.end();
        }
        SweepResult result = new SweepResult(sweep, progress.runs(), summary);
        print(result::json, () -> result.table(store));
        result.complaints(CommandContext.PROGRAM).forEach(context.err()::println);
        return summary.isComplete() ? 0 : CommandContext.FAILED;
    }
}
