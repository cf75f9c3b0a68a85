// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    Path home;

    private void open(Schema schema) {
        RunStore.open(home, PATIENCE, schema).close();
    }

    private static Schema currentAnd(String... scripts) {
        List<String> all = new ArrayList<>(Schema.CURRENT.scripts());
        all.addAll(List.of(scripts));
        return new Schema(all);
    }

    @Test
    void aNewFileIsMarkedAsOursAndWritesAhead() throws Exception {
        open(Schema.CURRENT);
        assertThat(SqliteProbe.number(home, "PRAGMA application_id")).isEqualTo(Schema.APPLICATION_ID);
        assertThat(SqliteProbe.number(home, "PRAGMA user_version")).isEqualTo(Schema.CURRENT.version());
        assertThat(SqliteProbe.number(home, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"))
                .isEqualTo(1);
    }

    @Test
    void anOlderFileIsMigratedWithItsRuns() throws Exception {
        try (RunStore store = RunStore.open(home);
                RunHandle run = store.start(Samples.description(0))) {
            store.append(run, Samples.rows(1, 10));
        }
        open(currentAnd(
                "ALTER TABLE run ADD COLUMN note TEXT NOT NULL DEFAULT 'none'; CREATE TABLE extra (x INTEGER)"));
        assertThat(SqliteProbe.number(home, "PRAGMA user_version")).isEqualTo(Schema.CURRENT.version() + 1);
        assertThat(SqliteProbe.number(home, "SELECT count(*) FROM run WHERE note = 'none'"))
                .isEqualTo(1);
        assertThat(SqliteProbe.number(home, "SELECT count(*) FROM extra")).isZero();
        assertThat(SqliteProbe.number(home, "SELECT count(*) FROM observation")).isEqualTo(10);
    }

    @Test
    void aMigrationThatFailsLeavesTheOldVersion() throws Exception {
        open(Schema.CURRENT);
        assertThatThrownBy(() -> open(currentAnd("CREATE TABLE extra (x INTEGER)", "CREATE TABLE run (x INTEGER)")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot migrate the run store in")
                .hasMessageContaining("table run already exists");
        assertThat(SqliteProbe.number(home, "PRAGMA user_version")).isEqualTo(Schema.CURRENT.version());
        assertThat(SqliteProbe.number(home, "SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"))
                .isZero();
        open(Schema.CURRENT);
    }
}
