// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.lab.store.Column;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.statistics.peaks.Onset;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainExperimentTest {

    @TempDir
    Path home;

    private record Finished(RunRecord run, RunSeries series, TrainResult result) {

        double last(String column) {
            return series.column(column)[series.size() - 1];
        }
    }

    private Finished finish(TrainParameters parameters, int threads) {
        try (RunStore store = RunStore.open(home)) {
            Outcome outcome = TinyRuns.start(store, parameters, threads, Integer.MAX_VALUE);
            RunRecord run = store.find(outcome.run());
            assertThat(outcome).isInstanceOf(Outcome.Completed.class);
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            return new Finished(run, store.series(run), ((Outcome.Completed) outcome).result());
        }
    }

    private Finished finish(TrainParameters parameters) {
        return finish(parameters, 1);
    }

    @Test
    void rowsAreAtTheScheduledSteps() {
        Finished finished = finish(TinyRuns.tiny(Presets.NANDA, "log-every=25", "log-spaced=4"));

        assertThat(finished.series().steps()).containsExactly(0, 1, 4, 15, 25, 50, 60);
        assertThat(finished.result().findings().steps()).isEqualTo(60);
        assertThat(finished.run().step()).isEqualTo(60);
    }

    @Test
    void onlyTheLastRowHasNoUpdate() {
        double[] updates = finish(TinyRuns.tiny(Presets.NANDA)).series().column("update.norm");

        assertThat(updates[updates.length - 1]).isNaN();
        assertThat(Arrays.stream(updates, 0, updates.length - 1)).allMatch(update -> update > 0);
    }

    @Test
    void everyQuantityOfEveryRowIsANumberInItsRange() {
        RunSeries series = finish(TinyRuns.tiny(Presets.NANDA)).series();

        for (Column column : series.columns()) {
            double[] values = series.column(column.name());
            boolean update = column.name().equals("update.norm");
            assertThat(Arrays.stream(values, 0, values.length - (update ? 1 : 0)))
                    .as(column.name())
                    .allMatch(Double::isFinite);
        }
        assertThat(Arrays.stream(series.column("train.accuracy"))).allMatch(accuracy -> accuracy >= 0 && accuracy <= 1);
        assertThat(Arrays.stream(series.column("attention.C"))).allMatch(heat -> heat >= 0);
        assertThat(Arrays.stream(series.column("embedding.fourier")))
                .allMatch(share -> share > 0 && share <= 1 + 1e-12);
        assertThat(Arrays.stream(series.column("ledger.closure"))).allMatch(error -> Math.abs(error) < 1e-9);
        assertThat(series.column("ledger.work")[0]).isZero();
    }

    /// ln 7 is what a model knows that knows nothing; a small random one is not far from it.
    @Test
    void itLearns() {
        Finished finished =
                finish(TinyRuns.tiny(Presets.NANDA, "train-fraction=0.8", "learning-rate=0.01", "max-steps=200"));
        double[] loss = finished.series().column("train.loss");

        assertThat(loss[0]).isCloseTo(Math.log(7), within(0.7));
        assertThat(finished.last("train.loss")).isLessThan(0.1 * loss[0]);
        assertThat(finished.last("train.accuracy")).isGreaterThan(0.95);
    }

    /// The run ends with the first logged step by which the level was kept for twenty steps and a tenth of a
    /// decade.
    @Test
    void itStopsWhenGeneralisationIsSustained() {
        Finished finished = finish(TinyRuns.generalising("sustain=20"));

        Onset generalised = finished.result().findings().generalisation().get(0.99);
        assertThat(generalised).isInstanceOf(Onset.Occurred.class);
        Onset.Occurred occurred = (Onset.Occurred) generalised;
        assertThat(occurred.confirmedAt()).isEqualTo(occurred.step() + 20);
        double enough = Math.max(occurred.confirmedAt(), occurred.step() * Math.pow(10, 0.1));
        assertThat((double) finished.run().step())
                .isBetween(enough, enough + 10)
                .isLessThan(3000);
        assertThat(finished.last("update.norm")).isNaN();
    }

    @Test
    void aBudgetIsSpentWhateverIsLearned() {
        TrainParameters parameters = TinyRuns.tiny(
                Presets.NANDA, "train-fraction=0.9", "learning-rate=0.01", "max-steps=70", "sustain=0", "stop=budget");

        assertThat(finish(parameters).run().step()).isEqualTo(70);
    }

    @ParameterizedTest
    @EnumSource(names = {"PANDEY", "VERMA", "BI"})
    void minibatchesOfTheOtherPresets(Presets preset) {
        Finished finished = finish(TinyRuns.tiny(preset, "layers=2", "batch-size=8", "log-every=20"));

        assertThat(finished.series().steps()).containsExactly(0, 20, 40, 60);
        assertThat(finished.series().columns())
                .extracting(Column::name)
                .contains("attention.C.layer1.head1", "weights.norm.layer1.mlp");
    }

    /// Training loss and accuracy are of the whole training set, not of the batch: they do not depend on its
    /// size before the first update.
    @Test
    void theTrainingSetIsMeasuredWhole() {
        RunSeries batches = finish(TinyRuns.tiny(Presets.NANDA, "batch-size=5")).series();
        RunSeries full = finish(TinyRuns.tiny(Presets.NANDA)).series();

        assertThat(batches.column("train.loss")[0]).isEqualTo(full.column("train.loss")[0]);
        assertThat(batches.column("gradient.norm")[0]).isNotEqualTo(full.column("gradient.norm")[0]);
    }

    @Test
    void permutationsHaveNoFourierSpectrum() {
        Finished finished = finish(
                TinyRuns.tiny(Presets.NANDA, "operation=compose", "train-fraction=0.05", "max-steps=4", "log-every=2"));

        assertThat(finished.series().hasColumn("embedding.fourier")).isFalse();
        assertThat(finished.series().steps()).containsExactly(0, 2, 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void threadsDoNotChangeABit(int threads) {
        TrainParameters parameters = TinyRuns.tiny(Presets.PANDEY, "p=11", "max-steps=20", "log-every=4");
        Finished one = finish(parameters, 1);
        Finished several = finish(parameters, threads);

        assertThat(several.result().parametersSha256()).isEqualTo(one.result().parametersSha256());
        assertThat(TinyRuns.bits(several.series())).isEqualTo(TinyRuns.bits(one.series()));
        assertThat(several.run().identity()).isEqualTo(one.run().identity());
        assertThat(several.run().name()).isEqualTo(one.run().name() + ".2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e5", "1e10", "1e20", "1e38", "1e300"})
    void anExplosionIsRecordedAsSuch(String learningRate) {
        TrainParameters parameters = TinyRuns.tiny(Presets.NANDA, "learning-rate=" + learningRate, "log-every=1");
        try (RunStore store = RunStore.open(home)) {
            Outcome outcome = TinyRuns.start(store, parameters);

            assertThat(outcome).isInstanceOf(Outcome.Diverged.class);
            Outcome.Diverged diverged = (Outcome.Diverged) outcome;
            assertThat(diverged.quantity()).isIn("training loss", "gradient norm");
            RunRecord run = store.find(outcome.run());
            assertThat(run.status()).isEqualTo(RunStatus.DIVERGED);
            assertThat(run.resultJson())
                    .isEqualTo("{\"diverged_at\":" + diverged.step() + ",\"quantity\":\"" + diverged.quantity()
                            + "\",\"value\":\"not finite\"}");
            assertThat(run.step()).isEqualTo(diverged.step());
            assertThat(store.series(run).size()).isEqualTo((int) diverged.step());
        }
    }
}
