package calorimeter.app.cli;

import calorimeter.lab.experiment.TrainReport;
import calorimeter.lab.report.RunReport;
import calorimeter.lab.report.RunReportData;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calorimeter report RUN…`: one self-contained page about one run, or about several side by side.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Write a self-contained HTML report about a run, finished or not, or about several.")
final class ReportCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--output", paramLabel = "FILE", description = "Default: in the folder of the (first) run.")
    private @Nullable Path output;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Names, or beginnings that no other run has.")
    private List<String> names = List.of();

    ReportCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path file;
        try (RunStore store = context.openStoreToRead()) {
            List<RunRecord> runs = names.stream().map(store::find).distinct().toList();
            file = place(store, runs, output);
            requireWritable(file, "--output");
            write(store, runs, file);
        }
        if (json.isSet()) {
            context.printJson(Json.object().put("report", file.toAbsolutePath().toString()));
        } else {
            context.out().println(file.toAbsolutePath());
        }
        return 0;
    }

    /// Where the page goes: `output`, or if that is null a file in the folder of the first run.
    static Path place(RunStore store, List<RunRecord> runs, @Nullable Path output) {
        String name = runs.size() == 1 ? "report.html" : "comparison.html";
        return output != null ? output : store.folder(runs.getFirst()).resolve(name);
    }

    static void write(RunStore store, List<RunRecord> runs, Path file) {
        List<RunReportData> data = runs.stream()
                .map(run -> TrainReport.of(store, run, CalorimeterCommand.PROGRAM))
                .toList();
        try {
            RunReport.write(file, data);
        } catch (IOException e) {
            throw new BadInputException("cannot write the report " + file + " (" + e + "); give another place with"
                    + " `" + CalorimeterCommand.PROGRAM + " report "
                    + runs.getFirst().name() + " --output FILE`");
        }
    }

    /// Finds out before hours of training whether the report could be written there.
    ///
    /// @param option that gives another place
    static void requireWritable(Path file, String option) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new BadInputException("cannot write the report " + file
                    + ": its folder must exist and be writable, and it must not be a folder itself; give another"
                    + " place with " + option + " FILE");
        }
    }
}
