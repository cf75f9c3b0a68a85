// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.engine.model.Model;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.training.Trainer;
import calorimeter.lab.observable.Instruments;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.store.TensorData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a training run needs to go on: parameters, the model's buffers, the optimiser's arrays, and the state of its
/// instruments and controllers. Batches need nothing: they are a function of the step.
public final class TrainCheckpoint {

    /// Tensors of the model are named after it: `parameters/layer0.mlp.input`.
    public static final String PARAMETERS = "parameters/";

    /// State of the model that is no parameter: `buffers/layer0.norm.mean`.
    private static final String BUFFERS = "buffers/";

    /// Metadata: which files the data were read from, see [calorimeter.engine.data.Dataset#filesSha256].
    private static final String DATA = "data";

    private TrainCheckpoint() {}

    static Checkpoint of(Trainer trainer, Instruments instruments) {
        Checkpoint snapshot = snapshot(trainer);
        List<TensorData> tensors = new ArrayList<>(snapshot.tensors());
        trainer.moments()
                .forEach((name, values) -> put(tensors, Checkpoint.OPTIMIZER + name + "/", trainer.layout(), values));
        instruments
                .state()
                .forEach((name, values) -> tensors.add(TensorData.of(name, new int[] {values.length}, values)));
        return new Checkpoint(trainer.step(), tensors, snapshot.metadata());
    }

    /// The model alone, from which no run goes on: parameters and buffers.
    static Checkpoint snapshot(Trainer trainer) {
        List<TensorData> tensors = new ArrayList<>();
        put(tensors, PARAMETERS, trainer.layout(), trainer.parameters());
        trainer.model()
                .buffers()
                .forEach((name, values) ->
                        tensors.add(TensorData.of(BUFFERS + name, new int[] {values.length}, values)));
        Map<String, String> metadata = trainer.dataset()
                .filesSha256()
                .map(sha256 -> Map.of(DATA, sha256))
                .orElse(Map.of());
        return new Checkpoint(trainer.step(), tensors, metadata);
    }

    /// Whether a tensor of a checkpoint is a buffer of the model or an array of the optimiser.
    static boolean isStateBesideParameters(String name) {
        return name.startsWith(BUFFERS) || name.startsWith(Checkpoint.OPTIMIZER);
    }

    private static void put(List<TensorData> tensors, String prefix, ParameterLayout layout, float[] flat) {
        for (Tensor tensor : layout.tensors()) {
            int[] shape = tensor.vector() ? new int[] {tensor.columns()} : new int[] {tensor.rows(), tensor.columns()};
            tensors.add(TensorData.of(prefix + tensor.name(), shape, layout.extract(tensor, flat)));
        }
    }

    /// Looks whether a run would go on with the data that it began with.
    ///
    /// @param run its name
    static void requireSameData(String run, Checkpoint checkpoint, Trainer trainer) {
        String then = checkpoint.metadata().get(DATA);
        String now = trainer.dataset().filesSha256().orElse(null);
        if (then != null && !then.equals(now)) {
            throw new StoreException("run " + run + " was begun with other data: SHA-256 " + then + " then, " + now
                    + " now; put the files back that it began with (`calorimeter data list` says where they lie), or"
                    + " start it anew with these");
        }
    }

    /// @throws StoreException when the checkpoint is not one of this run
    static void restore(Checkpoint checkpoint, Trainer trainer, Instruments instruments) {
        try {
            get(checkpoint, PARAMETERS, trainer.layout(), trainer.parameters());
            trainer.moments()
                    .forEach((name, values) ->
                            get(checkpoint, Checkpoint.OPTIMIZER + name + "/", trainer.layout(), values));
            restoreBuffers(checkpoint, trainer.model());
            instruments.restore(carried(checkpoint));
            trainer.resumeAt(checkpoint.step());
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "the checkpoint of step " + checkpoint.step() + " does not fit the run's settings: "
                            + e.getMessage() + "; delete that checkpoint to resume from an earlier one",
                    e);
        }
    }

    static SortedMap<String, double[]> carried(Checkpoint checkpoint) {
        SortedMap<String, double[]> state = new TreeMap<>();
        for (TensorData tensor : checkpoint.tensors()) {
            if (tensor.type() == TensorData.Type.F64) {
                state.put(tensor.name(), tensor.doubles());
            }
        }
        return state;
    }

    private static void get(Checkpoint checkpoint, String prefix, ParameterLayout layout, float[] flat) {
        for (Tensor tensor : layout.tensors()) {
            layout.insert(tensor, checkpoint.tensor(prefix + tensor.name()).floats(), flat);
        }
    }

    /// Fills the model's buffers.
    ///
    /// @throws IllegalArgumentException when the checkpoint is not of this model
    static void restoreBuffers(Checkpoint checkpoint, Model model) {
        model.buffers().forEach((name, values) -> getBuffer(checkpoint, name, values));
    }

    private static void getBuffer(Checkpoint checkpoint, String name, float[] values) {
        float[] stored = checkpoint.tensor(BUFFERS + name).floats();
        if (stored.length != values.length) {
            throw new IllegalArgumentException(
                    BUFFERS + name + " has " + stored.length + " values, but the model's has " + values.length);
        }
        System.arraycopy(stored, 0, values, 0, values.length);
    }

    /// The model's parameters.
    ///
    /// @throws IllegalArgumentException when the checkpoint is not of this layout
    public static float[] parameters(Checkpoint checkpoint, ParameterLayout layout) {
        float[] flat = new float[layout.length()];
        get(checkpoint, PARAMETERS, layout, flat);
        return flat;
    }

    /// One of the model's parameters, row-major.
    ///
    /// @throws IllegalArgumentException when the checkpoint has none of that name and size
    static float[] parameter(Checkpoint checkpoint, Tensor tensor) {
        float[] values = checkpoint.tensor(PARAMETERS + tensor.name()).floats();
        if (values.length != tensor.size()) {
            throw new IllegalArgumentException(
                    tensor.name() + " has " + values.length + " values but should have " + tensor.size());
        }
        return values;
    }

    /// @throws IllegalArgumentException when it is not float64
    public static double[] doubles(Checkpoint checkpoint, String name) {
        return checkpoint.tensor(name).doubles();
    }
}
