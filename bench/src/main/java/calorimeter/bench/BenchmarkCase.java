// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.engine.data.OperationTask;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.network.VggSettings;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
import java.util.List;
import java.util.Map;

/// One task that all contestants run, with the variants of each peer that take part.
///
/// @param key as tables show it
/// @param workload what they do
/// @param torch variants of PyTorch, see the resources `model.py` and `torch_peer.py`
/// @param jax variants of JAX
public record BenchmarkCase(String key, Workload workload, List<String> torch, List<String> jax) {

    public static final String NANDA = "nanda p=113";
    public static final String NANDA_SMALL = "nanda p=23";
    public static final String PANDEY = "pandey";
    public static final String VERMA = "verma";
    public static final String VGG = "vgg 16/32";
    public static final String VGG_DEEP = "vgg 16/32/64";
    public static final String MLP = "mlp p=59";
    public static final String CONVOLUTION = "convolution 16→32";

    /// Variants of nanda: as published, and given the algebra that this engine applies.
    private static final List<String> ALGEBRA = List.of("published", "last", "distinct");

    /// A model as a user writes it, and the same compiled.
    private static final List<String> PLAIN = List.of("eager", "compiled");

    /// A perceptron on a + b mod 59 as in Truong, arXiv:2606.18465, but that all tensors decay.
    private static final Map<String, String> TRUONG = Map.ofEntries(
            Map.entry("model", "mlp"),
            Map.entry("tokens", "operands"),
            Map.entry("train-fraction", "0.4"),
            Map.entry("width", "128"),
            Map.entry("mlp-width", "256"),
            Map.entry("activation", "gelu"),
            Map.entry("initialization", "fan-in"),
            Map.entry("beta2", "0.999"),
            Map.entry("p", "59"));

    public BenchmarkCase {
        torch = List.copyOf(torch);
        jax = List.copyOf(jax);
    }

    public static List<BenchmarkCase> all() {
        return List.of(
                new BenchmarkCase(NANDA, training("nanda", p(113)), ALGEBRA, ALGEBRA),
                new BenchmarkCase(NANDA_SMALL, training("nanda", p(23)), ALGEBRA, ALGEBRA),
                new BenchmarkCase(PANDEY, training("pandey", p(97)), PLAIN, List.of("eager")),
                new BenchmarkCase(VERMA, training("verma", p(97)), PLAIN, List.of("eager")),
                new BenchmarkCase(VGG, training("tanaka", vgg("16/32")), PLAIN, List.of()),
                new BenchmarkCase(VGG_DEEP, training("tanaka", vgg("16/32/64")), PLAIN, List.of()),
                new BenchmarkCase(
                        MLP, training("nanda", TRUONG), List.of("eager", "compiled", "vmap"), List.of("eager")),
                new BenchmarkCase(CONVOLUTION, new Workload.Convolution(14, 14, 16, 32, 128), PLAIN, List.of()));
    }

    private static Map<String, String> p(int modulus) {
        return Map.of("p", Integer.toString(modulus));
    }

    /// At η = 0.01 losses already part by 2e-5 in one step and by 1e-4 in two, as ReLU and max-pool turn rounding into
    /// another choice: more than the gate allows. The time of a step does not depend on η.
    private static Map<String, String> vgg(String stages) {
        return Map.of("stages", stages, "learning-rate", "0.001");
    }

    /// A preset with other settings.
    static Workload.Training training(String preset, Map<String, String> others) {
        SettingValues values = SettingValues.ofPreset(preset);
        values.putAll(others, "benchmark");
        return new Workload.Training(TrainParameters.of(preset, values));
    }

    /// The name that cases of one kind share: the first word of the key.
    public String kind() {
        return key.split(" ", 2)[0];
    }

    /// Examples of a full batch.
    public int batch() {
        return switch (workload) {
            case Workload.Training training -> batch(training.parameters().training());
            case Workload.Convolution convolution -> convolution.images();
        };
    }

    private static int batch(TrainingSettings training) {
        return training.examplesPerStep(training.trainingExamples());
    }

    public NecessaryWork work() {
        return switch (workload) {
            case Workload.Training training -> work(training.parameters().training());
            case Workload.Convolution convolution -> NecessaryWork.of(convolution);
        };
    }

    private static NecessaryWork work(TrainingSettings training) {
        return switch (training.model()) {
            case TransformerSettings model -> NecessaryWork.of(model, batch(training), distinctTokens(training));
            case MlpSettings model -> NecessaryWork.of(model, batch(training), distinctTokens(training));
            case VggSettings model -> NecessaryWork.of(model, batch(training));
            case Object other -> throw new IllegalStateException("the work of " + other + " is not known");
        };
    }

    /// Operands take every value, the other tokens one.
    private static int[] distinctTokens(TrainingSettings training) {
        OperationTask task = training.operation();
        int p = task.classes();
        return switch (task.layout()) {
            case OPERANDS -> new int[] {p, p};
            case OPERANDS_EQUALS -> new int[] {p, p, 1};
            case OPERANDS_OPERATOR_EQUALS -> new int[] {p, 1, p, 1};
        };
    }
}
