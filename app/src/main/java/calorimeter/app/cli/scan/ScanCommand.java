package calorimeter.app.cli.scan;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.scan.dump.DumpedAttention;
import calorimeter.scan.hub.ModelFolder;
import calorimeter.scan.measure.Measurement;
import calorimeter.scan.source.AttentionSource;
import calorimeter.scan.text.Prompts;
import calorimeter.scan.text.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calorimeter scan MODEL`: the thermodynamics of every head of a pretrained model on some text.
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = "Measure every attention head of a pretrained model on some text.",
        footer = {
            "",
            "MODEL is a folder as the Hugging Face hub ships it: config.json, model.safetensors, tokenizer.json.",
            "C, KL and χ are means over rows of at least two keys; S, U, F and e^S over all rows.",
            "",
            "Examples:",
            "  calorimeter scan gpt2 --text prompts.txt",
            "  calorimeter scan pythia-70m --ids tokens.json --json > heads.json"
        })
public final class ScanCommand extends ResultCommand {

    private static final int MOST_THREADS = 256;

    @Parameters(paramLabel = "MODEL", description = "A model folder.")
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private Path model;

    @Option(names = "--text", paramLabel = "FILE", description = "Prompts, one a line, in UTF-8.")
    private @Nullable Path text;

    @Option(names = "--ids", paramLabel = "FILE", description = "Prompts as lists of token numbers: a .json file.")
    private @Nullable Path ids;

    @Option(names = "--no-special", description = "Leave out tokens that the model expects around a text.")
    private boolean noSpecial;

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

    public ScanCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        OptionCheck.requireRange("--threads", threads, 1, MOST_THREADS);
        if (!(memory > 0 && memory <= 1 << 20)) {
            throw new BadInputException("--memory is " + memory + " but must be a number of GiB above 0");
        }
        String name = model.toString();
        if (Files.isDirectory(model)) {
            try (ModelFolder folder = ModelFolder.open(model)) {
                report(folder.family(), folder.on(prompts(), threads, (long) (memory * (1L << 30))));
            }
        } else if (name.endsWith(".npy") || name.endsWith(".npz")) {
            if (!(beta > 0) || Double.isInfinite(beta)) {
                throw new BadInputException("--beta is " + beta + " but must be positive and finite");
            }
            DumpedAttention dump = DumpedAttention.open(model, probabilities, beta);
            report(dump.shape().energies() ? "scores" : "probabilities", dump);
        } else {
            throw new BadInputException(model + (Files.exists(model) ? " is no model" : " does not exist")
                    + "; give a folder with config.json, model.safetensors and tokenizer.json, or scores as .npz or"
                    + " .npy");
        }
        return 0;
    }

    private void report(String kind, AttentionSource source) {
        ScanText scan = new ScanText(model.toString(), kind, source.shape().tokens(), Measurement.of(source, List.of()));
        print(scan::json, scan::table);
    }

    private List<int[]> prompts() {
        if ((text == null) == (ids == null)) {
            throw new BadInputException("a scan needs prompts: give either --text FILE or --ids FILE");
        }
        if (ids != null) {
            return Prompts.ofJson(ids);
        }
        try (Tokenizer tokenizer = Tokenizer.open(model.resolve("tokenizer.json"), !noSpecial)) {
            return Prompts.ofLines(text, tokenizer);
        }
    }
}
