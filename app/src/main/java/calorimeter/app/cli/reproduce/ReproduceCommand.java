// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.reproduce;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.command.StopSignal;
import calorimeter.app.cli.view.FigureOptions;
import calorimeter.app.cli.view.SweepProgress;
import calorimeter.engine.kernel.Kernels;
import calorimeter.lab.store.Failures;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.SweepForecast;
import calorimeter.lab.sweep.SweepRunner;
import calorimeter.lab.text.ShellWord;
import calorimeter.papers.Reproductions;
import calorimeter.papers.campaign.Campaign;
import calorimeter.papers.campaign.ClaimsDocument;
import calorimeter.papers.campaign.Judged;
import calorimeter.papers.campaign.JudgedJson;
import calorimeter.papers.campaign.JudgedReport;
import calorimeter.papers.campaign.Origin;
import calorimeter.papers.campaign.Reproduction;
import calorimeter.papers.campaign.RunQueue;
import calorimeter.papers.campaign.Size;
import calorimeter.report.page.PanelFigure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calorimeter reproduce NAME`: the runs of a paper, its claims judged, a report.
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Run an experiment of a paper and judge its claims.",
            "Claims are written down before the first run. What has finished is never run again: stop it with Ctrl-C"
                    + " and give the same command to go on. Verdicts are results whatever they say: the exit status"
                    + " is 0."
        })
public final class ReproduceCommand extends ResultCommand {

    @Parameters(
            paramLabel = "NAME",
            description = "kim2026, kim2026-keys, pandey2026, verma2026, bi2026, tanaka2021 or truong2026.")
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private String name;

    @Option(names = "--quick", description = "Minutes instead of hours: too few seeds for most claims.")
    private boolean quick;

    @Option(names = "--full", description = "More seeds and moduli, for many cores.")
    private boolean full;

    @Option(names = "--dry-run", description = "Say what would be run, run nothing.")
    private boolean dryRun;

    @Option(names = "--judge-only", description = "Judge by the runs that are there, run nothing.")
    private boolean judgeOnly;

    @Option(names = "--report", paramLabel = "DIR", description = "Where page and CSV files go; default: in the store.")
    private @Nullable Path report;

    @Mixin
    private final FigureOptions figures = new FigureOptions();

    @Option(names = "--force", description = "Overwrite files of --figures that exist.")
    private boolean force;

    @Option(
            names = "--claims",
            paramLabel = "FILE",
            description = "Also write the verdicts into this Markdown file, in place of its earlier ones.")
    private @Nullable Path claims;

    @Option(names = "--store", paramLabel = "DIR", description = "Where runs are kept; default: CALORIMETER_HOME.")
    private @Nullable Path storeFolder;

    @Option(
            names = "--cores",
            paramLabel = "N",
            description = "Threads that compute, in all runs together. Default: the machine's cores.")
    private int cores = Runtime.getRuntime().availableProcessors();

    public ReproduceCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        OptionCheck.requireOne("--quick", quick, "--full", full);
        OptionCheck.requireOne("--dry-run", dryRun, "--judge-only", judgeOnly);
        boolean files = figures.given();
        if (dryRun && (report != null || claims != null || files)) {
            throw new BadInputException("--dry-run writes no report; leave out "
                    + (report != null ? "--report" : claims != null ? "--claims" : "--figures"));
        }
        OptionCheck.requireCores(cores);
        Reproduction reproduction = Reproductions.find(name, quick ? Size.QUICK : full ? Size.FULL : Size.STANDARD);
        if (claims != null) {
            requireClaims(claims);
        }
        if (report != null) {
            requireFolder(report);
            requireOwn(report);
        }
        Path home = storeFolder == null ? context.home() : storeFolder;
        if (!dryRun && !judgeOnly && !computes(home, reproduction)) {
            return CommandContext.FAILED;
        }
        // Judging keeps nothing that an end at any instant could harm, so nothing holds the end back.
        try (RunStore store = dryRun || judgeOnly ? RunStore.openToRead(home) : RunStore.open(home)) {
            Campaign campaign = new Campaign(store, reproduction);
            if (dryRun) {
                list(store, campaign);
                return 0;
            }
            Path folder = folder(home, reproduction);
            if (store.isReadOnly()) {
                // What was declared is there to be read; only the report needs a place.
                requireFolder(folder);
            } else {
                campaign.declare();
            }
            Judged judged = judge(campaign);
            tell(judged, folder);
            if (files) {
                List<PanelFigure> drawn = judged.reproduction().figures(judged.evidence());
                context.err().print(FigureOptions.text(figures.write(drawn, force)));
            }
            return 0;
        }
    }

    /// Finds out before hours of runs whether the file could be replaced by one written beside it.
    private static void requireClaims(Path file) {
        OptionCheck.requireWritable("--claims", file);
        try {
            if (!ClaimsDocument.mayTake(file)) {
                throw new BadInputException(
                        "--claims is " + file + " but that is another document; give a file that does not exist yet, or"
                                + " one that --claims has written");
            }
        } catch (IOException e) {
            throw new BadInputException("--claims is " + file + " but it cannot be read: " + Failures.ofReading(e));
        }
    }

    /// The folder, or the nearest one above it that exists, must take files.
    private void requireFolder(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new BadInputException((report == null ? "the report goes to " : "--report is ") + folder
                    + " but must be a folder that can be written to, or made: " + existing
                    + " is not one; give another with --report DIR");
        }
    }

    /// Other people's files of the same names are not overwritten.
    private static void requireOwn(Path folder) {
        try {
            if (Files.isDirectory(folder) && !JudgedReport.mayTake(folder)) {
                throw new BadInputException(
                        "--report is " + folder + " but that holds other files; give a folder that is"
                                + " empty or not there yet, or one that --report has written");
            }
        } catch (IOException e) {
            throw new BadInputException("--report is " + folder + " but it cannot be read: " + Failures.ofReading(e));
        }
    }

    /// Judges; an argument refused here is a defect, since nothing that a user typed is left to blame.
    static Judged judge(Campaign campaign) {
        try {
            return campaign.judge();
        } catch (IllegalArgumentException defect) {
            throw new IllegalStateException("judging failed: " + defect.getMessage(), defect);
        }
    }

    /// Makes the runs. Returns whether all have ended, and says what to do when not. The signal is held until
    /// that is said and the store is closed.
    private boolean computes(Path home, Reproduction reproduction) {
        try (StopSignal stop = StopSignal.onTermination();
                RunStore store = RunStore.open(home)) {
            Campaign campaign = new Campaign(store, reproduction);
            campaign.declare();
            String advice = switch (compute(store, campaign, stop)) {
                case COMPLETE -> "";
                case STOPPED -> "stopped; the same command goes on, --judge-only judges what is there";
                case INCOMPLETE ->
                    "some runs failed or are computed by another process, see above; the same command tries"
                            + " again, --judge-only judges what is there";
            };
            if (!advice.isEmpty()) {
                context.err().println("calorimeter: " + advice);
            }
            return advice.isEmpty();
        }
    }

    private RunQueue.Ending compute(RunStore store, Campaign campaign, StopSignal stop) {
        List<SweepProgress> displays = new ArrayList<>();
        try {
            RunQueue runs = RunQueue.sweeps(store, options(stop), () -> {
                displays.add(new SweepProgress(context));
                return displays.getLast();
            });
            return campaign.run(runs, (plan, stage, missing) -> {
                displays.forEach(SweepProgress::end);
                context.err()
                        .println("stage " + (stage + 1) + " of " + plan.stages().size() + ", "
                                + plan.stages().get(stage).name() + ": " + missing + " to compute");
            });
        } finally {
            displays.forEach(SweepProgress::end);
        }
    }

    private void list(RunStore store, Campaign campaign) {
        try (StopSignal stop = StopSignal.onTermination()) {
            SweepForecast costs = new SweepForecast(
                    options(stop),
                    context.secondsSinceStart(),
                    left -> context.err().println("timing a kind of step (" + left + " to go)"));
            ReproductionForecast forecast = ReproductionForecast.of(store, campaign, costs, cores);
            print(forecast::json, forecast::text);
        }
    }

    private SweepRunner.Options options(StopSignal stop) {
        return SweepRunner.Options.of(
                        cores, context.version().number(), context.version().commit())
                .withStop(stop::requested);
    }

    /// Where the page and its CSV files go.
    private Path folder(Path home, Reproduction reproduction) {
        return report != null
                ? report
                : home.resolve("reproductions").resolve(reproduction.key().replace('/', '-'));
    }

    private void tell(Judged judged, Path folder) {
        Origin origin =
                new Origin(command(), context.provenance(Kernels.active().description(), cores));
        Path page = write(folder, judged, origin);
        print(
                () -> JudgedJson.of(judged)
                        .put("command", origin.command())
                        .put("report", page.toAbsolutePath().toString()),
                () -> ReproduceText.of(judged, origin.command())
                        + "\nreport: " + page.toAbsolutePath() + "\n"
                        + (claims == null ? "" : "claims: " + claims.toAbsolutePath() + "\n"));
    }

    private Path write(Path folder, Judged judged, Origin origin) {
        try {
            Path page = JudgedReport.write(folder, judged, origin);
            if (claims != null) {
                // a document for others: the folder of one reader is no part of it
                ClaimsDocument.update(claims, judged, new Origin(experiment(), origin.judge()));
            }
            return page;
        } catch (IOException e) {
            throw new BadInputException("cannot write the report into " + folder
                    + (claims == null ? "" : " or " + claims) + " (" + e
                    + "); nothing is lost: give another place with --report and --judge-only");
        }
    }

    private String command() {
        return experiment() + (storeFolder == null ? "" : " --store " + ShellWord.of(storeFolder.toString()));
    }

    private String experiment() {
        return CommandContext.PROGRAM + " reproduce " + name + (quick ? " --quick" : full ? " --full" : "");
    }
}
