package calorimeter.app.cli.report;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.run.TrainCheckpoint;
import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.Safetensors;
import calorimeter.lab.store.TensorData;
import calorimeter.report.export.CsvWriter;
import calorimeter.report.export.NpzWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calorimeter export RUN --format FORMAT`.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Write a run's rows or parameters to a file for other programs.",
        footer = {
            "",
            "csv          the rows: step, wall_seconds and the observables",
            "npz          the rows, one array for each column, and the latest parameters as parameters/NAME",
            "safetensors  the parameters of the latest checkpoint"
        })
public final class ExportCommand extends ResultCommand {

    /// The formats; the name is the file's ending.
    private enum Format {
        csv,
        safetensors,
        npz
    }

    @Parameters(paramLabel = "RUN", description = "The run's name, or a beginning that no other run has.")
    private String name = "";

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}.")
    private Format format = Format.csv;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file to write; RUN.FORMAT in this folder unless given.")
    private @Nullable Path output;

    @Option(names = "--force", description = "Overwrite the file if it exists.")
    private boolean force;

    public ExportCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (RunStore store = context.openStoreToRead()) {
            RunRecord run = store.find(name);
            Path file = (output == null ? Path.of(run.name() + "." + format) : output).toAbsolutePath();
            OptionCheck.requireFree(file, force);
            String content = switch (format) {
                case csv -> writeCsv(store, run, file);
                case npz -> writeNpz(store, run, file);
                case safetensors -> writeSafetensors(store, run, file);
            };
            if (json) {
                context.printJson(json(run, file));
            } else {
                context.out().println(file);
                context.err().println("wrote " + content + " of run " + run.name());
            }
        }
        return 0;
    }

    private static String writeCsv(RunStore store, RunRecord run, Path file) {
        var series = store.series(run);
        CsvWriter.write(file, series);
        return series.size() + " rows";
    }

    private static String writeNpz(RunStore store, RunRecord run, Path file) {
        var series = store.series(run);
        List<TensorData> arrays = new ArrayList<>(series.tensors());
        Optional<Checkpoint> checkpoint = store.checkpoints(run).latest();
        checkpoint.ifPresent(state -> {
            arrays.addAll(new TrainedRun(run, state).stored(TrainCheckpoint.PARAMETERS));
        });
        NpzWriter.write(file, arrays);
        return series.size() + " rows and "
                + checkpoint
                        .map(state -> "the parameters of step " + state.step())
                        .orElse("no parameters, since there is no checkpoint");
    }

    private static String writeSafetensors(RunStore store, RunRecord run, Path file) {
        TrainedRun trained = TrainedRun.of(store, run);
        List<TensorData> parameters = trained.stored("");
        if (parameters.isEmpty()) {
            throw new BadInputException("the checkpoint of step " + trained.step() + " of run " + run.name()
                    + " holds no tensor named " + TrainCheckpoint.PARAMETERS + "…, so there is nothing to export");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("run", run.name());
        metadata.put("step", Long.toString(trained.step()));
        metadata.put("identity", run.identity());
        metadata.put("configuration", run.configurationJson());
        Safetensors.write(file, metadata, parameters);
        return "the parameters of step " + trained.step();
    }

    private ObjectNode json(RunRecord run, Path file) {
        return Json.object().put("run", run.name()).put("format", format.name()).put("file", file.toString());
    }
}
