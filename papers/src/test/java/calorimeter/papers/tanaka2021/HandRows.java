// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.RunRow;
import calorimeter.lab.store.RunSeries;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Rows of a planned run, written by hand.
final class HandRows {

    private final TrainParameters parameters;
    private final long[] steps;
    private final Map<String, double[]> columns = new LinkedHashMap<>();

    private HandRows(TrainParameters parameters, long... steps) {
        this.parameters = parameters;
        this.steps = steps;
    }

    /// Of the first run of an arm of the quick plan, without images, with a property.
    static HandRows of(Arm arm, Predicate<Item> which, long... steps) {
        Item item = TanakaPlan.of(TanakaGrid.of(Size.QUICK, false)).items().stream()
                .filter(planned -> planned.arm().equals(arm) && which.test(planned))
                .findFirst()
                .orElseThrow();
        return new HandRows(item.parameters(), steps);
    }

    /// @param values one a row
    HandRows with(String column, double... values) {
        if (values.length != steps.length) {
            throw new IllegalArgumentException(column + " has " + values.length + " values for " + steps.length);
        }
        columns.put(column, values);
        return this;
    }

    HandRows with(String group, String quantity, double... values) {
        return with(ChargeRun.column(group, quantity), values);
    }

    ChargeRun run() {
        List<Column> named = columns.keySet().stream()
                .map(name -> new Column(name, "", "", ""))
                .toList();
        List<RunRow> rows = new ArrayList<>();
        for (int row = 0; row < steps.length; row++) {
            int at = row;
            double[] values =
                    columns.values().stream().mapToDouble(column -> column[at]).toArray();
            rows.add(new RunRow(steps[row], row, values));
        }
        return new ChargeRun(parameters, new RunSeries("by hand", named, rows));
    }
}
