// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli;

import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.CheckpointStore;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunDescription;
import calorimeter.lab.store.RunHandle;
import calorimeter.lab.store.RunIdentity;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.TensorData;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Puts small runs into a home: two rows, one checkpoint.
public final class SampleRuns {

    private static final List<Column> COLUMNS = List.of(
            new Column("train_loss", "L", "nat", "Mean cross-entropy over the training examples."),
            new Column("C.0.0", "C", "", "Specific heat of layer 0, head 0."));
    private static final Provenance PROVENANCE =
            new Provenance("0.0.0", "0123abc", "a JVM", "a system", "a processor", "vector 256", 2, Instant.EPOCH);

    private SampleRuns() {}

    public static RunDescription description(String preset, long seed, double learningRate) {
        return description(preset, seed, "{\"p\":113,\"optimizer\":{\"learning_rate\":" + learningRate + "}}");
    }

    public static RunDescription description(String preset, long seed, String settings) {
        return new RunDescription(
                "train", preset, seed, settings, RunIdentity.of("train", settings, seed, 1), COLUMNS, PROVENANCE);
    }

    /// Returns its name.
    public static String completed(Path home, String preset, long seed, double learningRate) {
        return completed(
                home,
                description(preset, seed, learningRate),
                "{\"memorised_at\":" + seed + ",\"final\":{\"C\":" + learningRate + "}}");
    }

    /// Returns its name.
    public static String completed(Path home, RunDescription description, String result) {
        try (RunStore store = RunStore.open(home);
                RunHandle run = store.start(description)) {
            store.append(run, 0, 0.5, new double[] {4.75, 0.25});
            store.append(run, 10, 1.5, new double[] {0.5, 1.0 / 3});
            run.checkpoints(CheckpointStore.DEFAULT_KEEP).write(checkpoint());
            store.finish(run, RunStatus.COMPLETED, 10, 1.5, result);
            return run.name();
        }
    }

    /// Begins a run whose process ended before the first checkpoint. Returns its name.
    public static String interrupted(Path home, String preset, long seed) {
        try (RunStore store = RunStore.open(home);
                RunHandle run = store.start(description(preset, seed, 0.001))) {
            return run.name();
        }
    }

    private static Checkpoint checkpoint() {
        return new Checkpoint(
                10,
                List.of(
                        TensorData.of("parameters/embedding", new int[] {2, 2}, new float[] {1, 2, 3, 4}),
                        TensorData.of("optimizer/first_moment", new int[] {4}, new float[] {5, 6, 7, 8})),
                Map.of());
    }
}
