// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import calorimeter.report.figure.Figure;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Line;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Point;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/// Curves of a sweep: of each group the mean over seeds with Student's 95 % interval, of logarithmic axes the geometric
/// mean (of the logarithms, with their interval). A curve goes on as long as every run of its group is recorded.
/// Beyond, in dashes and without interval, runs that are complete keep their last value; where another run has
/// ended, it stops.
final class GroupCurves {

    /// About 10 MB of JSON.
    private static final int MOST_POINTS = 150_000;

    private static final int FEWEST_OF_A_RUN = 30;
    private static final int FEWEST_OF_A_GROUP = 40;
    private static final MathContext DIGITS = new MathContext(5);

    /// Columns without values below 0; an interval over seeds may reach there.
    private static final Set<String> NOT_NEGATIVE = Set.of(
            "attention.C.read",
            "attention.C",
            "attention.V",
            "attention.S.read",
            "attention.entropy-spread",
            "weights.norm",
            "embedding.fourier");

    private final SweepAxes axes;
    private final List<RunGroup> groups;
    private final long lastStep;
    private final int curvesOfOne;

    /// @param panels how many there are by one clock
    GroupCurves(SweepAxes axes, List<RunGroup> groups, long lastStep, int panels) {
        this.axes = axes;
        this.groups = groups;
        this.lastStep = lastStep;
        curvesOfOne = panels * Clock.values().length;
    }

    /// Runs of each group that are drawn behind its mean.
    int shownOfAGroup() {
        return Math.max(1, MOST_POINTS / (FEWEST_OF_A_RUN * curvesOfOne * groups.size()));
    }

    /// Empty if no run of the slice has anything of it by this clock.
    Optional<PanelFigure> figure(Figure figure, Clock clock, int slice) {
        List<Panel> panels = figure.panels().stream()
                .map(panel -> panel(panel, clock, slice))
                .flatMap(Optional::stream)
                .toList();
        String id = figure.id() + "-" + clock.word() + (axes.slices().size() > 1 ? "-" + slice : "");
        String of = axes.slices().size() > 1 ? ", " + axes.slices().get(slice) : "";
        return panels.isEmpty()
                ? Optional.empty()
                : Optional.of(PanelFigure.of(id, figure.title() + of, figure.caption() + method(), panels));
    }

    private String method() {
        int most = groups.stream().mapToInt(RunGroup::size).max().orElseThrow();
        return " Mean over seeds with Student's 95 % interval, geometric on logarithmic axes, where it is 0 once"
                + " a run of the group has exactly 0. Bands are cut at 0 where the quantity cannot be below. Dashes, without interval: runs that are complete keep their last value."
                + (most > shownOfAGroup()
                        ? " Single runs on request: the first " + shownOfAGroup() + " of a group."
                        : "");
    }

    private Optional<Panel> panel(Figure.Panel panel, Clock clock, int slice) {
        String column = panel.series().getFirst();
        List<Curve> curves = new ArrayList<>();
        for (RunGroup group : groups) {
            if (group.slice() == slice) {
                curves.addAll(curves(group, clock, column, panel.logarithmic()));
            }
        }
        if (curves.stream().allMatch(curve -> curve.points().isEmpty())) {
            return Optional.empty();
        }
        String label = String.valueOf(panel.label());
        Axis y = panel.logarithmic()
                ? Axis.logarithmic(label)
                : label.equals("accuracy")
                        ? Axis.share(label)
                        : new Axis(label, false, List.of(), isCut(column, curves) ? 0.0 : null, null);
        return Optional.of(
                clock.isAligned()
                        ? Panel.of(panel.title(), Axis.linear("decades of steps since " + clock.word()), y, curves)
                                .with(List.of(new Line(true, 0, "")))
                        : Panel.of(panel.title(), Axis.logarithmic("step"), y, curves));
    }

    /// Whether an interval reaches where the quantity cannot be; the axis then begins at 0 and cuts the
    /// band there.
    private static boolean isCut(String column, List<Curve> curves) {
        return NOT_NEGATIVE.contains(column)
                && curves.stream()
                        .flatMap(curve -> curve.points().stream())
                        .map(Point::lower)
                        .anyMatch(lower -> lower != null && lower < 0);
    }

