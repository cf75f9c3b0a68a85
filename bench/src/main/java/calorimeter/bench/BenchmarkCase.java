package calorimeter.bench;

import calorimeter.engine.data.OperationTask;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
import java.util.List;

/// One training task that all contestants run, with the variants of each peer that take part.
///
/// @param key as tables show it
/// @param parameters the preset's settings
/// @param torch variants of PyTorch, see the resource `model.py`
/// @param jax variants of JAX
public record BenchmarkCase(String key, TrainParameters parameters, List<String> torch, List<String> jax) {

    public static final String NANDA = "nanda p=113";
    public static final String NANDA_SMALL = "nanda p=23";
    public static final String PANDEY = "pandey";
    public static final String VERMA = "verma";

    /// Variants of nanda: as published, and given the algebra that this engine applies.
    private static final List<String> ALGEBRA = List.of("published", "last", "distinct");

    public BenchmarkCase {
        torch = List.copyOf(torch);
        jax = List.copyOf(jax);
    }

    public static List<BenchmarkCase> all() {
        return List.of(
                new BenchmarkCase(NANDA, parameters("nanda", 113), ALGEBRA, ALGEBRA),
                new BenchmarkCase(NANDA_SMALL, parameters("nanda", 23), ALGEBRA, ALGEBRA),
                new BenchmarkCase(PANDEY, parameters("pandey", 97), List.of("eager", "compiled"), List.of("eager")),
                new BenchmarkCase(VERMA, parameters("verma", 97), List.of("eager", "compiled"), List.of("eager")));
    }

    /// A preset with another modulus.
    static TrainParameters parameters(String preset, int p) {
        SettingValues values = SettingValues.ofPreset(preset);
        values.put("p", Integer.toString(p), "benchmark");
        return TrainParameters.of(preset, values);
    }

    public String preset() {
        return parameters.preset();
    }

    /// TokenSequences of a full batch.
    public int batch() {
        TrainingSettings training = parameters.training();
        return training.examplesPerStep(training.dataset().train().length);
    }

    public NecessaryWork work() {
        return NecessaryWork.of(parameters.training().transformer(), batch(), distinctTokens());
    }

    /// Operands take every value, the other tokens one.
    private int[] distinctTokens() {
        OperationTask task = parameters.training().operation();
        int p = task.classes();
        return switch (task.layout()) {
            case OPERANDS -> new int[] {p, p};
            case OPERANDS_EQUALS -> new int[] {p, p, 1};
            case OPERANDS_OPERATOR_EQUALS -> new int[] {p, 1, p, 1};
        };
    }
}
