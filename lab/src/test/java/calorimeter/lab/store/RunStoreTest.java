// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {

    @TempDir
    Path folder;

    private Path home;
    private RunStore store;

    @BeforeEach
    void open() {
        // Characters with a meaning in the addresses of databases.
        home = folder.resolve("a home ?x=1#y%20 é");
        store = RunStore.open(home);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() {
        store.close();
        store = RunStore.open(home);
    }

    private String startAndFinish(RunDescription description) {
        try (RunHandle run = store.start(description)) {
            store.finish(run, RunStatus.COMPLETED, 10, 1, null);
            return run.name();
        }
    }

    @Test
    void theFilesAreInTheHome() {
        startAndFinish(Samples.description(0));
        assertThat(home.resolve("calorimeter.db")).isRegularFile();
        assertThat(folder).isDirectoryContaining(path -> path.equals(home));
        assertThat(Files.exists(folder.resolve("a home "))).isFalse();
    }

    @Test
    void aRunIsReadBackAsItWasWritten() {
        RunDescription description = Samples.description(-7);
        String name;
        try (RunHandle run = store.start(description)) {
            name = run.name();
            store.append(run, 3, 0.25, Samples.values(3));
            store.append(run, Samples.rows(4, 6));
            store.finish(run, RunStatus.DIVERGED, 6, 0.75, "{\"quantity\":\"train_loss\"}");
        }
        reopen();
        RunRecord found = store.find(name);
        assertThat(found)
                .isEqualTo(new RunRecord(
                        found.id(),
                        "nanda-s-7-" + description.identity().substring(0, 8),
                        "train",
                        "nanda",
                        -7,
                        description.identity(),
                        1,
                        description.configurationJson(),
                        Samples.PROVENANCE,
                        RunStatus.DIVERGED,
                        6,
                        0.75,
                        "{\"quantity\":\"train_loss\"}"));
        assertThat(store.columns(found)).isEqualTo(Samples.COLUMNS);
        RunSeries series = store.series(found);
        assertThat(series.columns()).isEqualTo(Samples.COLUMNS);
        assertThat(series.steps()).containsExactly(3, 4, 5, 6);
        assertThat(series.wallSeconds()).containsExactly(0.25, 0.4, 0.5, 0.6);
        assertThat(series.row(2)).containsExactly(Samples.values(5));
    }

    @Test
    void everyDoubleKeepsItsBits() {
        double oddNan = Double.longBitsToDouble(0x7ff8000000000badL);
        double[] values = {oddNan, -0.0, Double.MIN_VALUE};
        double[] infinities = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.MAX_VALUE};
        try (RunHandle run = store.start(Samples.description(0))) {
            store.append(run, 0, 0, values);
            store.append(run, 1, 0, infinities);
            RunSeries series = store.series(run.record());
            assertThat(series.rows().get(0).encoded()).isEqualTo(new RunRow(0, 0, values).encoded());
            assertThat(series.rows().get(1).encoded()).isEqualTo(new RunRow(1, 0, infinities).encoded());
            store.append(run, 0, 5, values);
        }
    }

    @Test
    void aStepComputedAgainMustHaveTheSameBits() {
        try (RunHandle run = store.start(Samples.description(0))) {
            store.append(run, 120, 2, new double[] {1, Double.NaN, 3});
            store.append(run, 120, 9, new double[] {1, Double.NaN, 3});
            assertThat(store.series(run.record()).wallSeconds())
                    .as("the first wall time stays")
                    .containsExactly(2);
            double otherNan = Double.longBitsToDouble(0x7ff8000000000001L);
            assertThatThrownBy(() -> store.append(run, 120, 2, new double[] {1, otherNan, 3}))
                    .isInstanceOf(ReproducibilityException.class)
                    .hasMessageStartingWith("run " + run.name()
                            + " is not reproducing itself: at step 120 column C.0.0 was recorded as NaN (bits"
                            + " 0x7ff8000000000000) and is now NaN (bits 0x7ff8000000000001)");
            assertThat(store.series(run.record()).size()).isEqualTo(1);
        }
    }

    @Test
    void aBatchIsStoredWholeOrNotAtAll() {
        try (RunHandle run = store.start(Samples.description(0))) {
            store.append(run, 5, 0, Samples.values(99));
            assertThatThrownBy(() -> store.append(run, Samples.rows(1, 8)))
                    .isInstanceOf(ReproducibilityException.class);
            assertThat(store.series(run.record()).steps()).containsExactly(5);
            store.append(run, Samples.rows(6, 8));
            assertThat(store.series(run.record()).steps()).containsExactly(5, 6, 7, 8);
        }
    }

    @Test
    void aRowMustFitTheColumns() {
        try (RunHandle run = store.start(Samples.description(0))) {
            assertThatThrownBy(() -> store.append(run, 4, 0, new double[2]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the row of step 4 has 2 values but run " + run.name() + " has 3 columns");
            assertThatThrownBy(() -> store.append(run, 4, Double.NaN, new double[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("wall time is NaN");
        }
    }

    @Test
    void furtherAttemptsAreNumbered() {
        String first = startAndFinish(Samples.description(4));
        assertThat(startAndFinish(Samples.description(4))).isEqualTo(first + ".2");
        assertThat(startAndFinish(Samples.description(4))).isEqualTo(first + ".3");
        assertThat(store.find(first).attempt()).isEqualTo(1);
        String identity = Samples.description(4).identity();
        assertThat(store.attempts(identity))
                .extracting(RunRecord::name)
                .containsExactly(first, first + ".2", first + ".3");
    }

    @Test
    void aRunDoesNotTakeOverTheCheckpointsOfALostDatabase() throws Exception {
        String name;
        try (RunHandle run = store.start(Samples.description(4))) {
            name = run.name();
            run.checkpoints(2).write(Samples.checkpoint(1));
        }
        store.close();
        Files.delete(home.resolve("calorimeter.db"));
        store = RunStore.open(home);
        try (RunHandle run = store.start(Samples.description(4))) {
            assertThat(run.name()).isEqualTo(name + ".2");
            assertThat(run.checkpoints(2).latest()).isEmpty();
        }
    }

    @Test
    void runsAreListedNewestFirst() {
        String older = startAndFinish(Samples.description(9));
        String newer = startAndFinish(Samples.description(2));
        assertThat(store.runs()).extracting(RunRecord::name).containsExactly(newer, older);
    }

    @Test
    void aRunIsFoundByTheBeginningOfItsName() {
        String zero = startAndFinish(Samples.description("nanda", 0));
        String again = startAndFinish(Samples.description("nanda", 0));
        String pandey = startAndFinish(Samples.description("pandey", 0));
        assertThat(store.find("pa").name()).isEqualTo(pandey);
        assertThat(store.find(zero).name()).as("the exact name wins").isEqualTo(zero);
        assertThatThrownBy(() -> store.find("nanda-s0"))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "'nanda-s0' is the beginning of 2 runs: " + again + ", " + zero + "; give more of the name");
    }

    @Test
    void anUnknownRunIsAnsweredWithTheNearestNames() {
        assertThatThrownBy(() -> store.find("nanda"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the store is empty");
        String name = startAndFinish(Samples.description("nanda", 0));
        startAndFinish(Samples.description("pandey", 5));
        assertThatThrownBy(() -> store.find(name.replace("nanda", "nadna")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no run 'nadna-s0-")
                .hasMessageContaining(home.toString())
                .hasMessageContaining("did you mean " + name);
        assertThatThrownBy(() -> store.find("%_*")).hasMessageContaining("there is no run");
    }

    @Test
    void aRunThatNobodyWritesAnyMoreIsInterruptedAndCanBeResumed() {
        String name;
        try (RunHandle run = store.start(Samples.description(0))) {
            name = run.name();
            assertThat(store.find(name).status()).isEqualTo(RunStatus.RUNNING);
            store.updateProgress(run, 40, 3.5);
        }
        RunRecord left = store.find(name);
        assertThat(left.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(left.step()).isEqualTo(40);
        assertThat(left.wallSeconds()).isEqualTo(3.5);
        try (RunHandle run = store.resume(left, Samples.PROVENANCE)) {
            assertThat(store.runs().getFirst().status()).isEqualTo(RunStatus.RUNNING);
            store.finish(run, RunStatus.COMPLETED, 50, 4, "{}");
        }
        assertThat(store.sessions(left)).containsExactly(Samples.PROVENANCE, Samples.PROVENANCE);
        assertThatThrownBy(() -> store.resume(left, Samples.PROVENANCE))
                .isInstanceOf(StoreException.class)
                .hasMessage("run " + name + " is completed at step 50; there is nothing to resume, start a new run"
                        + " instead");
    }

    /// Whatever a program records now: rows of one run are of one kind.
    @Test
    void aResumedRunHasTheColumnsItWasBegunWith() {
        RunRecord left;
        try (RunHandle run = store.start(Samples.description(0))) {
            left = run.record();
        }
        try (RunHandle resumed = store.resume(left, Samples.PROVENANCE)) {
            assertThat(resumed.columns()).isEqualTo(Samples.COLUMNS);
        }
    }

    @Test
    void oneHandleForARun() {
        try (RunHandle run = store.start(Samples.description(0))) {
            assertThatThrownBy(() -> store.resume(run.record(), Samples.PROVENANCE))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is being written by this process");
            assertThatThrownBy(() -> store.delete(run.record())).hasMessageContaining("is being written");
            store.append(run, 0, 0, Samples.values(0));
        }
    }

    @Test
    void aClosedHandleOrStoreDoesNotWrite() {
        RunHandle run = store.start(Samples.description(0));
        run.close();
        run.close();
        assertThatThrownBy(() -> store.append(run, 0, 0, Samples.values(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("handle of run " + run.name() + " is closed");
        store.close();
        assertThatThrownBy(store::runs).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void finishWantsAnEndAndAResultInJson() {
        try (RunHandle run = store.start(Samples.description(0))) {
            assertThatThrownBy(() -> store.finish(run, RunStatus.RUNNING, 1, 1, null))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.finish(run, RunStatus.COMPLETED, 1, 1, "{\"C\":NaN}"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("result is not valid JSON");
            assertThat(store.find(run.name()).status()).isEqualTo(RunStatus.RUNNING);
        }
    }

    @Test
    void runsWithEqualColumnsShareTheirDictionary() throws Exception {
        startAndFinish(Samples.description(0));
        startAndFinish(Samples.description(1));
        RunRecord last = store.runs().getFirst();
        assertThat(SqliteProbe.number(home, "SELECT count(*) FROM dictionary")).isEqualTo(1);
        store.delete(last);
        assertThat(SqliteProbe.number(home, "SELECT count(*) FROM dictionary")).isEqualTo(1);
        store.delete(store.runs().getFirst());
        assertThat(SqliteProbe.number(home, "SELECT count(*) FROM dictionary")).isZero();
        assertThat(SqliteProbe.number(home, "SELECT count(*) FROM dictionary_column"))
                .isZero();
    }
}
