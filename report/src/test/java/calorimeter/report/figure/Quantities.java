// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import calorimeter.lab.observable.HeadAverage;
import calorimeter.lab.observable.Quantity;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.run.TrainExperiment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The quantities that a run of `nanda` records, for made-up runs.
public final class Quantities {

    private static final List<Quantity> OF_RUNS = TrainExperiment.quantities(TinyRuns.parameters(Presets.NANDA));

    private Quantities() {}

    public static Quantity of(String name) {
        return Stream.concat(
                        OF_RUNS.stream(), Arrays.stream(HeadAverage.values()).map(average -> average.ofHeads("")))
                .filter(quantity -> quantity.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Those that are not of a single head.
    static List<Quantity> ofWholeRuns() {
        return OF_RUNS.stream()
                .filter(quantity -> !quantity.name().contains(".head"))
                .toList();
    }
}
