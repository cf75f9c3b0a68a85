// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunDescription;
import calorimeter.lab.store.RunHandle;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Training runs of a fraction of a second.
public final class TinyRuns {

    private static final Provenance PROVENANCE =
            new Provenance("0.1.0", null, "a JVM", "a system", "a processor", "a kernel", 1, Instant.EPOCH);

    private TinyRuns() {}

    /// @param flags as `p=7`
    public static TrainParameters parameters(Presets preset, String... flags) {
        SettingValues values = new SettingValues();
        values.putAll(preset.settings(), "preset " + preset.key());
        for (String flag : flags) {
            int equals = flag.indexOf('=');
            String key = flag.substring(0, equals);
            values.put(key, flag.substring(equals + 1), "--" + key);
        }
        return TrainParameters.of(preset.key(), values);
    }

    /// Sixty steps of a model of width 16 on arithmetic modulo 7.
    public static TrainParameters tiny(Presets preset, String... flags) {
        String[] small = {
            "p=7",
            "width=16",
            "heads=2",
            "mlp-width=32",
            "layers=1",
            "max-steps=60",
            "log-every=10",
            "log-spaced=0",
            "probe-size=20"
        };
        return parameters(preset, concatenated(small, flags));
    }

    /// A run that generalises: nearly all pairs are shown, and the two left out are soon answered.
    public static TrainParameters generalising(String... flags) {
        String[] easy = {"train-fraction=0.97", "learning-rate=0.01", "max-steps=3000", "seed=4"};
        return tiny(Presets.NANDA, concatenated(easy, flags));
    }

    private static String[] concatenated(String[] first, String[] second) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(String[]::new);
    }

    /// Every number of every row, exactly.
    public static long[] bits(RunSeries series) {
        return Arrays.stream(series.matrix())
                .flatMapToDouble(Arrays::stream)
                .mapToLong(Double::doubleToRawLongBits)
                .toArray();
    }

    /// Starts a run, to be stopped after so many steps.
    public static Outcome start(RunStore store, TrainParameters parameters, int threads, int stopAfter) {
        try (Workers workers = new Workers(threads)) {
            return runner(store, stopAfter).start(new TrainExperiment(Kernels.vector(), workers), parameters);
        }
    }

    /// Starts a run that nobody stops.
    public static Outcome start(RunStore store, TrainParameters parameters) {
        return start(store, parameters, 1, Integer.MAX_VALUE);
    }

    /// A run that was begun and of which nothing more is known.
    public static RunRecord begun(RunStore store, TrainParameters parameters) {
        try (Workers workers = new Workers(1)) {
            return begun(store, parameters, new TrainExperiment(Kernels.vector(), workers).columns(parameters));
        }
    }

    /// The same of a program that records other columns.
    static RunRecord begun(RunStore store, TrainParameters parameters, List<Column> columns) {
        RunDescription description = new RunDescription(
                "train",
                parameters.preset(),
                parameters.training().seed(),
                TrainJson.configuration(parameters),
                TrainJson.identity(parameters),
                columns,
                PROVENANCE);
        try (RunHandle handle = store.start(description)) {
            return handle.record();
        }
    }

    /// Continues a run as a later process would, from what the store holds of it.
    public static Outcome resume(RunStore store, String run, int stopAfter) {
        try (Workers workers = new Workers(1)) {
            return runner(store, stopAfter).resume(new TrainExperiment(Kernels.vector(), workers), store.find(run));
        }
    }

    /// Makes a completed run one whose process ended after its last checkpoint and before its result was stored.
    public static void loseResult(Path home, String run) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + home.resolve("calorimeter.db").toUri());
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE run SET status = 'RUNNING', result = NULL WHERE name = ?")) {
            update.setString(1, run);
            update.executeUpdate();
        }
    }

    public static Runner runner(RunStore store, int stopAfter) {
        return new Runner(store, PROVENANCE, ProgressListener.NONE, Runner.BETWEEN_CHECKPOINTS, after(stopAfter));
    }

    /// True when asked for the n-th time: a run asks once after every step.
    private static BooleanSupplier after(int asked) {
        int[] count = {0};
        return () -> ++count[0] >= asked;
    }
}
