// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.report;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.view.RecordedSweep;
import calorimeter.lab.run.TrainCheckpoint;
import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.Safetensors;
import calorimeter.lab.store.TensorData;
import calorimeter.lab.text.ShellWord;
import calorimeter.report.export.CsvWriter;
import calorimeter.report.export.MlflowException;
import calorimeter.report.export.MlflowRun;
import calorimeter.report.export.MlflowServer;
import calorimeter.report.export.NpzWriter;
import calorimeter.report.export.ParquetWriter;
import calorimeter.report.export.RunTables;
import calorimeter.report.export.Table;
import calorimeter.report.export.TensorBoardFolder;
import calorimeter.report.model.HuggingFaceModel;
import calorimeter.report.model.OnnxModel;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calorimeter export RUN… --format FORMAT`: runs as files for other programs.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Write runs to a file for other programs.",
        footer = {
            "",
            "csv          a long table: the run, its settings, and what --what says",
            "npz          the same, one array for each column; of one run's rows also its latest parameters, as"
                    + " parameters/NAME",
            "parquet      the same as csv, with typed columns; smaller",
            "safetensors  parameters, optimiser's arrays, step, data and split of one run's latest checkpoint",
            "onnx         the model of one run for ONNX Runtime: input_ids to logits",
            "huggingface  a folder with the model of one run for the library transformers (trust_remote_code)",
            "tensorboard  a folder of event files, one for each run; of a sweep also mean, lower and upper over seeds",
            "mlflow       no file: runs of the MLflow server --to URL, in an experiment named as the sweep or calorimeter",
            "",
            "docs/python.md shows how pandas, polars, numpy and PyTorch read them."
        })
public final class ExportCommand extends ResultCommand {

    /// The formats; the name is the file's ending.
    private enum Format {
        csv,
        safetensors,
        npz,
        parquet,
        onnx,
        huggingface,
        tensorboard,
        mlflow;

        boolean isTable() {
            return this == csv || this == npz || this == parquet;
        }

        boolean isFolder() {
            return this == huggingface || this == tensorboard;
        }

        /// Whether it holds the parameters of one run at one step.
        boolean isModel() {
            return this == safetensors || this == onnx || this == huggingface;
        }
    }

    /// What a row of a table is.
    private enum What {
        rows,
        events,
        peaks,
        heads,
        settings
    }

    /// What the file holds, in words, and how it is written.
    private record Export(String words, DurableFile.Content content) {}

    @Parameters(
            arity = "0..*",
            paramLabel = "RUN",
            description = "The runs' names, or beginnings that no other run has.")
    private List<String> names = List.of();

    @Option(names = "--sweep", paramLabel = "NAME", description = "All runs of a sweep instead of named ones.")
    private @Nullable String sweep;

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}.")
    private Format format = Format.csv;

    @Option(
            names = "--what",
            paramLabel = "WHAT",
            description = {
                "What a row of csv, npz or parquet is: ${COMPLETION-CANDIDATES}. rows (the default): a logged step; events: an"
                        + " accuracy reached; peaks: a peak of C or V; heads: a head at a logged step; settings: a run."
            })
    private @Nullable What what;

    @Option(
            names = "--step",
            paramLabel = "N",
            description = "Parameters of this step instead of the latest; see train --keep-checkpoints.")
    private @Nullable Long step;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description =
                    "The file to write, or - for standard output; with tensorboard and huggingface a folder. Default:"
                            + " RUN.FORMAT in this folder.")
    private @Nullable Path output;

    @Option(
            names = "--to",
            paramLabel = "URL",
            description = "The MLflow server, as http://localhost:5000. What it has already is not sent again.")
    private @Nullable String server;

    @Option(names = "--force", description = "Overwrite files that exist.")
    private boolean force;

    public ExportCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        requireOptionsThatFit();
        try (RunStore store = context.openStoreToRead()) {
            List<RunRecord> runs = runs(store);
            if (format.isFolder()) {
                exportFolder(
                        runs,
                        format == Format.huggingface ? transformersFolder(store, runs) : eventFolder(store, runs));
                return 0;
            }
            if (server != null) {
                exportToServer(store, runs, server);
                return 0;
            }
            boolean streams = output != null && output.toString().equals("-");
            Path file = (output == null ? Path.of(standardName(runs)) : output).toAbsolutePath();
            if (!streams) {
                OptionCheck.requireFree(file, force);
            }
            Export export = switch (format) {
                case safetensors -> tensors(store, runs);
                case onnx -> graph(store, runs);
                default -> table(store, runs);
            };
            if (streams) {
                stream(export.content());
            } else {
                DurableFile.writeForUser(file, export.content());
                print(() -> json(runs, file), () -> file + System.lineSeparator());
            }
            if (!json) {
                context.err().println("wrote " + export.words() + " of " + inWords(runs));
            }
        }
        return 0;
    }

    private void requireOptionsThatFit() {
        if (names.isEmpty() == (sweep == null)) {
            throw new BadInputException("an export needs either runs or --sweep NAME; `calorimeter runs list` and"
                    + " `calorimeter sweep --list` show what there is");
        }
        if (!format.isTable() && what != null) {
            throw new BadInputException("--what " + what + " is a table, but --format " + format
                    + " holds none; leave one of them out, or give --format csv, npz or parquet");
        }
        if (!format.isModel() && step != null) {
            throw new BadInputException("--step " + step + " chooses parameters, but --format " + format
                    + " holds rows; leave one of them out, or give --format safetensors, onnx or huggingface");
        }
        requireServerThatFits();
        boolean streams = output != null && output.toString().equals("-");
        if (streams && format.isFolder()) {
            throw new BadInputException("--output is - but --format " + format + " is a folder of files; name one");
        }
        if (json && streams) {
            throw new BadInputException("--json and --output - both print to standard output; leave one out");
        }
    }

    private void requireServerThatFits() {
        if (format == Format.mlflow && server == null) {
            throw new BadInputException("--format mlflow needs --to URL, as in --to http://localhost:5000");
        }
        if (format != Format.mlflow && server != null) {
            throw new BadInputException("--to " + server + " is a server, but --format " + format
                    + " makes a file; leave it out, or give --format mlflow");
        }
        if (server != null && (output != null || force)) {
            throw new BadInputException((force ? "--force" : "--output") + " is about files, but --format mlflow writes"
                    + " none; leave it out");
        }
    }

    private List<RunRecord> runs(RunStore store) {
        List<RunRecord> runs = sweep == null
                ? names.stream().map(store::find).distinct().toList()
                : RecordedSweep.find(store, sweep).runs(store);
        if (runs.isEmpty()) {
            throw new BadInputException("no run of the sweep " + sweep + " has begun yet; begin them with: "
                    + CommandContext.PROGRAM + " sweep --name " + sweep);
        }
        if (format.isModel() && runs.size() > 1) {
            throw new BadInputException("--format " + format + " holds the tensors of one run, but " + runs.size()
                    + " are given; export them one by one");
        }
        return runs;
    }

    private String standardName(List<RunRecord> runs) {
        String beginning =
                sweep != null ? sweep : runs.size() == 1 ? runs.getFirst().name() : "runs";
        return beginning + (step == null ? "" : "-step" + step) + (what == null || what == What.rows ? "" : "-" + what)
                + "." + format;
    }

    private static String inWords(List<RunRecord> runs) {
        return runs.size() == 1 ? "run " + runs.getFirst().name() : runs.size() + " runs";
    }

    private void stream(DurableFile.Content content) {
        try {
            content.writeTo(context.out());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to standard output", e);
        }
    }

    /// Files of a folder by their place in it, and a sentence about them.
    private record Folder(Map<Path, DurableFile.Content> files, String words, String advice) {}

    private Folder eventFolder(RunStore store, List<RunRecord> runs) {
        Map<Path, DurableFile.Content> files = TensorBoardFolder.of(store, runs, sweep != null);
        return new Folder(
                files,
                files.size() + (files.size() == 1 ? " event file" : " event files"),
                "; show them with: tensorboard --logdir ");
    }

    private Folder transformersFolder(RunStore store, List<RunRecord> runs) {
        TrainedRun trained = trained(store, runs);
        return new Folder(
                HuggingFaceModel.of(trained),
                "the model of step " + trained.step(),
                "; load it with: AutoModelForSequenceClassification.from_pretrained(FOLDER, trust_remote_code=True), FOLDER ");
    }

    private void exportFolder(List<RunRecord> runs, Folder content) {
        Path folder = (output == null ? Path.of(standardName(runs)) : output).toAbsolutePath();
        content.files().keySet().forEach(place -> OptionCheck.requireFree(folder.resolve(place), force));
        content.files().forEach((place, bytes) -> {
            Path file = folder.resolve(place);
            try {
                Files.createDirectories(file.resolveSibling("."));
            } catch (IOException e) {
                throw new BadInputException("cannot make the folder " + file.getParent()
                        + ": it, or a folder above it, is a file or cannot be written to; choose another --output");
            }
            DurableFile.writeForUser(file, bytes);
        });
        print(() -> json(runs, folder), () -> folder + System.lineSeparator());
        if (!json) {
            context.err()
                    .println("wrote " + content.words() + " of " + inWords(runs) + content.advice()
                            + ShellWord.of(folder.toString()));
        }
    }

    private void exportToServer(RunStore store, List<RunRecord> runs, String url) {
        Map<MlflowRun.Sent, Integer> sent = new EnumMap<>(MlflowRun.Sent.class);
        String page;
        try (MlflowServer mlflow = new MlflowServer(url)) {
            String experiment = mlflow.experiment(sweep == null ? "calorimeter" : sweep);
            page = mlflow.page(experiment);
            for (RunRecord run : runs) {
                sent.merge(MlflowRun.send(mlflow, experiment, run, store.series(run)), 1, Integer::sum);
            }
        } catch (MlflowException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
        print(() -> json(runs).put("page", page), () -> page + System.lineSeparator());
        if (!json) {
            context.err()
                    .println("sent " + inWords(runs) + ": " + sent.getOrDefault(MlflowRun.Sent.CREATED, 0) + " new, "
                            + sent.getOrDefault(MlflowRun.Sent.EXTENDED, 0) + " went on, "
                            + sent.getOrDefault(MlflowRun.Sent.PRESENT, 0) + " there already");
        }
    }

    private Export table(RunStore store, List<RunRecord> runs) {
        RunTables tables = tables(store, runs);
        Table table = switch (what) {
            case null -> tables.rows();
            case rows -> tables.rows();
            case events -> tables.events();
            case peaks -> tables.peaks();
            case heads -> tables.heads();
            case settings -> tables.settings();
        };
        String words = what == null ? "rows" : what.toString();
        if (format == Format.csv) {
            return new Export(words, out -> CsvWriter.write(out, table));
        }
        if (format == Format.parquet) {
            return new Export(words, out -> ParquetWriter.write(out, table));
        }
        Optional<Checkpoint> newest = what == null && runs.size() == 1
                ? store.checkpoints(runs.getFirst()).latest()
                : Optional.empty();
        List<TensorData> parameters = newest.map(
                        checkpoint -> new TrainedRun(runs.getFirst(), checkpoint).stored(TrainCheckpoint.PARAMETERS))
                .orElse(List.of());
        String further = newest.map(checkpoint -> " and the parameters of step " + checkpoint.step())
                .orElse("");
        return new Export(words + further, out -> NpzWriter.write(out, table, parameters));
    }

    private static RunTables tables(RunStore store, List<RunRecord> runs) {
        try {
            return new RunTables(store, runs);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    private TrainedRun trained(RunStore store, List<RunRecord> runs) {
        RunRecord run = runs.getFirst();
        return step == null ? TrainedRun.of(store, run) : TrainedRun.of(store, run, step);
    }

    private Export graph(RunStore store, List<RunRecord> runs) {
        TrainedRun trained = trained(store, runs);
        byte[] model = OnnxModel.of(trained);
        return new Export("the model of step " + trained.step(), out -> out.write(model));
    }

    private Export tensors(RunStore store, List<RunRecord> runs) {
        RunRecord run = runs.getFirst();
        TrainedRun trained = trained(store, runs);
        if (trained.stored("").isEmpty()) {
            throw new BadInputException("the checkpoint of step " + trained.step() + " of run " + run.name()
                    + " holds no tensor named " + TrainCheckpoint.PARAMETERS + "…, so there is nothing to export");
        }
        List<TensorData> state = trained.state();
        boolean moments = state.stream().anyMatch(tensor -> tensor.name().startsWith(Checkpoint.OPTIMIZER));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("run", run.name());
        metadata.put("step", Long.toString(trained.step()));
        metadata.put("identity", run.identity());
        metadata.put("configuration", run.configurationJson());
        String words = (moments ? "parameters, optimiser's arrays" : "parameters, no optimiser's arrays,")
                + " and data of step " + trained.step();
        return new Export(words, out -> Safetensors.write(out, metadata, state));
    }

    private ObjectNode json(List<RunRecord> runs, Path file) {
        return json(runs).put("file", file.toString());
    }

    private ObjectNode json(List<RunRecord> runs) {
        ObjectNode json = Json.object();
        if (sweep != null) {
            json.put("sweep", sweep);
        }
        if (runs.size() == 1) {
            json.put("run", runs.getFirst().name());
        }
        json.set("runs", Json.array(runs.stream().map(RunRecord::name).toList()));
        return json.put("format", format.name());
    }
}
