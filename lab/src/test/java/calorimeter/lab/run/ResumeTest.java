// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.lab.observable.Instrument;
import calorimeter.lab.observable.Quantity;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.ReproducibilityException;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A run that was stopped and continued is, bit for bit, the run that never was.
class ResumeTest {

    private static final int NEVER = Integer.MAX_VALUE;

    @TempDir
    Path home;

    private static TrainResult completed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return ((Outcome.Completed) outcome).result();
    }

    private static void assertInterrupted(RunStore store, Outcome outcome, long step) {
        assertThat(outcome).isEqualTo(new Outcome.Interrupted(outcome.run(), step));
        RunRecord run = store.find(outcome.run());
        assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(run.step()).isEqualTo(step);
        assertThat(store.checkpoints(run).steps()).contains(step);
        assertThat(run.resultJson()).isNull();
    }

    /// Stops before, at and after logged steps, at the first step, and twice in a row.
    @ParameterizedTest
    @EnumSource
    void aRunInPiecesIsTheRun(Presets preset) {
        TrainParameters parameters = TinyRuns.tiny(preset, "batch-size=6", "log-every=7", "log-spaced=5");
        try (RunStore store = RunStore.open(home)) {
            TrainResult whole = completed(TinyRuns.start(store, parameters));
            RunSeries expected = store.series(store.runs().getFirst());

            Outcome outcome = TinyRuns.start(store, parameters, 1, 1);
            String run = outcome.run();
            assertInterrupted(store, outcome, 1);
            long[] stops = {2, 7, 8, 14, 33, 59, 60};
            long at = 1;
            for (long stop : stops) {
                outcome = TinyRuns.resume(store, run, (int) (stop - at));
                assertInterrupted(store, outcome, stop);
                at = stop;
            }
            TrainResult pieces = completed(TinyRuns.resume(store, run, NEVER));

            assertThat(pieces.parametersSha256()).isEqualTo(whole.parametersSha256());
            assertThat(pieces.findings()).isEqualTo(whole.findings());
            RunSeries series = store.series(store.find(run));
            assertThat(series.steps()).isEqualTo(expected.steps());
            assertThat(TinyRuns.bits(series)).isEqualTo(TinyRuns.bits(expected));
            assertThat(store.sessions(store.find(run))).hasSize(stops.length + 2);
        }
    }

    @Test
    void aRunThatEndsByItselfEndsAtTheSameStepInPieces() {
        TrainParameters parameters = TinyRuns.generalising("sustain=40");
        try (RunStore store = RunStore.open(home)) {
            completed(TinyRuns.start(store, parameters));
            RunRecord whole = store.runs().getFirst();
            // inside the steps for which the level must be kept
            int stop = (int) whole.step() - 15;
            String run = TinyRuns.start(store, parameters, 1, stop).run();
            completed(TinyRuns.resume(store, run, NEVER));

            assertThat(store.find(run).step()).isEqualTo(whole.step());
            assertThat(TinyRuns.bits(store.series(store.find(run)))).isEqualTo(TinyRuns.bits(store.series(whole)));
        }
    }

    @Test
    void wallTimeAccumulates() {
        TrainParameters parameters = TinyRuns.tiny(Presets.NANDA, "log-every=1");
        try (RunStore store = RunStore.open(home)) {
            String run = TinyRuns.start(store, parameters, 1, 30).run();
            double first = store.find(run).wallSeconds();
            TrainResult result = completed(TinyRuns.resume(store, run, NEVER));

            assertThat(first).isPositive();
            assertThat(result.wallSeconds()).isGreaterThan(first);
            assertThat(store.find(run).wallSeconds()).isGreaterThanOrEqualTo(result.wallSeconds());
            assertThat(store.series(store.find(run)).wallSeconds()).isSorted();
        }
    }

    /// As a run that an older program began, with fewer columns and in another order: it goes on with its own, bit for
    /// bit, and with the same parameters.
    @ParameterizedTest
    @ValueSource(strings = {"none", "threshold"})
    void aRunThatWasBegunWithFewerColumnsKeepsThem(String controller) {
        TrainParameters parameters = TinyRuns.tiny(
                Presets.NANDA, "weight-decay-controller=" + controller, "controller-gate=0", "log-every=7");
        try (RunStore store = RunStore.open(home)) {
            TrainResult whole = completed(TinyRuns.start(store, parameters));
            RunSeries expected = store.series(store.runs().getFirst());
            List<Column> fewer = new ArrayList<>(expected.columns());
            fewer.removeIf(
                    column -> column.name().contains(".read") || column.name().startsWith("gradient"));
            Collections.swap(fewer, 3, 8);
            String run = TinyRuns.begun(store, parameters, fewer).name();
            TinyRuns.resume(store, run, 20);
            TrainResult resumed = completed(TinyRuns.resume(store, run, NEVER));

            assertThat(resumed.parametersSha256()).isEqualTo(whole.parametersSha256());
            RunSeries series = store.series(store.find(run));
            assertThat(series.columns()).isEqualTo(fewer);
            for (Column column : fewer) {
                assertThat(series.column(column.name())).as(column.name()).isEqualTo(expected.column(column.name()));
            }
        }
    }

    @Test
    void aColumnThatNothingMeasuresAnyMoreIsNamed() {
        TrainParameters parameters = TinyRuns.tiny(Presets.NANDA);
        try (RunStore store = RunStore.open(home)) {
            List<Column> columns = List.of(new Column("attention.magic", "M", "1", "what an older program measured"));
            String run = TinyRuns.begun(store, parameters, columns).name();

            assertThatThrownBy(() -> TinyRuns.resume(store, run, NEVER))
                    .isInstanceOf(StoreException.class)
                    .hasMessage(
                            "run " + run + " records attention.magic, which no instrument of this program measures; "
                                    + "resume it with the program that began it, or delete it with `calorimeter runs delete "
                                    + run + "`, after which the same command begins it anew");
            assertThat(store.find(run).status()).isEqualTo(RunStatus.INTERRUPTED);
        }
    }

    @Test
    void aCompletedRunHasNothingToResume() {
        try (RunStore store = RunStore.open(home)) {
            String run = TinyRuns.start(store, TinyRuns.tiny(Presets.NANDA)).run();

            assertThatThrownBy(() -> TinyRuns.resume(store, run, NEVER))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(run + " is completed at step 60; there is nothing to resume");
        }
    }

    /// The process ended after the last checkpoint and before the result was stored: the last row is computed a
    /// second time, and nothing that is carried on takes a second step.
    @ParameterizedTest
    @ValueSource(strings = {"seed=0", "constraint=attention.S <= 0.5"})
    void aRunWhoseResultWasLostIsNotCompleted(String setting) throws SQLException {
        TrainParameters parameters = TinyRuns.tiny(Presets.NANDA, setting);
        try (RunStore store = RunStore.open(home)) {
            TrainResult whole = completed(TinyRuns.start(store, parameters));
            RunRecord run = store.runs().getFirst();
            Checkpoint atTheEnd = store.checkpoints(run).latest().orElseThrow();
            TinyRuns.loseResult(home, run.name());
            assertThat(store.find(run.name()).status()).isEqualTo(RunStatus.INTERRUPTED);

            TrainResult again = completed(TinyRuns.resume(store, run.name(), NEVER));

            assertThat(again.parametersSha256()).isEqualTo(whole.parametersSha256());
            assertThat(again.findings()).isEqualTo(whole.findings());
            assertThat(store.checkpoints(run).latest()).hasValue(atTheEnd);
        }
    }

    /// Rows beyond the checkpoint are computed again and must come out the same.
    @Test
    void aRowThatDoesNotReproduceIsReported() throws Exception {
        TrainParameters parameters = TinyRuns.tiny(Presets.NANDA, "log-every=5");
        try (RunStore store = RunStore.open(home)) {
            String run = TinyRuns.start(store, parameters, 1, 20).run();
            TinyRuns.resume(store, run, 20);
            forgetCheckpoint(store, run, 40);
            double recorded = tamper(store.find(run), 30, 4);

            assertThatThrownBy(() -> TinyRuns.resume(store, run, NEVER))
                    .isInstanceOf(ReproducibilityException.class)
                    .hasMessageContaining("at step 30 column attention.C was recorded as ")
                    .hasMessageContaining(" and is now " + recorded + " (bits");
            assertThat(store.find(run).status()).isNotEqualTo(RunStatus.COMPLETED);
        }
    }

    @Test
    void rowsBeyondTheCheckpointAreNotStoredTwice() throws Exception {
        TrainParameters parameters = TinyRuns.tiny(Presets.NANDA, "log-every=5");
        try (RunStore store = RunStore.open(home)) {
            TrainResult whole = completed(TinyRuns.start(store, parameters));
            String run = TinyRuns.start(store, parameters, 1, 20).run();
            TinyRuns.resume(store, run, 20);
            forgetCheckpoint(store, run, 40);
            TrainResult again = completed(TinyRuns.resume(store, run, NEVER));

            assertThat(again.parametersSha256()).isEqualTo(whole.parametersSha256());
            assertThat(store.series(store.find(run)).size()).isEqualTo(13);
        }
    }

    /// A defect, here of an instrument, ends the run; without it the run goes on.
    @Test
    void aRunThatFailedIsResumed() {
        TrainParameters parameters = TinyRuns.tiny(Presets.NANDA);
        Quantity quantity = new Quantity("own", "O", "what an instrument cannot measure at step 30");
        try (RunStore store = RunStore.open(home);
                Workers workers = new Workers(1)) {
            TrainExperiment broken = new TrainExperiment(
                    Kernels.vector(),
                    workers,
                    settings -> List.of(Instrument.of(quantity, moment -> {
                        if (moment.step() == 30) {
                            throw new IllegalStateException("broken");
                        }
                        return 0;
                    })));
            assertThatThrownBy(() -> TinyRuns.runner(store, NEVER).start(broken, parameters))
                    .hasMessage("broken");
            RunRecord run = store.runs().getFirst();
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.resultJson()).contains("broken");
            TrainExperiment mended = new TrainExperiment(
                    Kernels.vector(), workers, settings -> List.of(Instrument.of(quantity, moment -> 0)));

            completed(TinyRuns.runner(store, NEVER).resume(mended, run));
        }
    }

    private static void forgetCheckpoint(RunStore store, String run, long step) throws IOException {
        Files.delete(store.checkpoints(store.find(run)).file(step));
    }

    /// Changes the last bit of one number of a row, past the store; returns what it was.
    private double tamper(RunRecord run, long step, int column) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + home.resolve("calorimeter.db").toUri());
                PreparedStatement read =
                        connection.prepareStatement("SELECT doubles FROM observation WHERE run = ? AND step = ?");
                PreparedStatement write =
                        connection.prepareStatement("UPDATE observation SET doubles = ? WHERE run = ? AND step = ?")) {
            read.setLong(1, run.id());
            read.setLong(2, step);
            byte[] bytes = read.executeQuery().getBytes(1);
            ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            double recorded = values.getDouble(column * Double.BYTES);
            values.putDouble(column * Double.BYTES, Math.nextUp(recorded));
            write.setBytes(1, bytes);
            write.setLong(2, run.id());
            write.setLong(3, step);
            write.executeUpdate();
            return recorded;
        }
    }
}
