// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.lab.store.Column;
import calorimeter.lab.store.RunSeries;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The rows of a training run so far, in memory: from which its end is decided and its result computed.
public final class TrainRecord {

    private final List<Column> columns;
    private final List<Long> steps = new ArrayList<>();
    private final List<double[]> rows = new ArrayList<>();
    private final int testAccuracy;

    TrainRecord(List<Column> columns) {
        this.columns = columns;
        testAccuracy = index("test.accuracy");
    }

    public static TrainRecord of(RunSeries series) {
        TrainRecord record = new TrainRecord(series.columns());
        record.addAll(series, Long.MAX_VALUE);
        return record;
    }

    private int index(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("the run has no column '" + column + "'");
    }

    boolean has(String column) {
        return columns.stream().anyMatch(known -> known.name().equals(column));
    }

    void add(long step, double[] row) {
        steps.add(step);
        rows.add(row);
    }

    /// Rows of steps before `end`.
    void addAll(RunSeries series, long end) {
        for (int i = 0; i < series.size() && series.step(i) < end; i++) {
            add(series.step(i), series.row(i));
        }
    }

    /// Since which logged step test accuracy has been at the highest level of [TrainFindings#GENERALISED],
    /// given that of the present step; the step after the present one when it is not.
    long heldSince(long step, double accuracy) {
        if (accuracy < TrainFindings.GENERALISED.getLast()) {
            return step + 1;
        }
        long since = step;
        for (int i = rows.size() - 1; i >= 0 && rows.get(i)[testAccuracy] >= TrainFindings.GENERALISED.getLast(); i--) {
            since = steps.get(i);
        }
        return since;
    }

    int size() {
        return rows.size();
    }

    long lastStep() {
        return steps.getLast();
    }

    double last(String column) {
        return rows.getLast()[index(column)];
    }

    Optional<ChargeFindings> charges() {
        return ChargeFindings.of(columns, rows, lastStep());
    }

    /// A column against steps, without its missing values.
    public SampledSeries series(String column) {
        int index = index(column);
        int[] present = IntStream.range(0, rows.size())
                .filter(i -> !Double.isNaN(rows.get(i)[index]))
                .toArray();
        double[] positions = new double[present.length];
        double[] values = new double[present.length];
        for (int i = 0; i < present.length; i++) {
            positions[i] = steps.get(present[i]);
            values[i] = rows.get(present[i])[index];
        }
        return SampledSeries.of(positions, values);
    }
}
