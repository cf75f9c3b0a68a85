// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store is read without being written to. Permissions do not bind the superuser, so most of this asks for
/// reading only in so many words; [RunStore#openToRead] asks for it when permissions forbid the rest.
class ReadOnlyStoreTest {

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void name() {
        home = folder.resolve("a home ?x=1#y%20 é");
    }

    private String finishedRun() {
        try (RunStore store = RunStore.open(home);
                RunHandle run = store.start(Samples.description(7))) {
            store.append(run, Samples.rows(0, 9));
            run.checkpoints(CheckpointStore.DEFAULT_KEEP).write(Samples.checkpoint(9));
            store.finish(run, RunStatus.COMPLETED, 9, 1, "{}");
            return run.name();
        }
    }

    /// Names, contents and times of everything below a folder.
    private static Map<String, String> everything(Path root) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.toList()) {
                String content = Files.isRegularFile(path) ? Sha256.hex(Files.readAllBytes(path)) : "";
                found.put(root.relativize(path) + " " + Files.getLastModifiedTime(path), content);
            }
        }
        return found;
    }

    @Test
    void aStoreIsOpenedForReadingOnlyWhereItMayNotBeWrittenTo() {
        finishedRun();
        try (RunStore store = RunStore.openToRead(home, true)) {
            assertThat(store.isReadOnly()).isFalse();
        }
        try (RunStore store = RunStore.openToRead(home, false)) {
            assertThat(store.isReadOnly()).isTrue();
        }
    }

    @Test
    void readingLeavesNothingBehind() throws Exception {
        String name = finishedRun();
        Map<String, String> before = everything(home);

        try (RunStore store = RunStore.openReadOnly(home)) {
            assertThat(store.isReadOnly()).isTrue();
            RunRecord run = store.find(name);
            assertThat(store.runs()).containsExactly(run);
            assertThat(store.series(run).size()).isEqualTo(10);
            assertThat(store.columns(run)).isEqualTo(Samples.COLUMNS);
            assertThat(store.sessions(run)).containsExactly(Samples.PROVENANCE);
            assertThat(store.checkpoints(run).latest().orElseThrow().step()).isEqualTo(9);
            assertThat(store.sweepNames()).isEmpty();
            assertThat(store.declarations("kim2026/quick")).isEmpty();
            assertThat(everything(home)).as("while it is open").isEqualTo(before);
        }

        assertThat(everything(home)).isEqualTo(before);
    }

    @Test
    void whatARunningProgramHasCommittedIsSeen() {
        try (RunStore writing = RunStore.open(home);
                RunHandle run = writing.start(Samples.description(0))) {
            writing.append(run, Samples.rows(0, 99));
            try (RunStore store = RunStore.openReadOnly(home)) {
                assertThat(store.series(store.find(run.name())).size()).isEqualTo(100);
                writing.append(run, Samples.rows(100, 199));
                assertThat(store.series(store.find(run.name())).size()).isEqualTo(200);
            }
        }
    }

    /// As after kill -9: the log was not brought into the database.
    @Test
    void whatAKilledProgramHadCommittedIsSeen() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        try (RunStore writing = RunStore.open(home);
                RunHandle run = writing.start(Samples.description(0))) {
            writing.append(run, Samples.rows(0, 99));
            for (String file : List.of("calorimeter.db", "calorimeter.db-wal", "calorimeter.db-shm")) {
                Files.copy(home.resolve(file), copy.resolve(file));
            }
        }
        byte[] database = Files.readAllBytes(copy.resolve("calorimeter.db"));
        byte[] log = Files.readAllBytes(copy.resolve("calorimeter.db-wal"));

        try (RunStore store = RunStore.openReadOnly(copy)) {
            RunRecord run = store.runs().getFirst();
            assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
            assertThat(store.series(run).size()).isEqualTo(100);
        }

        assertThat(copy.resolve("calorimeter.db")).hasBinaryContent(database);
        assertThat(copy.resolve("calorimeter.db-wal")).hasBinaryContent(log);
    }

    @Test
    void writingFails() {
        finishedRun();
        try (RunStore store = RunStore.openReadOnly(home)) {
            assertThatThrownBy(() -> store.start(Samples.description(8)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("it is read-only; make it writable");
        }
    }

    @Test
    void anOlderStoreIsNotMigratedButRefused() throws Exception {
        finishedRun();
        SqliteProbe.execute(home, "PRAGMA user_version = 1");

        assertThatThrownBy(() -> RunStore.openReadOnly(home))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it has schema version 1 and must be migrated to " + Schema.CURRENT.version());
    }

    @Test
    void aHomeThatMayBeWrittenIsOpenedAsEver() {
        String name = finishedRun();
        try (RunStore store = RunStore.openToRead(home)) {
            assertThat(store.isReadOnly()).isFalse();
            store.delete(store.find(name));
        }
        try (RunStore store = RunStore.openToRead(folder.resolve("new"))) {
            assertThat(store.runs()).isEmpty();
        }
    }
}
