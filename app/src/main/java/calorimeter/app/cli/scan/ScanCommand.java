// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.scan;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.ChildJava;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.view.FigureOptions;
import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.text.NearestNames;
import calorimeter.report.export.CsvWriter;
import calorimeter.scan.catalogue.KnownModel;
import calorimeter.scan.catalogue.ModelLibrary;
import calorimeter.scan.dump.DumpedAttention;
import calorimeter.scan.hub.ModelFolder;
import calorimeter.scan.measure.Contrast;
import calorimeter.scan.measure.Measurement;
import calorimeter.scan.measure.ScanResult;
import calorimeter.scan.measure.TextLoss;
import calorimeter.scan.onnx.OnnxFile;
import calorimeter.scan.onnx.OnnxWorker;
import calorimeter.scan.page.ScanPage;
import calorimeter.scan.page.ScannedModel;
import calorimeter.scan.run.RunAttention;
import calorimeter.scan.source.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calorimeter scan MODEL`: the thermodynamics of every head of a pretrained model on some text.
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = "Measure every attention head of a pretrained model on some text.",
        footer = {
            "",
            "MODEL is a folder as the Hugging Face hub ships it (config.json, model.safetensors, tokenizer.json), or"
                    + " an .onnx file, or scores that another program has dumped (.npz, .npy, .safetensors), or a run of this"
                    + " laboratory, which is measured on its probe, or a name of `calorimeter models list`.",
            "C, KL and χ are means over rows of at least two keys; S, U, F and e^S over all rows.",
            "Several models, or a pattern in quotes, are a series in the order of the last number in their names.",
            "",
            "Examples:",
            "  calorimeter scan gpt2 --text prompts.txt",
            "  calorimeter scan gpt2 --text prompts.txt --contrast others.txt",
            "  calorimeter scan 'pythia-70m/step*' --ids tokens.json --json > series.json",
            "  calorimeter scan model.onnx --ids tokens.json",
            "  calorimeter scan scores.npz --csv heads.csv",
            "  calorimeter scan nanda-s0 --step all --json"
        })
public final class ScanCommand extends ResultCommand {

    private static final int MOST_THREADS = 256;

    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            description = "A model folder, an ONNX file, dumped scores, a run, or a name of `models list`.")
    private List<String> models = List.of();

    @Mixin
    private final PromptOptions prompts = new PromptOptions();

    @Option(
            names = "--step",
            paramLabel = "N|all",
            description = "Of a run: the step of a kept checkpoint, or all of them as a series. Default: the newest.")
    private @Nullable String step;

    @Option(names = "--probabilities", description = "A .npy file holds probabilities, not scores.")
    private boolean probabilities;

    @Option(
            names = "--beta",
            paramLabel = "β",
            description = "Of scores in a file: energies are −s/β. Default: 1; 1/√d_k is the model's own unit.")
    private double beta = 1;

    @Option(
            names = "--memory",
            paramLabel = "GIB",
            description = "Memory for activations; prompts are run in groups that fit. Default: 2.")
    private double memory = 2;

    @Option(names = "--threads", paramLabel = "N", description = "Default: all cores. Results do not depend on it.")
    private int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());

    @Option(names = "--csv", paramLabel = "FILE", description = "Also write one line for each model and head.")
    private @Nullable Path csv;

    @Option(names = "--output", paramLabel = "FILE", description = "Also write a page with figures of all heads.")
    private @Nullable Path output;

    @Mixin
    private final FigureOptions figures = new FigureOptions();

    @Option(names = "--force", description = "Overwrite the files of --csv, --output and --figures if they exist.")
    private boolean force;

    public ScanCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        OptionCheck.requireRange("--threads", threads, 1, MOST_THREADS);
        if (!(memory > 0 && memory <= 1 << 20)) {
            throw new BadInputException("--memory is " + memory + " but must be a number of GiB above 0");
        }
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new BadInputException("--beta is " + beta + " but must be positive and finite");
        }
        if (csv != null) {
            OptionCheck.requireFree(csv, "--csv", force);
        }
        if (output != null) {
            OptionCheck.requirePage(output, "--output", force);
        }
        List<ScannedModel> scanned =
                isName(models.getFirst()) ? named(models.getFirst()) : series(ModelSeries.of(models));
        if (csv != null) {
            DurableFile.writeForUser(csv, out -> CsvWriter.write(out, ScanTable.csv(scanned)));
        }
        if (output != null) {
            page(output, scanned);
        }
        if (figures.given()) {
            context.err().print(FigureOptions.text(figures.write(ScanPage.figures(scanned), force)));
        }
        print(() -> ScanJson.of(scanned), () -> ScanTable.text(scanned));
        return 0;
    }

    private void page(Path file, List<ScannedModel> scanned) {
        try {
            ScanPage.write(file, "Calorimeter " + context.version() + ", command scan.", scanned);
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot write the page " + file + " (" + e.getMessage() + "); give another place with --output");
        }
        context.err().println("figures are in " + file.toAbsolutePath());
    }

    private boolean isName(String name) {
        return models.size() == 1 && name.matches("[\\w.-]+") && !Files.exists(Path.of(name));
    }

    /// A name without a file of that name is that of a model which can be fetched, or of a run.
    private List<ScannedModel> named(String name) {
        Optional<KnownModel> known = KnownModel.named(name);
        if (known.isEmpty()) {
            return run(name);
        }
        Path file = ModelLibrary.in(context.home())
                .find(known.orElseThrow())
                .orElseThrow(() -> new BadInputException("the model " + name + " has not been fetched; get its "
                        + known.orElseThrow().bytes() / 1_000_000 + " MB with: " + CommandContext.PROGRAM
                        + " models get " + name));
        return List.of(series(List.of(file)).getFirst().named(name));
    }

    private List<ScannedModel> run(String name) {
        try (RunStore store = context.openStoreToRead()) {
            RunRecord run = find(store, name);
            prompts.requireNone(name + " is a run, which has examples of its own");
            List<ScannedModel> scanned = new ArrayList<>();
            for (TrainedRun trained : RunSteps.of(store, run, step)) {
                RunAttention attention = new RunAttention(trained);
                scanned.add(new ScannedModel(
                        run.name(),
                        "run",
                        OptionalLong.of(trained.step()),
                        TextLoss.of(attention.loss()),
                        Measurement.of(attention, attention.prompts()),
                        Optional.empty(),
                        List.of(),
                        attention.prompts().getFirst().words()));
            }
            return scanned;
        }
    }

    private static RunRecord find(RunStore store, String name) {
        try {
            return store.find(name);
        } catch (StoreException e) {
            String near = NearestNames.suggestion(
                    name, KnownModel.ALL.stream().map(KnownModel::name).toList());
            if (near.isEmpty()) {
                throw e;
            }
            throw new BadInputException("there is no model, run or file '" + name + "'" + near);
        }
    }

    private List<ScannedModel> series(List<Path> series) {
        if (step != null) {
            throw new BadInputException("--step is for runs of this laboratory");
        }
        if (series.size() > 1 && prompts.contrasts()) {
            throw new BadInputException(
                    "--contrast compares prompts on one model, but " + series.size() + " are given");
        }
        List<ScannedModel> scanned = new ArrayList<>();
        for (Path model : series) {
            if (series.size() > 1) {
                context.err().println("scanning " + model + " (" + (scanned.size() + 1) + " of " + series.size() + ")");
            }
            scanned.add(scan(model));
            ModelSeries.requireAlike(scanned);
        }
        return scanned;
    }

    private ScannedModel scan(Path model) {
        if (Files.isDirectory(model)) {
            return folder(model);
        }
        String name = model.toString();
        if (Files.exists(model) && name.endsWith(".onnx")) {
            return onnx(model);
        }
        if (Files.exists(model) && name.matches(".*\\.(npy|npz|safetensors)")) {
            return dump(model);
        }
        throw new BadInputException(model + (Files.exists(model) ? " is no model" : " does not exist")
                + "; give a folder with config.json, model.safetensors and tokenizer.json, an .onnx file, or scores as"
                + " .npz, .npy or .safetensors");
    }

    private ScannedModel dump(Path model) {
        prompts.requireNone(model + " holds what a model has computed already");
        DumpedAttention dump = DumpedAttention.open(model, probabilities, beta);
        boolean scores = dump.shape().energies();
        if (!scores) {
            context.err()
                    .println(
                            "note: " + model + " holds probabilities, which give C, S, KL, χ and e^S; U, F, V and dC/dT"
                                    + " need scores");
        }
        return scanned(
                model,
                scores ? "scores" : "probabilities",
                Measurement.of(dump, List.of()),
                Optional.empty(),
                List.of());
    }

    private ScannedModel folder(Path model) {
        try (ModelFolder folder = ModelFolder.open(model)) {
            return scan(
                    model, folder.family(), texts -> Measurement.of(folder.on(tokens(texts), threads, bytes()), texts));
        }
    }

    private ScannedModel onnx(Path model) {
        OnnxFile file = new OnnxFile(model, ChildJava.command(OnnxWorker.class));
        return scan(model, "onnx", texts -> {
            OnnxFile.Scan scan = file.scan(texts, threads, bytes());
            scan.notes().forEach(note -> context.err().println("note: " + model + ": " + note));
            return scan.result();
        });
    }

    private static List<int[]> tokens(List<Prompt> prompts) {
        return prompts.stream().map(Prompt::tokens).toList();
    }

    private long bytes() {
        return (long) (memory * (1L << 30));
    }

    private ScannedModel scan(Path model, String source, Function<List<Prompt>, ScanResult> scan) {
        Path tokenizer =
                Files.isDirectory(model) ? model.resolve("tokenizer.json") : model.resolveSibling("tokenizer.json");
        List<Prompt> texts = prompts.prompts(tokenizer);
        ScanResult result = scan.apply(texts);
        Optional<Contrast> difference =
                prompts.others(tokenizer).map(others -> Contrast.of(result, scan.apply(others), 1));
        return scanned(model, source, result, difference, texts.getFirst().words());
    }

    private ScannedModel scanned(
            Path model, String source, ScanResult result, Optional<Contrast> contrast, List<String> words) {
        return new ScannedModel(
                model.toString(),
                source,
                ModelSeries.step(model),
                result.loss(),
                result,
                contrast,
                prompts.names(),
                words);
    }
}
