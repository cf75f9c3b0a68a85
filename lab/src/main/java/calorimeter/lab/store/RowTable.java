// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/// The SQL of rows. Every method belongs inside [Database#read] or [Database#write].
final class RowTable {

    private final Database database;

    RowTable(Database database) {
        this.database = database;
    }

    /// Adds a row, or makes sure that the row already there has the same bits. The wall time is no result of
    /// the run: that of the first time stays.
    void append(RunHandle run, RunRow row) throws SQLException {
        if (row.size() != run.columns().size()) {
            throw new IllegalArgumentException("the row of step " + row.step() + " has " + row.size()
                    + " values but run " + run.name() + " has "
                    + run.columns().size() + " columns");
        }
        if (insert(run.id(), row)) {
            return;
        }
        RunRow recorded = recorded(run, row.step());
        int different = Arrays.mismatch(recorded.encoded(), row.encoded());
        if (different >= 0) {
            int column = different / Double.BYTES;
            throw ReproducibilityException.ofRow(
                    run.name(),
                    row.step(),
                    run.columns().get(column).name(),
                    recorded.value(column),
                    row.value(column));
        }
    }

    /// Returns whether the row was added: not if the run has one of that step.
    boolean insert(long run, RunRow row) throws SQLException {
        return database.update(
                        "INSERT INTO observation (run, step, wall_seconds, doubles) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT DO NOTHING",
                        run,
                        row.step(),
                        row.wallSeconds(),
                        row.encoded())
                == 1;
    }

    private RunRow recorded(RunHandle run, long step) throws SQLException {
        List<RunRow> found = select("WHERE run = ? AND step = ?", run.id(), step);
        if (found.isEmpty()) {
            throw new StoreException("run " + run.name() + " is no longer in " + database.file()
                    + "; another program has changed the store");
        }
        return found.getFirst();
    }

    /// All rows of a run, ascending in step.
    List<RunRow> of(long run) throws SQLException {
        return select("WHERE run = ? ORDER BY step", run);
    }

    private List<RunRow> select(String which, Object... parameters) throws SQLException {
        return database.list(
                row -> new RunRow(row.getLong(1), row.getDouble(2), RunRow.decode(row.getBytes(3))),
                "SELECT step, wall_seconds, doubles FROM observation " + which,
                parameters);
    }
}
