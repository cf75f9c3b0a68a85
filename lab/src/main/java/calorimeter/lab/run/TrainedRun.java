// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.engine.data.Dataset;
import calorimeter.engine.data.Examples;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.transformer.Transformer;
import calorimeter.engine.transformer.settings.ComputationPlan;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import calorimeter.lab.observable.Ledger;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.CheckpointStore;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.store.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A stored run at one of its checkpoints as a value: settings, data with its split, the model with its parameters, the
/// recorded attention rows of the probe.
///
/// ```java
/// TrainedRun trained = TrainedRun.of(store, run);
/// AttentionScores scores = trained.model().attentionScores(trained.probe());
/// ```
public final class TrainedRun {

    private static final String DATA = "data/";

    private final RunRecord run;
    private final Checkpoint checkpoint;
    private final TrainParameters parameters;
    private @Nullable Dataset<?> dataset;

    public TrainedRun(RunRecord run, Checkpoint checkpoint) {
        this.run = run;
        this.checkpoint = checkpoint;
        parameters = TrainJson.parameters(run.configurationJson());
    }

    /// A run at its newest checkpoint.
    ///
    /// @throws StoreException if it has none
    public static TrainedRun of(RunStore store, RunRecord run) {
        Checkpoint newest = store.checkpoints(run)
                .latest()
                .orElseThrow(() -> new StoreException("run " + run.name() + " has no checkpoint, so there are no"
                        + " trained parameters; " + advice(run)));
        return new TrainedRun(run, newest);
    }

    private static String advice(RunRecord run) {
        return switch (run.status()) {
            case RUNNING -> "wait for the first one, it is being trained";
            case INTERRUPTED, FAILED -> "go on with it by `calorimeter train --resume " + run.name() + "`";
            case DIVERGED ->
                "it diverged at step " + run.step() + ", before its first checkpoint; `export --format csv` writes its"
                        + " rows";
            case COMPLETED -> "they were deleted, or came in no bundle; train it anew";
        };
    }

    /// A run at a step of which it has a checkpoint, or has kept its parameters.
    ///
    /// @throws StoreException if it has neither of that step
    public static TrainedRun of(RunStore store, RunRecord run, long step) {
        for (CheckpointStore states : List.of(store.checkpoints(run), store.kept(run))) {
            if (states.steps().contains(step)) {
                return new TrainedRun(run, states.load(step));
            }
        }
        SortedSet<Long> there = new TreeSet<>(store.kept(run).steps());
        there.addAll(store.checkpoints(run).steps());
        throw new StoreException(
                "run " + run.name() + " has no parameters of step " + step + "; those there are of steps " + there
                        + "; to keep more, train it anew with the run's settings and --again --keep-checkpoints every:1000");
    }

    public RunRecord run() {
        return run;
    }

    public long step() {
        return checkpoint.step();
    }

    /// The settings of its model.
    ///
    /// @throws StoreException if that is no transformer
    public TransformerSettings settings() {
        if (parameters.training().model() instanceof TransformerSettings settings) {
            return settings;
        }
        throw new StoreException(
                "run " + run.name() + " has no attention to look at: its model is not a transformer but "
                        + Setting.MODEL.value(parameters).orElseThrow());
    }

    /// All examples, and their split.
    public Dataset<?> dataset() {
        if (dataset == null) {
            dataset = parameters.training().dataset();
        }
        return dataset;
    }

    /// Numbers of the examples on which attention was measured.
    public int[] probe() {
        return parameters.probe(dataset().examples().count());
    }

    /// The model with the parameters of the checkpoint, computed without exact folding.
    public Transformer model() {
        TokenSequences examples = TokenSequences.of(dataset().examples());
        Workers caller = new Workers(1);
        Transformer model = new Transformer(
                settings(), examples, examples.count(), Kernels.active(), caller, ComputationPlan.PLAIN);
        model.load(fitting(() -> {
            TrainCheckpoint.restoreBuffers(checkpoint, model);
            return TrainCheckpoint.parameters(checkpoint, model.layout());
        }));
        return model;
    }

    /// The tensors of the model, by their place in it.
    public TransformerTensors tensors() {
        return new TransformerTensors(settings());
    }

