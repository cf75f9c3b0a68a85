package calorimeter.lab.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
        byte[] computed = row.encoded();
        int added = database.update(
                "INSERT INTO observation (run, step, wall_seconds, doubles) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                run.id(),
                row.step(),
                row.wallSeconds(),
                computed);
        if (added == 1) {
            return;
        }
        byte[] recorded = recorded(run, row.step());
        int different = Arrays.mismatch(recorded, computed);
        if (different >= 0) {
            int column = different / Double.BYTES;
            throw new ReproducibilityException(
                    run.name(),
                    row.step(),
                    run.columns().get(column).name(),
                    Doubles.decode(recorded)[column],
                    Doubles.decode(computed)[column]);
        }
    }

    private byte[] recorded(RunHandle run, long step) throws SQLException {
        String sql = "SELECT doubles FROM observation WHERE run = ? AND step = ?";
        try (ResultSet found = database.bind(sql, run.id(), step).executeQuery()) {
            if (!found.next()) {
                throw new StoreException("run " + run.name() + " is no longer in " + database.file()
                        + "; another program has changed the store");
            }
            return found.getBytes(1);
        }
    }

    RunSeries series(String name, long run, List<Column> columns) throws SQLException {
        List<Long> steps = new ArrayList<>();
        List<Double> wallSeconds = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        String sql = "SELECT step, wall_seconds, doubles FROM observation WHERE run = ? ORDER BY step";
        try (ResultSet found = database.bind(sql, run).executeQuery()) {
            while (found.next()) {
                steps.add(found.getLong(1));
                wallSeconds.add(found.getDouble(2));
                rows.add(Doubles.decode(found.getBytes(3)));
            }
        }
        return new RunSeries(
                name,
                columns,
                steps.stream().mapToLong(Long::longValue).toArray(),
                wallSeconds.stream().mapToDouble(Double::doubleValue).toArray(),
                rows.toArray(new double[0][]));
    }
}
