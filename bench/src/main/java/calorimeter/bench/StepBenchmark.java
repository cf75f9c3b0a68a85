package calorimeter.bench;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Biases;
import calorimeter.engine.model.ComputationPlan;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.Mask;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.Positions;
import calorimeter.engine.model.Readout;
import calorimeter.engine.model.TransformerSettings;
import calorimeter.engine.optimizer.OptimizerSettings.AdamW;
import calorimeter.engine.task.Operation;
import calorimeter.engine.task.Split;
import calorimeter.engine.task.TaskSettings;
import calorimeter.engine.task.TokenLayout;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.training.TrainingStep;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One training step, gradient and update, of the model of each preset. The settings repeat those of the
/// presets, which live above this module's floor; an epoch's shorter last batch counts as a step.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:ObjectAlignmentInBytes=64"})
public class StepBenchmark {

    /// Name, and the modulus after it.
    @Param({"nanda 113", "nanda 23", "pandey 97", "verma 97", "bi 97"})
    public String preset = "";

    @Param({"1", "2"})
    public int threads;

    private Workers workers = new Workers(1);
    private Trainer trainer = trainer("nanda", 5, workers);

    @Setup(Level.Trial)
    public void prepare() {
        String[] words = preset.split(" ", -1);
        workers = new Workers(threads);
        trainer = trainer(words[0], Integer.parseInt(words[1]), workers);
    }

    @TearDown(Level.Trial)
    public void close() {
        workers.close();
    }

    @Benchmark
    public TrainingStep step() {
        TrainingStep step = trainer.gradient();
        trainer.update();
        return step;
    }

    private static Trainer trainer(String preset, int p, Workers workers) {
        TrainingSettings settings = switch (preset) {
            case "nanda" -> nanda(p);
            case "pandey" -> pandey(p);
            case "verma" -> learned(p, 4, 8, Mask.CAUSAL, Readout.LAST, new AdamW(1e-3, 0.9, 0.98, 1e-8, 1));
            case "bi" -> learned(p, 2, 4, Mask.FULL, Readout.MEAN, new AdamW(5e-4, 0.9, 0.999, 1e-8, 1));
            default -> throw new IllegalArgumentException("preset is '" + preset + "' but must be one above");
        };
        return new Trainer(settings, Kernels.vector(), workers, ComputationPlan.FOLDED);
    }

    private static TaskSettings task(int p, TokenLayout layout, double fraction) {
        return new TaskSettings(Operation.ADD, p, layout, Split.ORDERED, fraction, false);
    }

    /// arXiv:2301.05217.
    private static TrainingSettings nanda(int p) {
        TransformerSettings model = new TransformerSettings(
                p + 1,
                p,
                3,
                1,
                128,
                4,
                512,
                Activation.RELU,
                Normalization.NONE,
                Positions.LEARNED,
                1e4,
                Mask.CAUSAL,
                Biases.MLP,
                Readout.LAST,
                false,
                Initialization.NANDA);
        TaskSettings task = task(p, TokenLayout.OPERANDS_EQUALS, 0.3);
        return new TrainingSettings(task, model, new AdamW(1e-3, 0.9, 0.98, 1e-8, 1), 0, 0, 0);
    }

    /// arXiv:2607.20552.
    private static TrainingSettings pandey(int p) {
        TransformerSettings model = new TransformerSettings(
                p + 2,
                p,
                4,
                2,
                128,
                4,
                512,
                Activation.GELU,
                Normalization.PRE_LAYER_NORM,
                Positions.ROTARY,
                1e4,
                Mask.FULL,
                Biases.ALL,
                Readout.LAST,
                false,
                Initialization.PYTORCH);
        TaskSettings task = task(p, TokenLayout.OPERANDS_OPERATOR_EQUALS, 0.5);
        return new TrainingSettings(task, model, new AdamW(3e-4, 0.9, 0.999, 1e-8, 0.1), 512, 0, 0);
    }

    /// arXiv:2605.20441 and arXiv:2603.24746 differ in what is given.
    private static TrainingSettings learned(int p, int layers, int heads, Mask mask, Readout readout, AdamW optimizer) {
        TransformerSettings model = new TransformerSettings(
                p + 1,
                p,
                3,
                layers,
                128,
                heads,
                512,
                Activation.GELU,
                Normalization.PRE_LAYER_NORM,
                Positions.LEARNED,
                1e4,
                mask,
                Biases.ALL,
                readout,
                false,
                Initialization.PYTORCH);
        TaskSettings task = task(p, TokenLayout.OPERANDS_EQUALS, 0.5);
        return new TrainingSettings(task, model, optimizer, 512, 0, 0);
    }
}
