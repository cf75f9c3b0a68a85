package calorimeter.lab.store;

import calorimeter.lab.text.NearestNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All rows of a run, ascending in step, as they were when they were read.
public final class RunSeries {

    private final String run;
    private final List<Column> columns;
    private final Map<String, Integer> positions = new HashMap<>();
    private final long[] steps;
    private final double[] wallSeconds;
    private final double[][] rows;

    /// Takes the arrays over; for the store, which has just read them.
    RunSeries(String run, List<Column> columns, long[] steps, double[] wallSeconds, double[][] rows) {
        this.run = run;
        this.columns = List.copyOf(columns);
        this.steps = steps;
        this.wallSeconds = wallSeconds;
        this.rows = rows;
        for (int i = 0; i < columns.size(); i++) {
            positions.put(columns.get(i).name(), i);
        }
    }

    /// The run's name.
    public String run() {
        return run;
    }

    public List<Column> columns() {
        return columns;
    }

    /// The number of rows.
    public int size() {
        return steps.length;
    }

    public long step(int row) {
        return steps[row];
    }

    public double wallSeconds(int row) {
        return wallSeconds[row];
    }

    public double value(int row, int column) {
        return rows[row][column];
    }

    public long[] steps() {
        return steps.clone();
    }

    public double[] wallSeconds() {
        return wallSeconds.clone();
    }

    /// The values of one row, in the order of the columns; a copy.
    public double[] row(int row) {
        return rows[row].clone();
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
        double[] values = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            values[row] = rows[row][position];
        }
        return values;
    }

    /// `size()` rows of `columns().size()` values; a copy.
    public double[][] matrix() {
        double[][] copy = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            copy[row] = rows[row].clone();
        }
        return copy;
    }

    /// The series as one tensor for each column, for [NpzWriter] and [Safetensors]: `step` (exact up to 2⁵³),
    /// `wall_seconds`, then the columns under their names.
    public List<TensorData> tensors() {
        int[] shape = {size()};
        double[] exactSteps = new double[size()];
        for (int row = 0; row < exactSteps.length; row++) {
            exactSteps[row] = steps[row];
        }
        List<TensorData> tensors = new ArrayList<>();
        tensors.add(TensorData.of(CsvWriter.STEP, shape, exactSteps));
        tensors.add(TensorData.of(CsvWriter.WALL_SECONDS, shape, wallSeconds));
        for (Column column : columns) {
            tensors.add(TensorData.of(column.name(), shape, column(column.name())));
        }
        return tensors;
    }
}
