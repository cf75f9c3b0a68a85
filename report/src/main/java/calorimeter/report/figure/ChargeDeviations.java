// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import calorimeter.lab.run.ChargeFindings;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.RunRow;
import calorimeter.lab.store.RunSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Adds to the rows of a run by how much each prediction of a charge misses the measured one: the column
/// `noether.GROUP.PREDICTOR.deviation` is (predicted − measured)/|charge of step 0|. A charge that begins at 0 has
/// none.
final class ChargeDeviations {

    static final String END = ".deviation";

    private ChargeDeviations() {}

    /// A prediction, where it stands and where its charge stands.
    private record Compared(String group, String predictor, int predicted, int charge, double scale) {

        Column column() {
            return new Column(
                    ChargeFindings.PREFIX + group + "." + predictor + END,
                    "δ_" + predictor,
                    "1",
                    group + ", (" + ChargeFindings.PREDICTORS.get(predictor)
                            + " − measured charge)/|charge of step 0|");
        }

        double value(RunSeries rows, int row) {
            return (rows.value(row, predicted) - rows.value(row, charge)) / scale;
        }
    }

    static RunSeries added(RunSeries rows) {
        List<Compared> compared = rows.size() == 0 ? List.of() : compared(rows);
        if (compared.isEmpty()) {
            return rows;
        }
        List<Column> columns = new ArrayList<>(rows.columns());
        compared.forEach(one -> columns.add(one.column()));
        List<RunRow> all = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            double[] values = Arrays.copyOf(rows.row(row), columns.size());
            for (int i = 0; i < compared.size(); i++) {
                values[rows.columns().size() + i] = compared.get(i).value(rows, row);
            }
            all.add(new RunRow(rows.step(row), rows.wallSeconds(row), values));
        }
        return new RunSeries(rows.run(), columns, all);
    }

    private static List<Compared> compared(RunSeries rows) {
        List<String> names = rows.columns().stream().map(Column::name).toList();
        List<Compared> compared = new ArrayList<>();
        for (String group : ChargeFindings.groups(names)) {
            String prefix = ChargeFindings.PREFIX + group + ".";
            int charge = names.indexOf(prefix + ChargeFindings.CHARGE);
            double scale = Math.abs(rows.value(0, charge));
            for (String predictor : ChargeFindings.PREDICTORS.keySet()) {
                int predicted = names.indexOf(prefix + predictor);
                if (predicted >= 0 && scale > ChargeFindings.NOTHING) {
                    compared.add(new Compared(group, predictor, predicted, charge, scale));
                }
            }
        }
        return compared;
    }
}
