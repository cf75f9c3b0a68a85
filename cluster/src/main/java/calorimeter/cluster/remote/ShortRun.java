// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.remote;

import calorimeter.cluster.share.ScratchHome;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.Runner;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.Sha256;
import java.nio.ByteBuffer;

/// A run of 50 steps that every machine must compute with the same bits.
public final class ShortRun {

    private ShortRun() {}

    /// SHA-256 of every number that it records, computed now.
    public static String bits() {
        ScratchHome home = ScratchHome.fresh();
        try (RunStore store = RunStore.open(home.path());
                Workers workers = new Workers(1)) {
            Provenance here = Provenance.ofThisProcess("", null, "", 1);
            new Runner(store, here).start(new TrainExperiment(Kernels.active(), workers), parameters());
            return bits(store);
        } finally {
            home.delete();
        }
    }

    private static TrainParameters parameters() {
        SettingValues values = SettingValues.ofPreset(Presets.NANDA.key());
        values.put("p", "7", "doctor");
        values.put("max-steps", "50", "doctor");
        values.put("log-every", "5", "doctor");
        return TrainParameters.of(Presets.NANDA.key(), values);
    }

    private static String bits(RunStore store) {
        RunRecord run = store.runs().getFirst();
        RunSeries series = store.series(run);
        ByteBuffer bytes = ByteBuffer.allocate(
                Double.BYTES * series.size() * series.columns().size());
        for (int row = 0; row < series.size(); row++) {
            for (double value : series.row(row)) {
                bytes.putDouble(value);
            }
        }
        return Sha256.hex(bytes.array());
    }
}
