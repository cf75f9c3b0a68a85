// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where C and V peak, and how long before generalisation.
final class PeakFigures {

    private static final List<String> KEYS = List.of("C", "V");

    private PeakFigures() {}

    /// Empty if no run has a peak.
    static Optional<PanelFigure> figure(SweepAxes axes, List<RunGroup> groups) {
        OutcomeFigures frame = new OutcomeFigures(axes, groups);
        List<Panel> panels = new ArrayList<>();
        for (String key : KEYS) {
            frame.means(
                            "Place of the peak of " + key,
                            Axis.logarithmic("step"),
                            run -> run.peak(key),
                            time -> Math.max(1, LogTime.toStep(time)))
                    .ifPresent(panels::add);
            frame.means(
                            "Lead of the peak of " + key,
                            Axis.linear("decades before generalisation"),
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
}
