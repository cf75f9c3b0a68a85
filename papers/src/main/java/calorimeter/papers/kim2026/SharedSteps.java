package calorimeter.papers.kim2026;

import calorimeter.papers.claim.RunEvidence;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Columns of one run side by side, paired by step: each column of [RunEvidence] lacks the steps at which its own
/// value was missing or not finite, so that equal indices need not be equal steps.
final class SharedSteps {

    private SharedSteps() {}

    /// The steps that all columns share, rising: each the step, then the values in the order of the columns.
    static List<double[]> of(RunEvidence run, String... columns) {
        List<SampledSeries> series = Stream.of(columns).map(run::series).toList();
        int[] at = new int[columns.length];
        List<double[]> rows = new ArrayList<>();
        for (double step : series.getFirst().positions()) {
            double[] row = new double[1 + columns.length];
            row[0] = step;
            boolean whole = true;
            for (int column = 0; column < columns.length; column++) {
                SampledSeries of = series.get(column);
                while (at[column] < of.size() && of.position(at[column]) < step) {
                    at[column]++;
                }
                boolean has = at[column] < of.size() && of.position(at[column]) == step;
                row[1 + column] = has ? of.value(at[column]) : Double.NaN;
                whole &= has;
            }
            if (whole) {
                rows.add(row);
            }
        }
        return rows;
    }
}
