package calorimeter.app.cli.report;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.view.RecordedSweep;
import calorimeter.app.cli.view.RunPage;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calorimeter report RUN…`: one self-contained page about one run, or about several side by side.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Write a self-contained HTML report about a run, finished or not, or about several.")
public final class ReportCommand extends ResultCommand {

    @Option(names = "--output", paramLabel = "FILE", description = "Default: in the folder of the (first) run.")
    private @Nullable Path output;

    @Option(
            names = "--sweep",
            paramLabel = "NAME",
            description = "All runs of a sweep instead of named ones; `sweep --list` names all.")
    private @Nullable String sweep;

    @Parameters(arity = "0..*", paramLabel = "RUN", description = "Names, or beginnings that no other run has.")
    private List<String> names = List.of();

    public ReportCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Path file;
        if (names.isEmpty() == (sweep == null)) {
            throw new BadInputException("a report needs either runs or --sweep NAME; `calorimeter runs list` and"
                    + " `calorimeter sweep --list` show what there is");
        }
        try (RunStore store = context.openStoreToRead()) {
            List<RunRecord> runs =
                    sweep == null ? names.stream().map(store::find).distinct().toList() : runsOf(store, sweep);
            file = RunPage.place(store, runs, output);
            OptionCheck.requirePage(file, "--output");
            RunPage.write(store, runs, file);
        }
        String place = file.toAbsolutePath().toString();
        print(() -> Json.object().put("report", place), () -> place + "\n");
        return 0;
    }

    /// The runs of the sweep that have something to show; how many have not is said.
    private List<RunRecord> runsOf(RunStore store, String name) {
        RecordedSweep recorded = RecordedSweep.find(store, name);
        List<RunRecord> runs = recorded.runs(store).stream()
                .filter(run -> store.series(run).size() > 0)
                .toList();
        int all = recorded.identities().size();
        if (runs.isEmpty()) {
            throw new BadInputException("no run of the sweep " + name + " has rows yet; begin them with: "
                    + CommandContext.PROGRAM + " sweep --name " + name);
        }
        if (runs.size() < all) {
            context.err()
                    .println((all - runs.size()) + " of the " + all + " runs of the sweep " + name
                            + " have no rows yet and are left out");
        }
        return runs;
    }
}
