package calorimeter.app.cli.runs;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calorimeter runs delete RUN…`: all of them or, if one cannot be deleted, as far as can be told before, none.
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Delete runs with their rows and checkpoints, for good.")
final class RunsDeleteCommand extends ResultCommand {

    @Option(names = "--yes", description = "Do not ask. Required where nobody can be asked.")
    private boolean yes;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description = "Runs, each by its name or a beginning that no other run has.")
    private List<String> names = List.of();

    RunsDeleteCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (RunStore store = context.openStore()) {
            List<RunRecord> runs = find(store);
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
