// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// The tables, as the list of scripts that made them. Script i turns version i into version i + 1; a script
/// that has been released is never edited, a change of the tables is a further script.
///
/// SQLite's `application_id` says that a file is ours and `user_version` how many scripts it has seen
/// (sqlite.org/pragma.html).
final class Schema {

    /// "CALO" in ASCII.
    static final long APPLICATION_ID = 0x43414C4FL;

    /// Columns are stored once for all runs that record the same ones: a sweep of thousands of runs has one
    /// dictionary. A session is one process's work on a run: the start, and each resumption, perhaps on another
    /// machine. A doomed folder belongs to a deleted run and is yet to be removed (see [RunStore#delete]).
    /// AUTOINCREMENT, so that the id of a deleted run is never given to another one.
    private static final String FIRST = """
            CREATE TABLE dictionary (
              id     INTEGER PRIMARY KEY,
              digest TEXT NOT NULL UNIQUE
            ) STRICT;

            CREATE TABLE dictionary_column (
              dictionary  INTEGER NOT NULL REFERENCES dictionary(id) ON DELETE CASCADE,
              position    INTEGER NOT NULL,
              name        TEXT NOT NULL,
              symbol      TEXT NOT NULL,
              unit        TEXT NOT NULL,
              description TEXT NOT NULL,
              PRIMARY KEY (dictionary, position),
              UNIQUE (dictionary, name)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE run (
              id            INTEGER PRIMARY KEY AUTOINCREMENT,
              name          TEXT NOT NULL UNIQUE,
              experiment    TEXT NOT NULL,
              preset        TEXT NOT NULL,
              seed          INTEGER NOT NULL,
              identity      TEXT NOT NULL,
              attempt       INTEGER NOT NULL,
              configuration TEXT NOT NULL,
              dictionary    INTEGER NOT NULL REFERENCES dictionary(id),
              status        TEXT NOT NULL
                            CHECK (status IN ('RUNNING', 'INTERRUPTED', 'COMPLETED', 'DIVERGED', 'FAILED')),
              step          INTEGER NOT NULL DEFAULT 0,
              wall_seconds  REAL NOT NULL DEFAULT 0,
              result        TEXT,
              UNIQUE (identity, attempt)
            ) STRICT;

            CREATE INDEX run_dictionary ON run(dictionary);

            CREATE TABLE session (
              run        INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
              number     INTEGER NOT NULL,
              provenance TEXT NOT NULL,
              PRIMARY KEY (run, number)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE observation (
              run          INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
              step         INTEGER NOT NULL,
              wall_seconds REAL NOT NULL,
              doubles      BLOB NOT NULL,
              PRIMARY KEY (run, step)
            ) STRICT;

            CREATE TABLE doomed_folder (
              name TEXT PRIMARY KEY
            ) STRICT, WITHOUT ROWID;
            """;

    /// What a named sweep consists of, begun or not. No reference to runs: a member may have none yet, and
    /// stays when its run is deleted.
    private static final String SWEEPS = """
            CREATE TABLE sweep (
              id   INTEGER PRIMARY KEY,
              name TEXT NOT NULL UNIQUE
            ) STRICT;

            CREATE TABLE sweep_member (
              sweep         INTEGER NOT NULL REFERENCES sweep(id) ON DELETE CASCADE,
              position      INTEGER NOT NULL,
              identity      TEXT NOT NULL,
              configuration TEXT NOT NULL,
              PRIMARY KEY (sweep, position),
              UNIQUE (sweep, identity)
            ) STRICT, WITHOUT ROWID;
            """;

    /// Claims as they were written down; an edited claim is a further row, so that the first wording stays.
    private static final String CLAIMS = """
            CREATE TABLE declaration (
              id           INTEGER PRIMARY KEY,
              reproduction TEXT NOT NULL,
              claim        TEXT NOT NULL,
              identity     TEXT NOT NULL,
              text         TEXT NOT NULL,
              declared_at  TEXT NOT NULL,
              UNIQUE (reproduction, claim, identity)
            ) STRICT;
            """;

    static final Schema CURRENT = new Schema(List.of(FIRST, SWEEPS, CLAIMS));

    private final List<String> scripts;

    Schema(List<String> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    List<String> scripts() {
        return scripts;
    }

    int version() {
        return scripts.size();
    }

    /// Brings the file to this version, or refuses it without a change.
    void apply(Database database) {
        long found = database.read("open the run store", () -> refuseForeign(database));
        if (found == version()) {
            return;
        }
        database.useWriteAheadLog("open the run store");
        database.write("migrate the run store", () -> {
            // Read again under the write lock: another process may have migrated in the meantime.
            for (int next = (int) refuseForeign(database); next < version(); next++) {
                database.execute(scripts.get(next));
            }
            database.execute("PRAGMA application_id = " + APPLICATION_ID);
            database.execute("PRAGMA user_version = " + version());
            return null;
        });
    }

    /// Refuses a file that is not of this version already.
    void require(Database database) {
        long found = database.read("open the run store", () -> refuseForeign(database));
        if (found != version()) {
            throw new StoreException("cannot open the run store " + database.file() + " for reading only: it has schema"
                    + " version " + found + " and must be migrated to " + version()
                    + "; let somebody who may write to it run `calorimeter runs list` once");
        }
    }

    /// The version of the file, if it is empty or ours and not newer than this program.
    private long refuseForeign(Database database) throws SQLException {
        Path file = database.file();
        // First of all: tables that another process makes after this look, and the id that comes with them, do
        // no harm.
        boolean empty = database.number("SELECT count(*) FROM sqlite_schema") == 0;
        long application = database.number("SELECT application_id FROM pragma_application_id");
        long found = database.number("SELECT user_version FROM pragma_user_version");
        if (application != APPLICATION_ID && !empty) {
            throw new StoreException("cannot open the run store " + file + ": it is a SQLite file of another program;"
                    + " move it away or set CALORIMETER_HOME to another folder");
        }
        if (found > version()) {
            throw new StoreException("cannot open the run store " + file + ": it has schema version " + found
                    + " but this program knows only up to " + version()
                    + "; update Calorimeter or set CALORIMETER_HOME to another folder");
        }
        return found;
    }
}
