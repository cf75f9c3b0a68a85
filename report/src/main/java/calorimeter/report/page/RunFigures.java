// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;
import calorimeter.report.figure.Figure;
import calorimeter.report.figure.FigurePlan;
import calorimeter.report.figure.Milestone;
import calorimeter.report.figure.ReportedRun;
import calorimeter.report.figure.StepBuckets;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Hue;
import calorimeter.report.page.PanelFigure.Line;
import calorimeter.report.page.PanelFigure.Mark;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The figures of a page about runs as [PanelFigure]s: the same [FigurePlan]s that the page draws, with
/// the numbers of the runs, as files need them. Steps are logarithmic where a reader of the page could
/// choose.
public final class RunFigures {

    private static final String LINEAR = "linear";

    /// A charge below some roundings of single precision is 0; its axis does not magnify them.
    private static final double NOTHING = 16 * 0x1p-24;

    /// Colours beyond the first, which is that of the charge; the dash changes with every prediction.
    private static final List<String> PREDICTORS =
            List.of("continuous", "coherent", "white", "driven", "rmsprop", "released");

    private static final int COLOURS = 7;

    private static final int SLICES = 120;

    private final List<ReportedRun> runs;
    private final double firstStep;
    private final double lastStep;

    private RunFigures(List<ReportedRun> runs) {
        this.runs = runs;
        firstStep = runs.stream()
                .flatMapToLong(run -> Arrays.stream(run.rows().steps()))
                .filter(step -> step > 0)
                .min()
                .orElse(1);
        lastStep = runs.stream()
                .flatMapToLong(run -> Arrays.stream(run.rows().steps()))
                .max()
                .orElse(1);
    }

    /// Figures of one run, or of several side by side; those without anything to draw are left out.
    public static List<PanelFigure> of(List<ReportedRun> runs) {
        RunFigures figures = new RunFigures(runs);
        return FigurePlan.of(runs).stream()
                .filter(FigurePlan::drawn)
                .map(plan -> figures.figure(plan.figure()))
                .toList();
    }

    private boolean isComparison() {
        return runs.size() > 1;
    }

    private PanelFigure figure(Figure figure) {
        List<Panel> panels = figure.panels().stream()
                .filter(panel -> !panel.series().isEmpty())
                .map(panel -> panel(figure, panel))
                .toList();
        String equation = figure.equation() == null ? "" : figure.equation();
        return new PanelFigure(
                figure.id(), figure.title().replaceAll("<[^>]*>", ""), figure.caption(), equation, panels);
    }

    private Panel panel(Figure figure, Figure.Panel panel) {
        return switch (figure.kind()) {
            case LINES -> lines(panel);
            case HEAD_PLANES -> plane(panel);
            // of a panel in which a reader of the page chooses, what it shows at first
            case HEAD_MAPS -> map(panel, panel.series().getFirst());
        };
    }

    private Axis steps(boolean linear) {
        return linear
                ? new Axis("step", false, List.of(), 0.0, lastStep)
                : new Axis("step", true, List.of(), firstStep, Math.max(lastStep, firstStep + 1));
    }

    private Panel lines(Figure.Panel panel) {
        List<Curve> curves = new ArrayList<>();
        List<Curve> peaks = new ArrayList<>();
        for (int place = 0; place < runs.size(); place++) {
            ReportedRun run = runs.get(place);
            for (String key : panel.series()) {
                Optional<Quantity> quantity = quantity(run.series(), key);
                if (quantity.isPresent()) {
                    String own =
                            panel.style() == null ? null : panel.style().names().get(key);
                    String name = isComparison()
                            ? run.label()
                            : own != null ? own : quantity.get().description();
                    curves.add(
                            curve(run, panel, key, name).in(hue(panel, key, isComparison() ? place : curves.size())));
                    if (panel.peaks() != null) {
                        peaks.add(peaks(run, panel.peaks(), place));
                    }
                }
            }
        }
        Axis y = heights(panel, curves, unit(panel));
        curves.addAll(peaks);
        return Panel.of(panel.title(), steps(LINEAR.equals(panel.steps())), y, curves)
                .with(events());
    }

