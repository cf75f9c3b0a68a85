// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDeletionTest {

    @TempDir
    Path home;

    private static RunRecord runWithEverything(RunStore store, long seed) {
        try (RunHandle run = store.start(Samples.description(seed))) {
            store.append(run, Samples.rows(1, 10));
            run.checkpoints(2).write(Samples.checkpoint(5));
            run.checkpoints(2).write(Samples.checkpoint(10));
            store.finish(run, RunStatus.INTERRUPTED, 10, 1, null);
            return run.record();
        }
    }

    @Test
    void nothingOfTheRunRemainsAndTheOthersStay() throws Exception {
        try (RunStore store = RunStore.open(home)) {
            RunRecord kept = runWithEverything(store, 1);
            RunRecord deleted = runWithEverything(store, 2);
            store.delete(deleted);
            assertThat(store.runs()).extracting(RunRecord::name).containsExactly(kept.name());
            assertThat(SqliteProbe.number(home, "SELECT count(*) FROM observation"))
                    .isEqualTo(10);
            assertThat(SqliteProbe.number(home, "SELECT count(*) FROM session")).isEqualTo(1);
            assertThat(home.resolve("runs")).isDirectoryContaining(path -> path.endsWith(kept.name()));
            assertThat(home.resolve("runs").resolve(deleted.name())).doesNotExist();
            assertThat(store.checkpoints(kept).steps()).containsExactly(5L, 10L);
            assertThatThrownBy(() -> store.delete(deleted))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is no longer in");
            assertThatThrownBy(() -> store.resume(deleted, Samples.PROVENANCE))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("has been deleted");
        }
    }

    /// The state that a process leaves when it is killed right after the commit.
    @Test
    void theNextOpeningFinishesADeletionThatWasKilled() throws Exception {
        RunRecord run;
        try (RunStore store = RunStore.open(home)) {
            run = runWithEverything(store, 1);
        }
        SqliteProbe.execute(
                home,
                "PRAGMA foreign_keys = ON; BEGIN; DELETE FROM run; INSERT INTO doomed_folder VALUES ('" + run.name()
                        + "'); COMMIT");
        assertThat(home.resolve("runs").resolve(run.name())).isDirectory();
        try (RunStore store = RunStore.open(home)) {
            assertThat(home.resolve("runs").resolve(run.name())).doesNotExist();
            try (RunHandle next = store.start(Samples.description(1))) {
                assertThat(next.name()).isEqualTo(run.name());
            }
        }
    }

    @Test
    void aNameIsNotGivenAgainWhileItsFolderIsDoomed() throws Exception {
        try (RunStore store = RunStore.open(home)) {
            RunRecord run = runWithEverything(store, 1);
            store.delete(run);
            SqliteProbe.execute(home, "INSERT INTO doomed_folder VALUES ('" + run.name() + "')");
            try (RunHandle next = store.start(Samples.description(1))) {
                assertThat(next.name()).isEqualTo(run.name() + ".2");
            }
        }
    }

    @Test
    void aRunWhoseFolderIsGoneCanBeDeleted() throws Exception {
        try (RunStore store = RunStore.open(home)) {
            RunRecord run = runWithEverything(store, 1);
            RunFolders.remove(home.resolve("runs"));
            assertThat(Files.exists(home.resolve("runs"))).isFalse();
            store.delete(run);
            assertThat(store.runs()).isEmpty();
        }
    }
}