    /// Values of one of the [#tensors] in double precision, row by row; a vector is a single row.
    public double[][] values(Tensor tensor) {
        float[] values = fitting(() -> TrainCheckpoint.parameter(checkpoint, tensor));
        double[][] rows = new double[tensor.rows()][tensor.columns()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = values[i * tensor.columns() + j];
            }
        }
        return rows;
    }

    /// Gives a trainer of the run's settings the parameters and the buffers of the checkpoint.
    public void restore(Trainer trainer) {
        float[] parameters = fitting(() -> {
            TrainCheckpoint.restoreBuffers(checkpoint, trainer.model());
            return TrainCheckpoint.parameters(checkpoint, trainer.layout());
        });
        System.arraycopy(parameters, 0, trainer.parameters(), 0, parameters.length);
    }

    SortedMap<String, double[]> carried() {
        return TrainCheckpoint.carried(checkpoint);
    }

    /// The parameters as they are stored, in the order of their names.
    ///
    /// @param prefix of their names, before those that the model gives them
    public List<TensorData> stored(String prefix) {
        int own = TrainCheckpoint.PARAMETERS.length();
        return checkpoint.tensors().stream()
                .filter(tensor -> tensor.name().startsWith(TrainCheckpoint.PARAMETERS))
                .map(tensor -> tensor.named(prefix + tensor.name().substring(own)))
                .toList();
    }

    /// All that another program needs to go on with the training, each under the name that it has in exported files:
    ///
    /// | name | type | what it is |
    /// |---|---|---|
    /// | `embedding` … | float32 | the parameters, under the names that the model gives them |
    /// | `buffers/NAME` | float32 | state of the model that is no parameter: running statistics of batch norms |
    /// | `optimizer/first/NAME` … | float32 | the optimiser's arrays, shaped as the parameter NAME |
    /// | `step` | int64, no extent | updates made so far |
    /// | `data/tokens` | int64 [examples × positions] | token ids, unless the examples are images |
    /// | `data/labels` | int64, one an example | answers |
    /// | `data/train`, `data/test` | int64 | numbers of the examples on either side of the split, rising |
    public List<TensorData> state() {
        List<TensorData> state = new ArrayList<>(stored(""));
        checkpoint.tensors().stream()
                .filter(tensor -> TrainCheckpoint.isStateBesideParameters(tensor.name()))
                .forEach(state::add);
        state.add(TensorData.of("step", new int[0], new long[] {step()}));
        Examples examples = dataset().examples();
        int count = examples.count();
        if (examples instanceof TokenSequences sequences) {
            int positions = sequences.sequence();
            long[] tokens = IntStream.range(0, count * positions)
                    .mapToLong(i -> sequences.token(i / positions, i % positions))
                    .toArray();
            state.add(TensorData.of(DATA + "tokens", new int[] {count, positions}, tokens));
        }
        state.add(numbers("labels", IntStream.range(0, count).map(examples::label)));
        state.add(numbers("train", Arrays.stream(dataset().train())));
        state.add(numbers("test", Arrays.stream(dataset().test())));
        return state;
    }

    private static TensorData numbers(String name, IntStream numbers) {
        long[] values = numbers.asLongStream().toArray();
        return TensorData.of(DATA + name, new int[] {values.length}, values);
    }

    /// One row of attention: keys `from` … `to` − 1 of the recorded arrays.
    ///
    /// @param example its place in the probe
    public record Row(int layer, int example, int query, int head, int from, int to) {

        public int keys() {
            return to - from;
        }
    }

    public boolean hasRows() {
        return checkpoint.tensors().stream().anyMatch(tensor -> tensor.name().equals(Ledger.PROBABILITIES));
    }

    /// The recorded rows in the order of [calorimeter.lab.observable.AttentionProbe].
    ///
    /// @throws StoreException if there are none, or not those of the settings
    public List<Row> rows() {
        int recorded = energies().length;
        int keys = 0;
        for (int query = 0; query < settings().sequence(); query++) {
            keys += settings().heads() * settings().visible(query);
        }
        int ofAnExample = settings().layers() * keys;
        if (recorded % ofAnExample != 0) {
            throw unfit("it has recorded " + recorded + " keys, but an example has " + ofAnExample);
        }
        return rows(settings(), recorded / ofAnExample);
    }

    /// Rows of a model on some examples, by layer, example, query and head: the order in which they are recorded.
    public static List<Row> rows(TransformerSettings model, int examples) {
        List<Row> rows = new ArrayList<>();
        int from = 0;
        for (int layer = 0; layer < model.layers(); layer++) {
            for (int example = 0; example < examples; example++) {
                for (int query = 0; query < model.sequence(); query++) {
                    for (int head = 0; head < model.heads(); head++) {
                        int to = from + model.visible(query);
                        rows.add(new Row(layer, example, query, head, from, to));
                        from = to;
                    }
                }
            }
        }
        return rows;
    }

    /// Attention of the last query of some examples through the layers, mean over heads: a list of (layers
    /// × keys).
    public List<double[][]> lastRows(int examples) {
        double[] p = occupation();
        List<double[][]> paths = new ArrayList<>();
        for (Row row : rows()) {
            if (row.example() < examples && row.query() == settings().sequence() - 1) {
                if (row.example() == paths.size()) {
                    paths.add(new double[settings().layers()][row.keys()]);
                }
                double[] mean = paths.get(row.example())[row.layer()];
                for (int key = 0; key < row.keys(); key++) {
                    mean[key] += p[row.from() + key] / settings().heads();
                }
            }
        }
        return paths;
    }

    /// Occupation p of the keys of all [#rows], at the last logged step.
    public double[] occupation() {
        return recorded(Ledger.PROBABILITIES);
    }

    /// Energies E of the keys of all [#rows].
    public double[] energies() {
        return recorded(Ledger.ENERGIES);
    }

    private double[] recorded(String name) {
        if (!hasRows()) {
            throw new StoreException("the checkpoint of step " + step() + " of run " + run.name()
                    + " has no attention rows; they are recorded from the first logged step on");
        }
        return fitting(() -> TrainCheckpoint.doubles(checkpoint, name));
    }

    private <T> T fitting(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw unfit(String.valueOf(e.getMessage()));
        }
    }

    private StoreException unfit(String why) {
        return new StoreException(
                "the checkpoint of step " + step() + " of run " + run.name() + " does not fit its settings: " + why);
    }
}
