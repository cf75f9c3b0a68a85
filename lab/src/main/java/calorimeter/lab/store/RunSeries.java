// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import calorimeter.lab.text.NearestNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All rows of a run, ascending in step, as they were when they were read.
public final class RunSeries {

    public static final String STEP = "step";
    public static final String WALL_SECONDS = "wall_seconds";

    private final String run;
    private final List<Column> columns;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<RunRow> rows;

    /// @param rows ascending in step, each with one value for each column
    public RunSeries(String run, List<Column> columns, List<RunRow> rows) {
        this.run = run;
        this.columns = List.copyOf(columns);
        this.rows = List.copyOf(rows);
        for (int i = 0; i < columns.size(); i++) {
            positions.put(columns.get(i).name(), i);
        }
    }

    public String run() {
        return run;
    }

    public List<Column> columns() {
        return columns;
    }

    List<RunRow> rows() {
        return rows;
    }

    public int size() {
        return rows.size();
    }

    public long step(int row) {
        return rows.get(row).step();
    }

    public double wallSeconds(int row) {
        return rows.get(row).wallSeconds();
    }

    public double value(int row, int column) {
        return rows.get(row).value(column);
    }

    public long[] steps() {
        return rows.stream().mapToLong(RunRow::step).toArray();
    }

    public double[] wallSeconds() {
        return rows.stream().mapToDouble(RunRow::wallSeconds).toArray();
    }

    /// The values of one row, in the order of the columns; a copy.
    public double[] row(int row) {
        return rows.get(row).values();
    }

    public boolean hasColumn(String name) {
        return positions.containsKey(name);
    }

    /// One observable over all rows.
    ///
    /// @throws IllegalArgumentException if there is no such column
    public double[] column(String name) {
        Integer position = positions.get(name);
        if (position == null) {
            throw new IllegalArgumentException(
                    "run " + run + " has no column '" + name + "'" + NearestNames.suggestion(name, positions.keySet()));
        }
        return rows.stream().mapToDouble(row -> row.value(position)).toArray();
    }

    /// `size()` rows of `columns().size()` values; a copy.
    public double[][] matrix() {
        return rows.stream().map(RunRow::values).toArray(double[][]::new);
    }
}
