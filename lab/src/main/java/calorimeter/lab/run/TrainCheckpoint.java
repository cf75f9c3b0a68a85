package calorimeter.lab.run;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.training.Trainer;
import calorimeter.lab.observable.FirstLawObserver;
import calorimeter.lab.observable.RowOccupation;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.DoubleTensor;
import calorimeter.lab.store.FloatTensor;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.store.TensorData;
import calorimeter.physics.action.FirstLawLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a training run needs to go on: parameters, the optimiser's arrays, and the first-law ledger with the
/// last occupation and energies, and the weight-decay controller's numbers. Batches need nothing: they are a
/// function of the step.
public final class TrainCheckpoint {

    /// Tensors of the model are named after it: `parameters/layer0.mlp.input`.
    public static final String PARAMETERS = "parameters/";

    private static final String OPTIMIZER = "optimizer/";
    private static final String CONTROL = "control/state";
    private static final String LEDGER = "ledger/totals";

    /// Occupation of the probe's rows at the last logged step, for the ledger.
    public static final String OCCUPATION = "ledger/probabilities";

    /// Energies of the same rows.
    public static final String ENERGIES = "ledger/energies";

    private TrainCheckpoint() {}

    static Checkpoint of(Trainer trainer, FirstLawObserver firstLaw, ControlledUpdates updates) {
        List<TensorData> tensors = new ArrayList<>();
        put(tensors, PARAMETERS, trainer.layout(), trainer.parameters());
        trainer.moments().forEach((name, values) -> put(tensors, OPTIMIZER + name + "/", trainer.layout(), values));
        FirstLawObserver.Saved saved = firstLaw.save();
        FirstLawLedger ledger = saved.ledger();
        tensors.add(vector(LEDGER, new double[] {
            ledger.steps(),
            ledger.work(),
            ledger.heat(),
            ledger.energyChange(),
            ledger.entropyChange(),
            ledger.entropyProduction()
        }));
        RowOccupation last = saved.last();
        if (last != null) {
            tensors.add(vector(OCCUPATION, last.probabilities()));
            tensors.add(vector(ENERGIES, last.energies()));
        }
        if (updates.controlled()) {
            tensors.add(vector(CONTROL, updates.save()));
        }
        return new Checkpoint(trainer.step(), tensors, Map.of());
    }

    private static DoubleTensor vector(String name, double[] values) {
        return new DoubleTensor(name, new int[] {values.length}, values);
    }

    private static void put(List<TensorData> tensors, String prefix, ParameterLayout layout, float[] flat) {
        for (Tensor tensor : layout.tensors()) {
            int[] shape = tensor.vector() ? new int[] {tensor.columns()} : new int[] {tensor.rows(), tensor.columns()};
            tensors.add(new FloatTensor(prefix + tensor.name(), shape, layout.extract(tensor, flat)));
        }
    }

    /// @throws StoreException when the checkpoint is not one of this run
    static void restore(Checkpoint checkpoint, Trainer trainer, FirstLawObserver firstLaw, ControlledUpdates updates) {
        try {
            get(checkpoint, PARAMETERS, trainer.layout(), trainer.parameters());
            trainer.moments()
                    .forEach((name, values) -> get(checkpoint, OPTIMIZER + name + "/", trainer.layout(), values));
            double[] totals = doubles(checkpoint, LEDGER);
            FirstLawLedger ledger =
                    new FirstLawLedger((long) totals[0], totals[1], totals[2], totals[3], totals[4], totals[5]);
            boolean begun = checkpoint.tensors().stream()
                    .anyMatch(tensor -> tensor.name().equals(OCCUPATION));
            firstLaw.restore(new FirstLawObserver.Saved(
                    ledger,
                    begun ? new RowOccupation(doubles(checkpoint, OCCUPATION), doubles(checkpoint, ENERGIES)) : null));
            if (updates.controlled()) {
                updates.restore(doubles(checkpoint, CONTROL));
            }
            trainer.resumeAt(checkpoint.step());
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "the checkpoint of step " + checkpoint.step() + " does not fit the run's settings: "
                            + e.getMessage() + "; delete that checkpoint to resume from an earlier one",
                    e);
        }
    }

    private static void get(Checkpoint checkpoint, String prefix, ParameterLayout layout, float[] flat) {
        for (Tensor tensor : layout.tensors()) {
            if (checkpoint.tensor(prefix + tensor.name()) instanceof FloatTensor data) {
                layout.insert(tensor, data.values(), flat);
            } else {
                throw new IllegalArgumentException(prefix + tensor.name() + " is not float32");
            }
        }
    }

    /// The model's parameters.
    ///
    /// @throws IllegalArgumentException when the checkpoint is not of this layout
    public static float[] parameters(Checkpoint checkpoint, ParameterLayout layout) {
        float[] flat = new float[layout.length()];
        get(checkpoint, PARAMETERS, layout, flat);
        return flat;
    }

    /// @throws IllegalArgumentException when it is not float64
    public static double[] doubles(Checkpoint checkpoint, String name) {
        if (checkpoint.tensor(name) instanceof DoubleTensor data) {
            return data.values();
        }
        throw new IllegalArgumentException(name + " is not float64");
    }
}
