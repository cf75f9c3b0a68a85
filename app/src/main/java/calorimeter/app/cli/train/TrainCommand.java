// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.train;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.command.StopSignal;
import calorimeter.app.cli.settings.ConfigurationFile;
import calorimeter.app.cli.settings.SettingOptions;
import calorimeter.app.cli.settings.TrainRequest;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.view.RunPage;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.training.TrainingStep;
import calorimeter.lab.run.InitialWeights;
import calorimeter.lab.run.KeptCheckpoints;
import calorimeter.lab.run.Outcome;
import calorimeter.lab.run.Runner;
import calorimeter.lab.run.SettingException;
import calorimeter.lab.run.StepMemory;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.SweepRun;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// `calorimeter train`: one run, live, from its first step or from where it stopped.
///
/// The same command goes on with a run of the same identity, or shows it when it has ended.
///
/// Every [Setting][calorimeter.lab.run.Setting] is an option; what is given on the command line
/// overrides the configuration file, which overrides the preset.
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Train a small network (--model: transformer, mlp or vgg) and measure its thermodynamics on the way.",
            "Stops when it has generalised for good, or at the step budget. Ctrl-C stops it at a checkpoint.",
            "The same command continues a run that was stopped, and shows one that has ended."
        })
public final class TrainCommand extends ResultCommand {

    /// As many as a run can use: a batch is cut into eight shards.
    private static final int MOST_THREADS = 8;

    private static final int MOST_THREADS_ASKED = 256;

