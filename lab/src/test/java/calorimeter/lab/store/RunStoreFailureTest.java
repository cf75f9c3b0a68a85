// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Each failure of the outside world is one line with thing, place and next step, and leaves what was there.
class RunStoreFailureTest {

    @TempDir
    Path folder;

    private static AbstractThrowableAssert<?, ?> assertRefused(Path home) {
        return assertThatThrownBy(() -> RunStore.open(home))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(home.toString())
                .hasMessageContaining("CALORIMETER_HOME")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFileInPlaceOfTheHome() throws Exception {
        Path file = Files.writeString(folder.resolve("home"), "a file");
        assertThatThrownBy(() -> RunStore.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessage("cannot create the folder " + file
                        + ": a file stands where a folder is needed; move the file away or choose another folder");
        assertThatThrownBy(() -> RunStore.open(file.resolve("below")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a file stands where a folder is needed");
        assertThat(file).hasContent("a file");
    }

    /// Permissions do not bind the superuser, but the kernel's own file systems do: nobody can create a file
    /// there.
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderInWhichNothingCanBeCreated() {
        assertRefused(Path.of("/proc/self")).hasMessageStartingWith("cannot write to the folder /proc/self; make it");
        assertThatThrownBy(() -> RunStore.open(Path.of("/proc/calorimeter")))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot create the folder /proc/calorimeter: ");
    }

    @Test
    void aFolderInPlaceOfTheDatabase() throws Exception {
        Files.createDirectories(folder.resolve("calorimeter.db"));
        assertRefused(folder).hasMessageContaining("cannot be opened or created");
    }

    @Test
    void aFileThatIsNotSqlite() throws Exception {
        Path file = Files.writeString(folder.resolve("calorimeter.db"), "not a database, ".repeat(100));
        assertRefused(folder).hasMessageContaining("it is not a SQLite file; move it away");
        assertThat(file).hasContent("not a database, ".repeat(100));
    }

    @Test
    void theDatabaseOfAnotherProgram() throws Exception {
        SqliteProbe.execute(folder, "CREATE TABLE music (title TEXT)");
        byte[] before = Files.readAllBytes(folder.resolve("calorimeter.db"));
        assertRefused(folder).hasMessageContaining("it is a SQLite file of another program");
        assertThat(folder.resolve("calorimeter.db")).hasBinaryContent(before);
    }

    @Test
    void aStoreFromANewerProgram() throws Exception {
        RunStore.open(folder).close();
        int newer = Schema.CURRENT.version() + 1;
        SqliteProbe.execute(folder, "PRAGMA user_version = " + newer);
        byte[] before = Files.readAllBytes(folder.resolve("calorimeter.db"));
        assertRefused(folder)
                .hasMessageContaining("it has schema version " + newer + " but this program knows only up to "
                        + Schema.CURRENT.version() + "; update Calorimeter");
        assertThat(folder.resolve("calorimeter.db")).hasBinaryContent(before);
    }

    @Test
    void aDamagedDatabase() throws Exception {
        try (RunStore store = RunStore.open(folder);
                RunHandle run = store.start(Samples.description(0))) {
            store.append(run, Samples.rows(1, 2000));
        }
        Path file = folder.resolve("calorimeter.db");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 4096; i < bytes.length; i++) {
            bytes[i] = (byte) 0xa5;
        }
        Files.write(file, bytes);
        assertThatThrownBy(() -> {
                    try (RunStore store = RunStore.open(folder)) {
                        store.series(store.runs().getFirst());
                    }
                })
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("it is damaged; keep a copy");
    }

    @Test
    void aDatabaseThatAnotherProcessKeepsLocked() throws Exception {
        RunStore.open(folder).close();
        try (Connection other = SqliteProbe.connect(folder);
                Statement statement = other.createStatement();
                RunStore store = RunStore.open(folder, Duration.ofMillis(50), Schema.CURRENT)) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> store.start(Samples.description(0)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(folder.resolve("calorimeter.db").toString())
                    .hasMessageContaining("another process has locked it")
                    .hasMessageEndingWith("then try again or resume the run; what was stored before is intact");
            assertThat(store.runs()).as("reading goes on").isEmpty();
            statement.executeUpdate("ROLLBACK");
            store.start(Samples.description(0)).close();
        }
    }

    private static void limitPages(RunStore store, long pages) throws SQLException {
        store.database().execute("PRAGMA max_page_count = " + pages);
    }

    /// A limit on the file's pages gives the same result code as a disk without space.
    @Test
    void aFullDisk() throws Exception {
        try (RunStore store = RunStore.open(folder);
                RunHandle run = store.start(Samples.description(0))) {
            store.append(run, Samples.rows(1, 100));
            limitPages(store, SqliteProbe.number(folder, "SELECT page_count FROM pragma_page_count") + 2);
            assertThatThrownBy(() -> store.append(run, Samples.rows(101, 5000)))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("cannot append to run " + run.name() + " in " + folder.resolve("calorimeter.db")
                            + ": the disk is full; free some space and try again, or resume the run; what was stored before is"
                            + " intact");
            assertThat(store.series(run.record()).size()).isEqualTo(100);
            limitPages(store, 1_000_000);
            store.append(run, Samples.rows(101, 5000));
            assertThat(store.series(run.record()).size()).isEqualTo(5000);
        }
    }

    @Test
    void aStartThatFailsGivesTheLockBack() throws Exception {
        try (RunStore store = RunStore.open(folder)) {
            long pages = SqliteProbe.number(folder, "SELECT page_count FROM pragma_page_count");
            limitPages(store, pages);
            RunDescription large = new RunDescription(
                    "train",
                    "nanda",
                    0,
                    "{\"text\":\"" + "x".repeat(100_000) + "\"}",
                    Samples.description(0).identity(),
                    Samples.COLUMNS,
                    Samples.PROVENANCE);
            assertThatThrownBy(() -> store.start(large)).hasMessageContaining("the disk is full");
            assertThat(store.runs()).isEmpty();
            limitPages(store, 1_000_000);
            store.start(large).close();
            assertThat(store.runs()).hasSize(1);
        }
    }

    @Test
    void descriptionsAreChecked() {
        String identity = Samples.description(0).identity();
        List<Column> columns = Samples.COLUMNS;
        assertThatThrownBy(() -> new RunDescription("t", "../up", 0, "{}", identity, columns, Samples.PROVENANCE))
                .hasMessageContaining("preset is '../up'");
        assertThatThrownBy(() -> new RunDescription("t", "p", 0, "[]", identity, columns, Samples.PROVENANCE))
                .hasMessageContaining("configuration is '[]' but must be a JSON object");
        assertThatThrownBy(() -> new RunDescription("t", "p", 0, "{}", "12", columns, Samples.PROVENANCE))
                .hasMessageContaining("identity is '12'");
        List<Column> twice = List.of(columns.get(0), columns.get(0));
        assertThatThrownBy(() -> new RunDescription("t", "p", 0, "{}", identity, twice, Samples.PROVENANCE))
                .hasMessageContaining("two columns are named 'train_loss'");
    }

    /// As on a network file system.
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"SQLITE_IOERR_.*LOCK", "SQLITE_IOERR_SHM.*"})
    void aFileSystemWithoutLocksOrSharedMemoryIsNamed(SQLiteErrorCode code) throws Exception {
        String type = Files.getFileStore(folder).type();
        StoreException failure = Failures.ofDatabase(
                "open the run store", folder.resolve("calorimeter.db"), new SQLiteException("disk I/O error", code));
        assertThat(failure)
                .hasMessageContaining("its file system (" + type + ") has no locks or no shared memory")
                .hasMessageContaining("CALORIMETER_HOME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"No locks available", "Function not implemented", "Operation not supported"})
    void aFileSystemWithoutLocksForFiles(String reason) {
        assertThat(Failures.ofFile("lock", folder.resolve("lock"), new IOException(reason)))
                .hasMessageContaining("has no locks")
                .hasMessageContaining("CALORIMETER_HOME");
    }

    @Test
    void aDanglingLinkIsNamedWithItsTarget() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("home"), Path.of("gone"));
        for (Path home : List.of(link, link.resolve("below"))) {
            assertRefused(home)
                    .hasMessageContaining(link + " is a link to " + folder.resolve("gone") + ", which is not there");
            assertThatThrownBy(() -> RunStore.openToRead(home)).hasMessageContaining(" is a link to ");
        }
        assertThat(folder.resolve("gone")).doesNotExist();
    }

    @Test
    void readingCreatesNothing() throws Exception {
        Path home = folder.resolve("typo");
        try (RunStore store = RunStore.openToRead(home)) {
            assertThat(store.runs()).isEmpty();
            assertThat(store.sweepNames()).isEmpty();
            assertThat(store.home()).isEqualTo(home);
            assertThat(store.isReadOnly()).isTrue();
        }
        assertThat(home).doesNotExist();
        RunStore.openToRead(folder).close();
        assertThat(folder).isEmptyDirectory();
    }
}
