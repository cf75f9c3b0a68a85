// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs, rows and checkpoints for the tests, each a plain function of its arguments.
final class Samples {

    static final List<Column> COLUMNS = List.of(
            new Column("train_loss", "L", "nat", "Mean cross-entropy over the training examples."),
            new Column("C.0.0", "C", "", "Specific heat of layer 0, head 0."),
            new Column("U.0.0", "U", "", "Mean energy of layer 0, head 0."));

    static final Provenance PROVENANCE = new Provenance(
            "0.1.0",
            "0123456789abcdef",
            "a JVM",
            "a system",
            "a processor",
            "vector, 256 bits",
            2,
            Instant.parse("2026-11-01T12:00:00.123Z"));

    private Samples() {}

    static RunDescription description(long seed) {
        return description("nanda", seed);
    }

    static RunDescription description(String preset, long seed) {
        String parameters = "{\"p\":113}";
        return new RunDescription(
                "train", preset, seed, parameters, RunIdentity.of("train", parameters, seed, 1), COLUMNS, PROVENANCE);
    }

    static double[] values(long step) {
        return new double[] {1 / (1.0 + step), Math.sqrt((double) step), -0.5 * step};
    }

    static List<RunRow> rows(long first, long last) {
        List<RunRow> rows = new ArrayList<>();
        for (long step = first; step <= last; step++) {
            rows.add(new RunRow(step, step / 10.0, values(step)));
        }
        return rows;
    }

    static Checkpoint checkpoint(long step) {
        float[] weights = new float[12];
        double[] moments = new double[5];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.sin((double) step + i);
        }
        for (int i = 0; i < moments.length; i++) {
            moments[i] = Math.cos(0.5 * step * i);
        }
        return new Checkpoint(
                step,
                List.of(
                        TensorData.of("weights", new int[] {3, 4}, weights),
                        TensorData.of("moments", new int[] {5}, moments)),
                Map.of("batch", "stream " + step));
    }

    /// A run with as many rows, each a step of 1, a checkpoint at the last, and an optimiser's array in it.
    static RunRecord run(RunStore store, long seed, int steps, RunStatus status) {
        try (RunHandle run = store.start(description(seed))) {
            store.append(run, rows(1, steps));
            Checkpoint state = checkpoint(steps);
            List<TensorData> tensors = new ArrayList<>(state.tensors());
            tensors.add(TensorData.of(Checkpoint.OPTIMIZER + "first/weights", new int[] {1}, new float[] {1f / steps}));
            run.checkpoints(2).write(new Checkpoint(steps, tensors, state.metadata()));
            store.finish(run, status, steps, steps / 10.0, status.isResumable() ? null : "{\"steps\":" + steps + "}");
            return store.find(run.name());
        }
    }
}