    private final Map<String, String> flags = new LinkedHashMap<>();

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "nanda (the default), pandey, verma, bi, tanaka or truong.")
    private @Nullable String preset;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings from a TOML or JSON file, as weight-decay = 0.5")
    private @Nullable Path config;

    @Option(names = "--resume", paramLabel = "RUN", description = "Continue an interrupted run; takes no settings.")
    private @Nullable String resume;

    @Option(names = "--again", description = "Train anew even if there is a run of the same settings.")
    private boolean again;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "Start from the parameters in a safetensors file, as export writes it, instead of drawn ones.")
    private @Nullable Path from;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads that compute; the bits do not depend on them. Default: the machine's cores, up to 8.")
    private int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--checkpoint-seconds",
            paramLabel = "N",
            description = "What a killed run computes again at most; the bits do not depend on it. Default: 10.")
    private double checkpointSeconds = Runner.BETWEEN_CHECKPOINTS.toSeconds();

    @Option(names = "--report", paramLabel = "FILE", description = "Where the report goes; default: the run's folder.")
    private @Nullable Path report;

    @Option(names = "--force", description = "Overwrite the file of --report if it exists.")
    private boolean force;

    @Option(
            names = "--explain-plan",
            description = "Say which exact algebra the run would be computed with; run nothing.")
    private boolean explainPlan;

    @Option(
            names = "--show-settings",
            description = "Print the settings that the run would have as TOML, ready for --config; run nothing.")
    private boolean showSettings;

    private TrainCommand(CommandContext context) {
        super(context);
    }

    /// The command with an option for every setting.
    public static CommandLine withSettings(CommandContext context) {
        TrainCommand command = new TrainCommand(context);
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        SettingOptions.add(spec, "Settings (default: the preset's):", "VALUE", command.flags);
        return new CommandLine(spec);
    }

    @Override
    public Integer call() {
        OptionCheck.requireRange("--threads", threads, 1, MOST_THREADS_ASKED);
        if (report != null) {
            OptionCheck.requirePage(report, "--report", force);
        }
        OptionCheck.requireOne("--show-settings", showSettings, "--explain-plan", explainPlan);
        Duration betweenCheckpoints = OptionCheck.betweenCheckpoints(checkpointSeconds);
        Kernel kernel = Kernels.active();
        if (showSettings) {
            return showSettings();
        }
        if (explainPlan) {
            return explain(kernel);
        }
        try (StopSignal stop = StopSignal.onTermination();
                RunStore store = context.openStore();
                Workers workers = new Workers(threads)) {
            TrainExperiment experiment = new TrainExperiment(kernel, workers);
            RunRecord earlier = resume == null ? null : store.find(resume);
            TrainParameters parameters = earlier == null ? asked(experiment) : stored(earlier);
            if (earlier == null && !again) {
                earlier = sameSettings(store, parameters);
            }
            if (earlier != null && earlier.status() == RunStatus.COMPLETED) {
                return tell(store, new Outcome.Completed(earlier.name(), TrainJson.result(store, earlier)));
            }
            if (earlier != null && earlier.status() == RunStatus.DIVERGED && resume == null) {
                return tell(store, diverged(earlier));
            }
            StepMemory.require(parameters, Runtime.getRuntime().maxMemory());
            return tell(store, run(store, experiment, stop, parameters, earlier, betweenCheckpoints));
        }
    }

    /// What the options ask for, with the hash of the parameters that it starts from.
    private TrainParameters asked(TrainExperiment experiment) {
        TrainParameters parameters = request().parameters();
        if (from == null) {
            return parameters;
        }
        StepMemory.require(parameters, Runtime.getRuntime().maxMemory());
        return InitialWeights.read(from).startOf(experiment, parameters);
    }

    /// The attempt at the same run that counts, which is then said; null if there is none.
    private @Nullable RunRecord sameSettings(RunStore store, TrainParameters parameters) {
        RunRecord earlier = SweepRun.counting(store.attempts(TrainJson.identity(parameters)))
                .orElse(null);
        if (earlier != null) {
            requireKept(earlier, parameters.recording().kept());
            String state = switch (earlier.status()) {
                case COMPLETED -> "has ended; this is its result";
                case DIVERGED -> "has ended";
                case RUNNING -> "is under way";
                case INTERRUPTED, FAILED -> "stopped at step " + earlier.step() + " and goes on";
            };
            context.err()
                    .println("run " + earlier.name() + " has the same settings and " + state
                            + "; --again trains it anew");
        }
        return earlier;
    }

    /// Which checkpoints are kept decides nothing else, so runs that differ in it are the same.
    private static void requireKept(RunRecord earlier, KeptCheckpoints asked) {
        KeptCheckpoints kept =
                TrainJson.parameters(earlier.configurationJson()).recording().kept();
        if (!asked.equals(KeptCheckpoints.NONE) && !asked.equals(kept)) {
            throw new BadInputException("keep-checkpoints is '" + asked + "' but run " + earlier.name()
                    + ", which has the same settings, was begun with '" + kept
                    + "'; add --again to train it anew, or leave --keep-checkpoints out");
        }
    }

    private static Outcome diverged(RunRecord run) {
        JsonNode result = Json.parse(String.valueOf(run.resultJson()));
        return new Outcome.Diverged(
                run.name(),
                run.step(),
                result.path("quantity").asText(),
                result.path("value").asText(TrainingStep.NOT_FINITE));
    }

    private int explain(Kernel kernel) {
        requireNoResume("--explain-plan");
        List<String> plan = TrainExperiment.explain(request().parameters(), kernel);
        print(
                () -> Json.object().set("plan", Json.array(plan)),
                () -> String.join("\n", plan) + "\nwhat each of these is: docs/decisions/0006-folding.md\n");
        return 0;
    }

    private void requireNoResume(String option) {
        if (resume != null) {
            throw new BadInputException(
                    option + " and --resume do not go together; leave out --resume and give the run's settings");
        }
    }

    private int showSettings() {
        requireNoResume("--show-settings");
        TrainParameters run = request().parameters();
        ObjectNode settings = Json.object().put("preset", run.preset());
        run.values().forEach(settings::put);
        print(() -> settings, () -> ConfigurationFile.toml(run));
        return 0;
    }

    private Outcome run(
            RunStore store,
            TrainExperiment experiment,
            StopSignal stop,
            TrainParameters parameters,
            @Nullable RunRecord earlier,
            Duration betweenCheckpoints) {
        List<Column> columns = earlier == null ? experiment.columns(parameters) : store.columns(earlier);
        TrainProgress progress = new TrainProgress(
                context, parameters, columns.stream().map(Column::name).toList());
        Provenance provenance = context.provenance(Kernels.active().description(), threads);
        Runner runner = new Runner(store, provenance, progress, betweenCheckpoints, stop::requested);
        try {
            if (earlier != null) {
                return runner.resume(experiment, earlier);
            }
            Runner starter = again ? runner : runner.onlyFirst();
            return from == null
                    ? starter.start(experiment, parameters)
                    : starter.start(experiment, parameters, InitialWeights.read(from));
        } catch (SettingException refused) {
            throw refused;
        } catch (IllegalArgumentException defect) {
            // The input has been checked: what a run refuses on its way is a mistake of ours.
            throw new IllegalStateException(defect);
        } finally {
            progress.end();
        }
    }

    private TrainRequest request() {
        return new TrainRequest(preset, config, flags);
    }

    private TrainParameters stored(RunRecord earlier) {
        if (again) {
            throw new BadInputException("--again begins a run anew and --resume goes on with one; leave one out");
        }
        List<String> given = request().given();
        if (from != null) {
            given.add("from");
        }
        if (!given.isEmpty()) {
            throw new BadInputException("--resume " + resume + " continues a run with the settings it has, but --"
                    + given.getFirst() + " was given; leave it out, or start a new run without --resume");
        }
        return TrainJson.parameters(earlier.configurationJson());
    }

    private int tell(RunStore store, Outcome outcome) {
        RunRecord run = store.find(outcome.run());
        return switch (outcome) {
            case Outcome.Completed completed -> {
                Path file = RunPage.place(store, List.of(run), report);
                ObjectNode object = head(run);
                object.setAll((ObjectNode) Json.parse(TrainJson.result(completed.result())));
                object.put("report", file.toAbsolutePath().toString());
                print(() -> object, () -> TrainSummary.of(run, completed.result(), file));
                // After the result, which must not be lost if the report cannot be written.
                RunPage.write(store, List.of(run), file);
                yield 0;
            }
            case Outcome.Diverged diverged ->
                fail(
                        unfinished(run, "diverged", diverged.step())
                                .put("quantity", diverged.quantity())
                                .put("value", diverged.value()),
                        "calorimeter: run " + run.name() + " diverged: the " + diverged.quantity()
                                + " is " + diverged.value() + " after step " + diverged.step()
                                + (diverged.step() == 0
                                        ? ", before any update, so the initial weights are too large for the model;"
                                                + " give it a --norm, fewer --layers or another --initialization"
                                        : diverged.quantity().startsWith("multiplier")
                                                ? ", so nothing holds the constraint there; allow more, or lower"
                                                        + " --dual-rate"
                                                : "; lower --learning-rate or --weight-decay, or set --gradient-clip"));
            case Outcome.Interrupted interrupted ->
                fail(
                        unfinished(run, "interrupted", interrupted.step()),
                        "stopped at step " + interrupted.step() + "; continue with: " + CommandContext.PROGRAM
                                + " train --resume " + run.name());
        };
    }

    private int fail(ObjectNode result, String message) {
        if (json) {
            context.printJson(result);
        }
        context.err().println(message);
        return CommandContext.FAILED;
    }

    private static ObjectNode unfinished(RunRecord run, String status, long step) {
        return head(run).put("status", status).put("steps", step);
    }

    private static ObjectNode head(RunRecord run) {
        return Json.object().put("run", run.name()).put("preset", run.preset()).put("seed", run.seed());
    }
}
