package calorimeter.papers.claim;

import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.List;

/// Columns of one run side by side, paired by step: each column of [RunEvidence] lacks the steps at which its own
/// value was missing or not finite, so that equal indices need not be equal steps.
final class Rows {

    private Rows() {}

    /// @param step at which all columns have a value
    /// @param values in the order of the columns
    record Row(double step, List<Double> values) {

        double value(int column) {
            return values.get(column);
        }
    }

    /// The steps that all columns share, rising.
    static List<Row> of(RunEvidence run, String... columns) {
        SampledSeries[] series = new SampledSeries[columns.length];
        for (int column = 0; column < columns.length; column++) {
            series[column] = run.series(columns[column]);
        }
        int[] at = new int[columns.length];
        List<Row> rows = new ArrayList<>();
        for (double step : series[0].positions()) {
            List<Double> values = new ArrayList<>();
            for (int column = 0; column < columns.length; column++) {
                while (at[column] < series[column].size() && series[column].position(at[column]) < step) {
                    at[column]++;
                }
                if (at[column] < series[column].size() && series[column].position(at[column]) == step) {
                    values.add(series[column].value(at[column]));
                }
            }
            if (values.size() == columns.length) {
                rows.add(new Row(step, values));
            }
        }
        return rows;
    }
}
