// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import calorimeter.report.figure.Milestone;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Point;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;

/// What became of the groups, against the axis and as a heat map.
final class OutcomeFigures {

    private static final String SHARE = "Share that generalised";

    private final SweepAxes axes;
    private final List<RunGroup> groups;

    OutcomeFigures(SweepAxes axes, List<RunGroup> groups) {
        this.axes = axes;
        this.groups = groups;
    }

    PanelFigure outcome() {
        return PanelFigure.of(
                "outcome",
                "Outcome" + against(),
                "Medians of Kaplan and Meier with the 95 % interval of Brookmeyer and Crowley. Open triangles mark runs"
                        + " that are censored: without the event by the end of the run, there; undecided, where they"
                        + " reached the level that they did not keep for long enough to count. There is no median where more than half"
                        + " of a group have not had the event; an end that the data do not bound reaches to the edge."
                        + " Shares have the exact interval of Clopper and Pearson." + beside(),
                List.of(
                        steps("Steps to generalise", SweptRun::generalisation),
                        steps("Steps to memorise", SweptRun::memorisation),
                        Panel.of(
                                SHARE,
                                axes.x(),
                                Axis.share("share of runs"),
                                sliced(
                                        "share",
                                        Style.POINTS,
                                        (group, all) -> all.add(axes.place(group), group.share())))));
    }

    /// Where there are two axes or more; a row for each slice.
    PanelFigure map() {
        String condition = groups.getFirst().runs().getFirst().generalisation().observable() + " ≥ "
                + groups.getFirst().runs().getFirst().generalisation().level();
        return PanelFigure.of(
                "map",
                "Outcome against both axes",
                "Share of runs that generalised (" + condition
                        + "), and the Kaplan–Meier median of the step at which they"
                        + " did. A dash: no runs, or more than half have not generalised.",
                List.of(
                        Panel.map(
                                SHARE,
                                axes.categories(),
                                Axis.share("share"),
                                rows((group, points) -> points.add(group.value(), group.share()))),
                        Panel.map(
                                "Median step of generalisation",
                                axes.categories(),
                                Axis.logarithmic("step"),
                                rows((group, points) ->
                                        points.add(group.value(), group.median(SweptRun::generalisation))))));
    }

    private List<Curve> rows(BiConsumer<RunGroup, Points> add) {
        return IntStream.range(0, axes.slices().size())
                .mapToObj(slice -> curve(slice, axes.slices().get(slice), Style.POINTS, add))
                .toList();
    }

    String against() {
        return axes.axis().isEmpty() ? "" : " against " + axes.axis();
    }

    /// How slices are drawn, for captions.
    String beside() {
        return axes.slices().size() > 1 ? " Slices of one " + axes.axis() + " stand beside each other." : "";
    }

    private Panel steps(String title, Function<SweptRun, Milestone> milestone) {
        List<Curve> curves = new ArrayList<>();
        curves.addAll(sliced(
                "single runs",
                Style.POINTS,
                (group, all) -> group.runs()
                        .forEach(run -> milestone
                                .apply(run)
                                .step()
                                .ifPresent(step -> all.add(axes.place(group), (double) Math.max(1, step))))));
        curves.addAll(censored("not by the end of the run", milestone, false));
        curves.addAll(censored("undecided", milestone, true));
        curves.addAll(sliced("median", Style.POINTS, (group, all) -> {
            if (group.median(milestone) instanceof Answer.Given<Estimate>(Estimate median)) {
                all.add(axes.place(group), Math.max(1, median.value()), median);
            }
        }));
        return Panel.of(title, axes.x(), Axis.logarithmic("step"), curves);
    }

    /// Single runs and the mean over seeds, with Student's interval; empty if no run has the number.
    Optional<Panel> means(String title, Axis y, Function<SweptRun, OptionalDouble> number, DoubleUnaryOperator shown) {
        List<Curve> curves = new ArrayList<>();
        curves.addAll(sliced("single runs", Style.POINTS, (group, all) -> {
            for (double value : group.numbers(number)) {
                all.add(axes.place(group), shown.applyAsDouble(value));
            }
        }));
        boolean any = curves.stream().anyMatch(curve -> !curve.points().isEmpty());
        curves.addAll(sliced("mean", Style.POINTS, (group, all) -> {
            double[] values = group.numbers(number);
            if (values.length > 1) {
                all.add(Point.mean(axes.place(group), values, RunGroup.CONFIDENCE, shown));
            }
        }));
        return any ? Optional.of(Panel.of(title, axes.x(), y, curves)) : Optional.empty();
    }

    private List<Curve> censored(String name, Function<SweptRun, Milestone> milestone, boolean undecided) {
        return sliced(
                name,
                Style.BOUND,
                (group, all) -> group.runs().stream()
                        .map(milestone)
                        .filter(one -> one.step().isEmpty() && one.isUndecided() == undecided)
                        .forEach(one -> all.add(
                                axes.place(group), Math.max(1, one.onset().knownAbsentUntil()))));
    }

    /// A curve for each slice, all of one style; named after its slice if there are several.
    List<Curve> sliced(String name, Style style, BiConsumer<RunGroup, Points> add) {
        if (axes.slices().size() == 1) {
            Curve curve = curve(0, name, style, add);
            return curve.points().isEmpty() ? List.of() : List.of(curve);
        }
        return IntStream.range(0, axes.slices().size())
                .mapToObj(slice ->
                        curve(slice, axes.slices().get(slice), style, add).in(axes.sliceHue(slice)))
                .toList();
    }

    private Curve curve(int slice, String name, Style style, BiConsumer<RunGroup, Points> add) {
        Points points = new Points();
        groups.stream().filter(group -> group.slice() == slice).forEach(group -> add.accept(group, points));
        return points.drawn(name, style);
    }
}
