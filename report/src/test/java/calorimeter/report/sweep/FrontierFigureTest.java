// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.lab.observable.Quantity;
import calorimeter.report.figure.MadeRun;
import calorimeter.report.figure.Quantities;
import calorimeter.report.figure.ReportedRun;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontierFigureTest {

    private static ReportedRun run(String bound, long seed, double accuracy, double norm, double multiplier) {
        long[] steps = {0, 100};
        return MadeRun.of(bound + " seed " + seed, "nanda", seed, steps)
                .settings(bound, "constraint=train.loss >= 0; weights.norm <= bound")
                .series(Quantities.of("test.accuracy"), new double[] {0, accuracy})
                .series(new Quantity("constraint1.value", "q", "made up"), new double[] {7, 7})
                .series(new Quantity("constraint1.multiplier", "q", "made up"), new double[] {7, 7})
                .series(new Quantity("constraint2.value", "q", "made up"), new double[] {0, norm})
                .series(new Quantity("constraint2.multiplier", "q", "made up"), new double[] {0, multiplier})
                .build();
    }

    private static List<PanelFigure> figure(ReportedRun... runs) {
        List<SweptRun> swept = MadeSweep.swept(100, runs);
        SweepAxes axes = MadeSweep.axes(swept);
        return FrontierFigure.of(axes, axes.groups(swept)).stream().toList();
    }

    /// Of two constraints, the one that names its bound; at the end; means with intervals.
    @Test
    void accuracyValueAndMultiplierAgainstTheBound() {
        List<Panel> panels = figure(
                        run("constraint-bound=5.0", 0, 0.6, 5, 0.3),
                        run("constraint-bound=5.0", 1, 0.8, 5, 0.5),
                        run("constraint-bound=9.0", 0, 1, 8, 0),
                        run("constraint-bound=9.0", 1, 1, 8, 0))
                .getFirst()
                .panels();

        assertThat(panels).extracting(Panel::title).containsExactly("Test accuracy", "What is bounded", "Multiplier");
        List<Point> means = panels.get(0).curves().getLast().points();
        assertThat(means.get(0).x()).isEqualTo(5);
        assertThat(means.get(0).y()).isCloseTo(0.7, within(1e-12));
        // Student's t of one degree of freedom times .1
        assertThat(means.get(0).upper()).isCloseTo(0.7 + 12.7062 * 0.1, within(1e-5));
        assertThat(panels.get(1).curves().getLast().points())
                .extracting(Point::y)
                .containsExactly(5.0, 8.0);
        assertThat(panels.get(2).curves().getLast().points().get(0).y()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void anotherAxisHasNoFrontier() {
        assertThat(figure(MadeSweep.constant("p=7", 0, 1, 0, 100), MadeSweep.constant("p=11", 0, 1, 0, 100)))
                .isEmpty();
    }
}
