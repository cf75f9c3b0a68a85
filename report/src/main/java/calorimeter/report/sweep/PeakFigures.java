// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Point;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/// Where C and V peak, and how long before generalisation.
final class PeakFigures {

    private static final List<String> KEYS = List.of("C", "V");

    private PeakFigures() {}

    /// Empty if no run has a peak.
    static Optional<PanelFigure> figure(SweepAxes axes, List<RunGroup> groups) {
        OutcomeFigures frame = new OutcomeFigures(axes, groups);
        List<Panel> panels = new ArrayList<>();
        for (String key : KEYS) {
            panel(
                            "Place of the peak of " + key,
                            Axis.logarithmic("step"),
                            frame,
                            axes,
                            run -> run.peak(key),
                            time -> Math.max(1, LogTime.toStep(time)))
                    .ifPresent(panels::add);
            panel(
                            "Lead of the peak of " + key,
                            Axis.linear("decades before generalisation"),
                            frame,
                            axes,
                            run -> run.lead(key),
                            lead -> lead)
                    .ifPresent(panels::add);
        }
        return panels.isEmpty()
                ? Optional.empty()
                : Optional.of(PanelFigure.of(
                        "peaks",
                        "Peaks" + frame.against(),
                        "Of each run the highest peak before generalisation, or of the whole run where there is none;"
                                + " a lead is the log time from it to generalisation, so it cannot be negative. Means over"
                                + " seeds, on log time, with Student's 95 % interval." + frame.beside(),
                        panels));
    }

    private static Optional<Panel> panel(
            String title,
            Axis y,
            OutcomeFigures frame,
            SweepAxes axes,
            Function<SweptRun, OptionalDouble> number,
            DoubleUnaryOperator shown) {
        List<Curve> curves = new ArrayList<>();
        curves.addAll(frame.sliced("single runs", Style.POINTS, (group, all) -> {
            for (double value : group.numbers(number)) {
                all.add(axes.place(group), shown.applyAsDouble(value));
            }
        }));
        boolean any = curves.stream().anyMatch(curve -> !curve.points().isEmpty());
        curves.addAll(frame.sliced("mean", Style.POINTS, (group, all) -> {
            double[] values = group.numbers(number);
            if (values.length > 1) {
                all.add(Point.mean(axes.place(group), values, RunGroup.CONFIDENCE, shown));
            }
        }));
        return any ? Optional.of(Panel.of(title, axes.x(), y, curves)) : Optional.empty();
    }
}
