// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.runs;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.view.RecordedSweep;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calorimeter runs delete RUN…`: all of them or, if one cannot be deleted, as far as can be told before, none.
/// Or those that `--sweep`, `--status` and `--older-than` together choose, but never one that is being written.
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Delete runs with their rows and checkpoints, for good.")
final class RunsDeleteCommand extends ResultCommand {

    private static final Pattern AGE = Pattern.compile("([0-9]{1,5})([dhm])");

    @Option(names = "--yes", description = "Do not ask. Required where nobody can be asked.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Say what would be deleted, and how large it is; delete nothing.")
    private boolean dryRun;

    @Option(names = "--sweep", paramLabel = "NAME", description = "The runs of this sweep.")
    private @Nullable String sweep;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "The runs of this status: ${COMPLETION-CANDIDATES}.")
    private @Nullable RunStatus status;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            description = "The runs that were started longer ago: 30d, 12h or 90m.")
    private @Nullable String age;

    @Parameters(
            arity = "0..*",
            paramLabel = "RUN",
            description = "Runs, each by its name or a beginning that no other run has.")
    private List<String> names = List.of();

    RunsDeleteCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (names.isEmpty() != isFiltered()) {
            throw new BadInputException(
                    "`runs delete` needs either runs or a choice of them, by --sweep, --status or" + " --older-than");
        }
        Duration oldest = age == null ? Duration.ZERO : age(age);
        try (RunStore store = dryRun ? context.openStoreToRead() : context.openStore()) {
            List<RunRecord> runs = isFiltered() ? chosen(store, oldest) : find(store);
            if (runs.isEmpty()) {
                context.err().println("no runs in " + context.home() + " are like that");
                if (json) {
                    context.printJson(Json.object().set("deleted", Json.array()));
                }
                return 0;
            }
            if (dryRun) {
                tell(store, runs);
                return 0;
            }
            if (!yes && !isConfirmed(runs)) {
                context.err().println("nothing was deleted");
                return CommandContext.FAILED;
            }
            for (RunRecord run : runs) {
                store.delete(run);
                if (!json) {
                    context.out().println("deleted " + run.name());
                }
            }
            if (json) {
                List<String> deleted = runs.stream().map(RunRecord::name).toList();
                context.printJson(Json.object().set("deleted", Json.array(deleted)));
            }
        }
        return 0;
    }

    private boolean isFiltered() {
        return sweep != null || status != null || age != null;
    }

    private List<RunRecord> chosen(RunStore store, Duration oldest) {
        RecordedSweep wanted = sweep == null ? null : RecordedSweep.find(store, sweep);
        Instant before = Instant.now().minus(oldest);
        return store.runs().stream()
                .filter(run -> run.status() != RunStatus.RUNNING)
                .filter(run -> wanted == null || wanted.has(run))
                .filter(run -> status == null || run.status() == status)
                .filter(run -> age == null || run.provenance().startedAt().isBefore(before))
                .toList();
    }

    private static Duration age(String text) {
        Matcher parts = AGE.matcher(text);
        if (!parts.matches()) {
            throw new BadInputException("--older-than is '" + text
                    + "' but must be a number of days, hours or minutes, as" + " 30d, 12h or 90m");
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "d" -> Duration.ofDays(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private void tell(RunStore store, List<RunRecord> runs) {
        long bytes = runs.stream().mapToLong(store::size).sum();
        print(
                () -> Json.object()
                        .put("bytes", bytes)
                        .set(
                                "would_delete",
                                Json.array(runs.stream().map(RunRecord::name).toList())),
                () -> runs.stream()
                                .map(run ->
                                        "would delete " + run.name() + " (" + HumanText.bytes(store.size(run)) + ")\n")
                                .collect(Collectors.joining())
                        + runs.size() + (runs.size() == 1 ? " run, " : " runs, ") + HumanText.bytes(bytes) + "\n");
    }

    /// Each run once, even if it was named twice.
    private List<RunRecord> find(RunStore store) {
        Map<Long, RunRecord> runs = new LinkedHashMap<>();
        for (String name : names) {
            RunRecord run = store.find(name);
            if (run.status() == RunStatus.RUNNING) {
                throw new BadInputException(
                        "run " + run.name() + " is being written, so nothing was deleted; end its process first");
            }
            runs.put(run.id(), run);
        }
        return List.copyOf(runs.values());
    }

    private boolean isConfirmed(List<RunRecord> runs) {
        String list = runs.stream().map(RunRecord::name).collect(Collectors.joining(", "));
        if (!context.interactive()) {
            throw new BadInputException("deleting " + list + " needs --yes, since there is no terminal to ask on");
        }
        return context.confirm("delete " + list + " with all rows and checkpoints?");
    }
}