    private static Optional<Quantity> quantity(List<Quantity> quantities, String key) {
        return quantities.stream()
                .filter(quantity -> quantity.name().equals(key))
                .findFirst();
    }

    private String unit(Figure.Panel panel) {
        return runs.stream()
                .flatMap(run -> panel.series().stream().flatMap(key -> quantity(run.series(), key).stream()))
                .map(RunFigures::unit)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String unit(Quantity quantity) {
        return Text.unit(quantity).isEmpty() ? "dimensionless" : quantity.unit();
    }

    private static Curve curve(ReportedRun run, Figure.Panel panel, String key, String name) {
        StepBuckets buckets = StepBuckets.embedded(run.rows().steps());
        double[] values = buckets.extremes(run.rows().column(key));
        long[] steps = buckets.ends();
        Points points = new Points();
        for (int row = 0; row < steps.length; row++) {
            points.add((double) steps[row], panel.absolute() ? Math.abs(values[row]) : values[row]);
        }
        boolean predictions = panel.style() != null && panel.style().predictions();
        return points.drawn(name, predictions && predictor(key).equals("charge") ? Style.WIDE : Style.LINE);
    }

    private static String predictor(String key) {
        String quantity = key.replaceFirst("\\.deviation$", "");
        return quantity.substring(quantity.lastIndexOf('.') + 1);
    }

    /// Predictions of a charge have the same colour and dash in all panels.
    private static Hue hue(Figure.Panel panel, String key, int index) {
        if (panel.style() == null || !panel.style().predictions()) {
            return new Hue(index, COLOURS, false);
        }
        int place = PREDICTORS.indexOf(predictor(key));
        return switch (predictor(key)) {
            case "charge" -> new Hue(0, COLOURS, false);
            case "exact" -> new Hue(COLOURS - 1, COLOURS, false);
            default -> new Hue(1 + place % 5 + COLOURS * (1 + place % 2), COLOURS, false);
        };
    }

    private static Axis heights(Figure.Panel panel, List<Curve> curves, String unit) {
        String label = panel.label() + " (" + unit + ")";
        if (panel.logarithmic()) {
            return Axis.logarithmic(label);
        }
        if (unit.equals("fraction")) {
            return Axis.share(label);
        }
        double[] values = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(PanelFigure.Point::y)
                .filter(Double::isFinite)
                .toArray();
        boolean charge = panel.style() != null && panel.style().charge();
        if (charge && Arrays.stream(values).allMatch(value -> Math.abs(value) <= NOTHING)) {
            return new Axis(label, false, List.of(), -NOTHING, NOTHING);
        }
        boolean positive = Arrays.stream(values).allMatch(value -> value >= 0);
        boolean negative = Arrays.stream(values).allMatch(value -> value <= 0);
        return new Axis(
                label, false, List.of(), panel.zero() && positive ? 0.0 : null, panel.zero() && negative ? 0.0 : null);
    }

    private Curve peaks(ReportedRun run, String key, int place) {
        Points points = new Points();
        for (Peak peak : run.peaks().getOrDefault(key, List.of())) {
            points.add(Place.ofLogTime(peak.time(), peak.timeError()).step(), peak.height());
        }
        Curve peaks = points.drawn("peaks", Style.PEAK);
        return isComparison() ? peaks.in(new Hue(place, COLOURS, false)) : peaks;
    }

    /// Of one run all milestones, named where the table has them; of several where each generalised.
    private List<Line> events() {
        List<Line> lines = new ArrayList<>();
        for (int place = 0; place < runs.size(); place++) {
            Milestone last = runs.get(place).milestones().getLast();
            for (Milestone milestone : runs.get(place).milestones()) {
                boolean generalised = milestone.name().equals(Milestone.GENERALISATION);
                boolean shown = !isComparison() || milestone.equals(last);
                if (milestone.step().isPresent() && shown) {
                    double step = (double) milestone.step().getAsLong();
                    boolean faint = generalised && !milestone.equals(last);
                    String word = isComparison() || faint ? "" : generalised ? "generalised" : "memorised";
                    Hue hue = isComparison() ? new Hue(place, COLOURS, false) : null;
                    lines.add(new Line(true, step, word, faint, hue));
                }
            }
        }
        return lines;
    }

    private Panel map(Figure.Panel panel, String key) {
        ReportedRun run = runs.getFirst();
        Quantity quantity = quantity(run.headSeries(), key).orElseThrow();
        StepBuckets buckets = StepBuckets.of(run.rows().steps(), SLICES);
        List<Curve> rows = new ArrayList<>();
        for (int layer = 0; layer < run.layers(); layer++) {
            for (int head = 0; head < run.heads(); head++) {
                double[] means = buckets.means(run.rows().column(ReportedRun.head(quantity, layer, head)));
                Points points = new Points();
                for (int slice = 0; slice < buckets.size(); slice++) {
                    points.add(edge(buckets, slice), means[slice]);
                }
                rows.add(points.drawn(layer + "." + head, Style.POINTS));
            }
        }
        String title =
                panel.series().size() == 1 ? panel.title() : capitalised(quantity.description()) + " of each head";
        Axis value = Axis.linear(quantity.symbol() + " (" + unit(quantity) + ")");
        return Panel.map(title, steps(LINEAR.equals(panel.steps())), value, rows)
                .with(events());
    }

    /// A slice reaches half-way to its neighbours.
    private static double edge(StepBuckets buckets, int slice) {
        return slice == 0 ? buckets.first(0) : (buckets.last(slice - 1) + buckets.first(slice)) / 2.0;
    }

    private static String capitalised(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /// A group of points for each layer of the only run, or for each run.
    private Panel plane(Figure.Panel panel) {
        List<Curve> groups = new ArrayList<>();
        List<Mark> names = new ArrayList<>();
        for (ReportedRun run : runs) {
            List<Quantity> both = panel.series().stream()
                    .flatMap(key -> quantity(run.headSeries(), key).stream())
                    .toList();
            Points ofRun = new Points();
            for (int layer = 0; layer < run.layers() && both.size() == 2; layer++) {
                Points points = isComparison() ? ofRun : new Points();
                for (int head = 0; head < run.heads(); head++) {
                    double x = last(run, both.get(0), layer, head);
                    double y = last(run, both.get(1), layer, head);
                    if (Double.isFinite(x) && Double.isFinite(y)) {
                        points.add(x, y);
                        names.add(new Mark(x, y, layer + "." + head));
                    }
                }
                if (!isComparison()) {
                    groups.add(points.drawn("layer " + layer, Style.POINTS));
                }
            }
            if (isComparison()) {
                groups.add(ofRun.drawn(run.label(), Style.POINTS));
            }
        }
        List<Axis> axes = panel.series().stream()
                .map(key -> runs.stream()
                        .flatMap(run -> quantity(run.headSeries(), key).stream())
                        .findFirst()
                        .orElseThrow())
                .map(quantity -> Axis.linear(quantity.symbol() + " (" + unit(quantity) + ")"))
                .toList();
        Panel drawn = Panel.of(panel.title(), axes.get(0), axes.get(1), groups);
        return isComparison() ? drawn : drawn.marked(names);
    }

    /// The latest finite value, or NaN.
    private static double last(ReportedRun run, Quantity quantity, int layer, int head) {
        return Arrays.stream(run.rows().column(ReportedRun.head(quantity, layer, head)))
                .filter(Double::isFinite)
                .reduce((earlier, later) -> later)
                .orElse(Double.NaN);
    }
}
