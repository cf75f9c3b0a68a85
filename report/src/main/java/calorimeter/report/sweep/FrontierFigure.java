// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import calorimeter.lab.run.Setting;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Panel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a constraint costs: accuracy, and the constraint itself, against its bound.
final class FrontierFigure {

    private FrontierFigure() {}

    /// Empty if the axis is no constraint's bound.
    static Optional<PanelFigure> of(SweepAxes axes, List<RunGroup> groups) {
        if (!axes.axis().equals(Setting.CONSTRAINT_BOUND.key())) {
            return Optional.empty();
        }
        OutcomeFigures frame = new OutcomeFigures(axes, groups);
        List<Panel> panels = Stream.of(
                        end(frame, "Train accuracy", "accuracy", "train.accuracy"),
                        end(frame, "Test accuracy", "accuracy", "test.accuracy"),
                        frame.means("What is bounded", Axis.linear("q"), SweptRun::bounded, q -> q),
                        frame.means("Multiplier", Axis.linear("λ"), SweptRun::multiplier, multiplier -> multiplier))
                .flatMap(Optional::stream)
                .toList();
        return Optional.of(PanelFigure.of(
                "frontier",
                "What the constraint costs",
                "The last row of each run. Means over seeds with Student's 95 % interval." + frame.beside(),
                panels));
    }

    private static Optional<Panel> end(OutcomeFigures frame, String title, String label, String column) {
        return frame.means(title, Axis.linear(label), run -> run.end(column), value -> value);
    }
}