    private List<Curve> curves(RunGroup group, Clock clock, String column, boolean logarithmic) {
        String name = axes.name(group.value());
        List<SweptRun> runs =
                group.runs().stream().filter(run -> run.has(clock, column)).toList();
        double[] places = clock.places(lastStep);
        List<double[]> values = runs.stream()
                .map(run -> scaled(run.curve(clock, column), logarithmic))
                .toList();
        DoubleUnaryOperator back = logarithmic ? value -> Math.pow(10, value) : value -> value;
        List<Curve> curves = new ArrayList<>();
        curves.addAll(means(name, runs, values, places, back));
        int shown = Math.min(runs.size(), shownOfAGroup());
        int stride = stride(places.length, shown * groups.size(), FEWEST_OF_A_RUN);
        for (int i = 0; i < shown && runs.size() > 1; i++) {
            Points points = new Points();
            for (int place = 0; place < places.length; place += stride) {
                double value = values.get(i)[place];
                if (!Double.isNaN(value)) {
                    points.add(rounded(places[place]), rounded(back.applyAsDouble(value)));
                }
            }
            curves.add(points.drawn(runs.get(i).name(), Style.THIN));
        }
        return curves.stream().map(curve -> curve.in(axes.hue(group.value()))).toList();
    }

    /// The mean, and in dashes its continuation.
    private List<Curve> means(
            String name, List<SweptRun> runs, List<double[]> values, double[] places, DoubleUnaryOperator back) {
        Points all = new Points();
        Points held = new Points();
        int stride = stride(places.length, groups.size(), FEWEST_OF_A_GROUP);
        for (int place = 0; place < places.length && !runs.isEmpty(); place += stride) {
            int at = place;
            double[] present = values.stream()
                    .mapToDouble(curve -> curve[at])
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            if (present.length == runs.size()) {
                Point point = point(places[place], present, back);
                all.add(point);
                held = new Points().add(point);
            } else if (present.length > 0 && mayHold(runs, values, place)) {
                double[] kept =
                        values.stream().mapToDouble(curve -> latest(curve, at)).toArray();
                Point point = point(places[place], kept, back);
                held.add(point.x(), point.y());
            }
        }
        Curve mean = all.drawn(name, Style.LINE);
        return held.size() > 1 ? List.of(mean, held.drawn(name, Style.FIT)) : List.of(mean);
    }

    private static boolean mayHold(List<SweptRun> runs, List<double[]> values, int place) {
        for (int i = 0; i < runs.size(); i++) {
            double[] curve = values.get(i);
            if (Double.isNaN(curve[place]) && !runs.get(i).hasEndedBefore(place, curve)) {
                return false;
            }
        }
        return true;
    }

    private static double latest(double[] curve, int place) {
        int at = place;
        while (Double.isNaN(curve[at])) {
            at--;
        }
        return curve[at];
    }

    /// The geometric mean of values of which one is 0 is 0; there is no interval of logarithms then.
    private static Point point(double x, double[] values, DoubleUnaryOperator back) {
        if (Arrays.stream(values).anyMatch(value -> value == Double.NEGATIVE_INFINITY)) {
            return new Point(rounded(x), 0, null, null);
        }
        return Point.mean(rounded(x), values, RunGroup.CONFIDENCE, back.andThen(GroupCurves::rounded));
    }

    /// Every how many places have a point, so that the page stays small.
    private int stride(int places, int curves, int fewest) {
        int wanted = Math.max(fewest, MOST_POINTS / Math.max(1, curves * curvesOfOne));
        return Math.max(1, (places + wanted - 1) / wanted);
    }

    /// Logarithms, that of 0 −∞; NaN where there is none.
    private static double[] scaled(double[] values, boolean logarithmic) {
        if (logarithmic) {
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] >= 0 ? Math.log10(values[i]) : Double.NaN;
            }
        }
        return values;
    }

    static double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : value;
    }
}
