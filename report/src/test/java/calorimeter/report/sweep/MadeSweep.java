// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import calorimeter.report.figure.Figure;
import calorimeter.report.figure.MadeRun;
import calorimeter.report.figure.Quantities;
import calorimeter.report.figure.ReportedRun;
import java.util.Arrays;
import java.util.List;

/// Made-up runs of a sweep.
final class MadeSweep {

    private MadeSweep() {}

    static MadeRun run(String setting, long seed, long... steps) {
        return MadeRun.of(setting + " seed " + seed, "nanda", seed, steps).settings(setting);
    }

    /// With one value of test loss throughout.
    static ReportedRun constant(String setting, long seed, double loss, long... steps) {
        double[] values = new double[steps.length];
        Arrays.fill(values, loss);
        return run(setting, seed, steps)
                .series(Quantities.of("test.loss"), values)
                .series(Quantities.of("test.accuracy"), values)
                .build();
    }

    static List<SweptRun> swept(long last, ReportedRun... runs) {
        List<String> columns = Figure.ofSweeps().stream()
                .flatMap(figure -> figure.panels().stream())
                .flatMap(panel -> panel.series().stream())
                .toList();
        return Arrays.stream(runs).map(run -> SweptRun.of(run, columns, last)).toList();
    }

    static SweepAxes axes(List<SweptRun> runs) {
        return SweepAxes.of(runs.stream().map(SweptRun::parameters).toList(), null);
    }
}
