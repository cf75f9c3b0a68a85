// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunBundle;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunRow;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepListener;
import calorimeter.lab.sweep.SweepRunner;
import calorimeter.lab.sweep.SweepSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// Sweeps of tiny runs, planned and computed.
final class BatchSamples {

    static final BatchManifest.Program PROGRAM = new BatchManifest.Program("1", "abc", "0".repeat(64), 4);

    private BatchSamples() {}

    /// @param runs seeds 0, 1, …
    static Sweep sweep(int runs, String... flags) {
        List<TrainParameters> all = IntStream.range(0, runs)
                .mapToObj(seed -> {
                    List<String> settings = new ArrayList<>(List.of(flags));
                    settings.add("seed=" + seed);
                    settings.add("stop=budget");
                    return TinyRuns.tiny(Presets.NANDA, settings.toArray(String[]::new));
                })
                .toList();
        return Sweep.of("s", all);
    }

    static SweepRunner.Options options(BooleanSupplier stop) {
        SweepRunner.Options usual = SweepRunner.Options.of(1, "1", null);
        return new SweepRunner.Options(1, usual.kernel(), "1", null, Duration.ofSeconds(60), stop, false);
    }

    static SweepSummary compute(BatchFolder folder, int task, BooleanSupplier stop) {
        return new BatchTask(folder, task, options(stop), SweepListener.NONE).run(PROGRAM);
    }

    /// The same run with one number changed in its last bit.
    static RunBundle tampered(RunBundle bundle) {
        List<RunRow> rows = rows(bundle.series());
        RunRow first = rows.getFirst();
        double[] values = first.values().clone();
        values[1] = Math.nextUp(values[1]);
        rows.set(0, new RunRow(first.step(), 0, values));
        RunSeries series = new RunSeries(bundle.run().name(), bundle.series().columns(), rows);
        return new RunBundle(bundle.run(), bundle.sessions(), series, bundle.checkpoint(), List.of());
    }

    static List<RunRow> rows(RunSeries series) {
        List<RunRow> rows = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            int row = i;
            rows.add(new RunRow(
                    series.step(i),
                    0,
                    IntStream.range(0, series.columns().size())
                            .mapToDouble(column -> series.value(row, column))
                            .toArray()));
        }
        return rows;
    }

    /// Computes a run in a store of its own.
    static RunBundle computed(Path home, TrainParameters parameters, int stopAfter) {
        try (RunStore store = RunStore.open(home)) {
            RunRecord run =
                    store.find(TinyRuns.start(store, parameters, 1, stopAfter).run());
            return store.pack(run);
        }
    }
}
