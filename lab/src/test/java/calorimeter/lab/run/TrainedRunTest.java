// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.training.ParameterDigest;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.transformer.AttentionScores;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.store.TensorData;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TrainedRunTest {

    @TempDir
    private Path home;

    private static RunRecord run(RunStore store, TrainParameters parameters) {
        TinyRuns.start(store, parameters);
        return store.runs().getFirst();
    }

    /// The model, the probe and the order of rows are those of the run: with them the recorded energies come out.
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"TANAKA", "TRUONG"}) // have no attention
    void scoresOfTheModelAreTheRecordedEnergies(Presets preset) {
        try (RunStore store = RunStore.open(home)) {
            TrainedRun trained = TrainedRun.of(store, run(store, TinyRuns.tiny(preset, "layers=2")));
            AttentionScores scores = trained.model().attentionScores(trained.probe());
            double beta = 1 / Math.sqrt(trained.settings().headSize());
            double[] energies = trained.energies();
            double[] row = new double[scores.queries()];
            List<TrainedRun.Row> rows = trained.rows();
            for (TrainedRun.Row at : rows) {
                int keys = scores.row(at.layer(), at.example(), at.head(), at.query(), row);
                assertThat(at.keys()).isEqualTo(keys);
                for (int key = 0; key < keys; key++) {
                    assertThat(energies[at.from() + key]).isEqualTo(-row[key] / beta);
                }
            }
            assertThat(rows.getLast().to()).isEqualTo(energies.length).isEqualTo(trained.occupation().length);
            meansOfTheLastQuery(trained, rows);
        }
    }

    private static void meansOfTheLastQuery(TrainedRun trained, List<TrainedRun.Row> rows) {
        List<double[][]> paths = trained.lastRows(3);
        assertThat(paths).hasSize(3);
        for (int layer = 0; layer < 2; layer++) {
            int at = layer;
            double ofFirstKey = rows.stream()
                    .filter(row -> row.example() == 2 && row.layer() == at)
                    .filter(row -> row.query() == trained.settings().sequence() - 1)
                    .mapToDouble(row -> trained.occupation()[row.from()])
                    .average()
                    .orElseThrow();
            assertThat(paths.get(2)[layer][0]).isCloseTo(ofFirstKey, within(1e-12));
            assertThat(Arrays.stream(paths.get(2)[layer]).sum()).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void parametersAndSplitAreThoseOfTheRun() {
        TrainParameters parameters = TinyRuns.tiny(Presets.NANDA);
        try (RunStore store = RunStore.open(home);
                Workers workers = new Workers(1)) {
            TrainedRun trained = TrainedRun.of(store, run(store, parameters));
            Trainer trainer = new Trainer(parameters.training(), Kernels.active(), workers);
            assertThat(trained.dataset().test()).isEqualTo(trainer.dataset().test());
            assertThat(trained.step()).isEqualTo(60);
            for (TensorData stored : trained.stored("")) {
                double[][] values = trained.values(trained.tensors().layout.tensor(stored.name()));
                assertThat(values.length * values[0].length).isEqualTo(stored.size());
            }
            ParameterLayout layout = trained.model().layout();
            float[] flat = new float[layout.length()];
            layout.tensors().forEach(tensor -> layout.insert(tensor, floats(trained.values(tensor)), flat));
            TrainResult result = TrainJson.result(store, trained.run());
            assertThat(ParameterDigest.sha256(layout, flat)).isEqualTo(result.parametersSha256());
        }
    }

    private static float[] floats(double[][] rows) {
        float[] values = new float[rows.length * rows[0].length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return values;
    }

    @Test
    void aRunWithoutCheckpoints() {
        try (RunStore store = RunStore.open(home)) {
            RunRecord run = TinyRuns.begun(store, TinyRuns.tiny(Presets.NANDA));
            assertThatThrownBy(() -> TrainedRun.of(store, run))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("run " + run.name() + " has no checkpoint, so there are no trained parameters; wait"
                            + " for the first one, it is being trained");
            assertThatThrownBy(() -> TrainedRun.of(store, run, 7))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("run " + run.name() + " has no parameters of step 7; ");
        }
    }

    @Test
    void aCheckpointOfOtherSettings() {
        try (RunStore store = RunStore.open(home)) {
            RunRecord narrow = run(store, TinyRuns.tiny(Presets.NANDA));
            RunRecord wide = TinyRuns.begun(store, TinyRuns.tiny(Presets.NANDA, "width=32"));
            TrainedRun mixed = new TrainedRun(wide, store.checkpoints(narrow).load(60));
            assertThatThrownBy(mixed::model)
                    .isInstanceOf(StoreException.class)
                    .hasMessage("the checkpoint of step 60 of run " + wide.name() + " does not fit its settings:"
                            + " embedding was given 128 values but holds 256 [8 × 32]");
        }
    }
}
