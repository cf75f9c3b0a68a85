// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.statistics.series.SampledSeries;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What all figures of [TanakaReproduction] share: columns of charges as points, and leaving out what has no evidence.
final class ChargePanels {

    static final Axis STEPS = Axis.logarithmic("step");

    private static final String FILTERS = ".filters.charge";

    private ChargePanels() {}

    /// The run of the lowest seed among those of an arm.
    static Optional<RunEvidence> first(Evidence evidence, Arm arm, Predicate<RunEvidence> which) {
        return evidence.runs(arm).stream().filter(which).min(Comparator.comparingLong(RunEvidence::seed));
    }

    /// Names of the groups of filters, layer by layer.
    static List<String> filters(RunEvidence run) {
        return run.allSeries().keySet().stream()
                .filter(column -> column.startsWith("noether.") && column.endsWith(FILTERS))
                .map(column -> column.substring("noether.".length(), column.lastIndexOf('.')))
                .toList();
    }

    /// Empty where it is not recorded.
    static double[] values(RunEvidence run, String group, String quantity) {
        String column = ChargeRun.column(group, quantity);
        return run.records(column) ? run.series(column).values() : new double[0];
    }

    /// A quantity over steps; no points where it is not recorded.
    static Points over(RunEvidence run, String column) {
        Points points = new Points();
        if (run.records(column)) {
            SampledSeries series = run.series(column);
            for (int row = 0; row < series.size(); row++) {
                points.add(series.position(row), series.value(row));
            }
        }
        return points;
    }

    static Points over(RunEvidence run, String group, String quantity) {
        return over(run, ChargeRun.column(group, quantity));
    }

    /// Without exponent and without a trailing ".0".
    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /// Without points that have no place on a logarithmic axis, and without curves that have no points.
    static Panel panel(String title, Axis x, Axis y, List<Curve> curves) {
        return Panel.of(
                title,
                x,
                y,
                curves.stream()
                        .map(curve -> new Curve(
                                curve.name(),
                                curve.style(),
                                curve.points().stream()
                                        .filter(point -> hasPlace(x, point.x()) && hasPlace(y, point.y()))
                                        .toList()))
                        .filter(curve -> !curve.points().isEmpty())
                        .toList());
    }

    private static boolean hasPlace(Axis axis, double value) {
        return Double.isFinite(value) && (!axis.logarithmic() || value > 0);
    }

    /// Without panels that have no curves; empty when none has.
    static Optional<PanelFigure> figure(String id, String title, String caption, String equation, List<Panel> panels) {
        List<Panel> drawn =
                panels.stream().filter(panel -> !panel.curves().isEmpty()).toList();
        return drawn.isEmpty() ? Optional.empty() : Optional.of(new PanelFigure(id, title, caption, equation, drawn));
    }
}
