package calorimeter.app.cli.report;

import calorimeter.lab.run.TrainCheckpoint;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.TensorData;
import java.util.List;

/// The model inside a checkpoint, which also holds the optimiser's state: the tensors whose names begin with
/// `parameters/`.
final class CheckpointParameters {

    static final String PREFIX = TrainCheckpoint.PARAMETERS;

    private CheckpointParameters() {}

    /// With their names as they are in the checkpoint.
    static List<TensorData> of(Checkpoint checkpoint) {
        return checkpoint.tensors().stream()
                .filter(tensor -> tensor.name().startsWith(PREFIX))
                .toList();
    }

    /// With the names that the model gives them.
    static List<TensorData> underPlainNames(Checkpoint checkpoint) {
        return of(checkpoint).stream()
                .map(tensor -> tensor.named(tensor.name().substring(PREFIX.length())))
                .toList();
    }
}
