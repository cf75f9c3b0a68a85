// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The SQL of runs, their sessions and their columns. Columns are stored once for all runs that have the same, as a
/// dictionary that is found by its digest. Every method belongs inside [Database#read] or [Database#write].
final class RunTable {

    private static final String SELECT = """
            SELECT run.id, run.name, run.experiment, run.preset, run.seed, run.identity, run.attempt,
                   run.configuration, session.provenance, run.status, run.step, run.wall_seconds, run.result
            FROM run JOIN session ON session.run = run.id AND session.number = 1
            """;

    private final Database database;

    RunTable(Database database) {
        this.database = database;
    }

    long insert(RunDescription run, String name, int attempt) throws SQLException {
        database.update(
                "INSERT INTO run (name, experiment, preset, seed, identity, attempt, configuration, dictionary, status)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'RUNNING')",
                name,
                run.experiment(),
                run.preset(),
                run.seed(),
                run.identity(),
                attempt,
                run.configurationJson(),
                dictionary(run.columns()));
        long id = database.number("SELECT last_insert_rowid()");
        addSession(id, run.provenance());
        return id;
    }

    void addSession(long run, Provenance provenance) throws SQLException {
        database.update(
                "INSERT INTO session (run, number, provenance)"
                        + " SELECT ?1, count(*) + 1, ?2 FROM session WHERE run = ?1",
                run,
                provenance.toJson());
    }

    List<Provenance> sessions(long run) throws SQLException {
        return database.list(
                row -> Provenance.fromJson(row.getString(1)),
                "SELECT provenance FROM session WHERE run = ? ORDER BY number",
                run);
    }

    List<Column> columns(long run) throws SQLException {
        return database.list(
                row -> new Column(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                "SELECT name, symbol, unit, description FROM dictionary_column"
                        + " WHERE dictionary = (SELECT dictionary FROM run WHERE id = ?) ORDER BY position",
                run);
    }

    /// The id of the dictionary with exactly these columns, which is added if it is new.
    private long dictionary(List<Column> columns) throws SQLException {
        ArrayNode all = Json.MAPPER.createArrayNode();
        for (Column column : columns) {
            all.addArray()
                    .add(column.name())
                    .add(column.symbol())
                    .add(column.unit())
                    .add(column.description());
        }
        String digest = Sha256.hex(all.toString().getBytes(StandardCharsets.UTF_8));
        int added = database.update("INSERT INTO dictionary (digest) VALUES (?) ON CONFLICT DO NOTHING", digest);
        long id = database.number("SELECT id FROM dictionary WHERE digest = ?", digest);
        for (int position = 0; position < columns.size() && added == 1; position++) {
            Column column = columns.get(position);
            database.update(
                    "INSERT INTO dictionary_column (dictionary, position, name, symbol, unit, description)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    id,
                    position,
                    column.name(),
                    column.symbol(),
                    column.unit(),
                    column.description());
        }
        return id;
    }

    /// The number of the last attempt at an identity; 0 if there is none.
    int lastAttempt(String identity) throws SQLException {
        return (int) database.number("SELECT coalesce(max(attempt), 0) FROM run WHERE identity = ?", identity);
    }

    boolean isNameTaken(String name) throws SQLException {
        return database.number(
                        "SELECT (SELECT count(*) FROM run WHERE name = ?1)"
                                + " + (SELECT count(*) FROM doomed_folder WHERE name = ?1)",
                        name)
                > 0;
    }

    Optional<RunRecord> withId(long id) throws SQLException {
        return select(SELECT + "WHERE run.id = ?", id).stream().findFirst();
    }

    List<RunRecord> withIdentity(String identity) throws SQLException {
        return select(SELECT + "WHERE run.identity = ? ORDER BY run.attempt", identity);
    }

    Optional<RunRecord> withName(String name) throws SQLException {
        return select(SELECT + "WHERE run.name = ?", name).stream().findFirst();
    }

    List<RunRecord> withPrefix(String prefix) throws SQLException {
        return select(SELECT + "WHERE substr(run.name, 1, length(?1)) = ?1 ORDER BY run.id DESC", prefix);
    }

    List<RunRecord> newestFirst() throws SQLException {
        return select(SELECT + "ORDER BY run.id DESC");
    }

    List<String> names() throws SQLException {
        return database.list(row -> row.getString(1), "SELECT name FROM run");
    }

    private List<RunRecord> select(String sql, @Nullable Object... parameters) throws SQLException {
        return database.list(
                row -> new RunRecord(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getString(6),
                        row.getInt(7),
                        row.getString(8),
                        Provenance.fromJson(row.getString(9)),
                        RunStatus.valueOf(row.getString(10)),
                        row.getLong(11),
                        row.getDouble(12),
                        row.getString(13)),
                sql,
                parameters);
    }

    void setProgress(long run, long step, double wallSeconds) throws SQLException {
        RunRow.requireStep(step);
        RunRow.requireWallSeconds(wallSeconds);
        database.update("UPDATE run SET step = ?, wall_seconds = ? WHERE id = ?", step, wallSeconds, run);
    }

    void setStatus(long run, RunStatus status, @Nullable String resultJson) throws SQLException {
        database.update("UPDATE run SET status = ?, result = ? WHERE id = ?", status.name(), resultJson, run);
    }

    /// Removes the run with its rows and sessions, and its dictionary if no other run uses it. Returns the
    /// number of runs removed.
    int delete(long run) throws SQLException {
        int removed = database.update("DELETE FROM run WHERE id = ?", run);
        database.update("DELETE FROM dictionary WHERE id NOT IN (SELECT dictionary FROM run)");
        return removed;
    }
}
