// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A figure as data: panels of curves beside each other above one caption. The page's script and the CSV
/// files are made from it.
///
/// @param id unique on the page, and name of the CSV file
/// @param title plain text
/// @param caption HTML
/// @param equation HTML, each equation in a `span`; empty for none
public record PanelFigure(
        String id,
        String title,
        String caption,
        @JsonInclude(Include.NON_EMPTY) String equation,
        List<Panel> panels) {

    /// Columns of [#rows].
    public static final List<String> COLUMNS = List.of("panel", "curve", "category", "x", "y", "lower", "upper");

    public PanelFigure {
        panels = List.copyOf(panels);
    }

    /// A figure without equation.
    public static PanelFigure of(String id, String title, String caption, List<Panel> panels) {
        return new PanelFigure(id, title, caption, "", panels);
    }

    /// One coordinate system.
    ///
    /// @param lines straight ones across it
    /// @param marks labelled places
    /// @param corners of a triangle whose places are distributions over three levels, by [Point#of]: what
    ///     those concentrated on one level are called; empty for any other panel
    /// @param map whether it is a heat map: a row for each curve, a column for each category, y as
    ///     colour; on an axis of numbers a cell reaches from its x to that of the next, the last to the
    ///     axis's end
    public record Panel(
            String title,
            Axis x,
            Axis y,
            List<Curve> curves,
            List<Line> lines,
            @JsonInclude(Include.NON_EMPTY) List<Mark> marks,
            @JsonInclude(Include.NON_EMPTY) List<String> corners,
            @JsonInclude(Include.NON_DEFAULT) boolean map) {

        public Panel {
            curves = List.copyOf(curves);
            lines = List.copyOf(lines);
        }

        public static Panel of(String title, Axis x, Axis y, List<Curve> curves) {
            return new Panel(title, x, y, curves, List.of(), List.of(), List.of(), false);
        }

        /// A heat map.
        ///
        /// @param columns categories
        /// @param value what the colour means
        /// @param rows each named after what its row stands for
        public static Panel map(String title, Axis columns, Axis value, List<Curve> rows) {
            return new Panel(title, columns, value, rows, List.of(), List.of(), List.of(), true);
        }

        /// Paths of distributions over three levels.
        public static Panel triangle(String title, List<String> corners, List<Curve> curves) {
            Axis right = Axis.linear("p₂ + p₃/2");
            Axis up = Axis.linear("√3 p₃/2");
            return new Panel(title, right, up, curves, List.of(), List.of(), corners, false);
        }

        public Panel with(List<Line> across) {
            return new Panel(title, x, y, curves, across, marks, corners, map);
        }

        public Panel marked(List<Mark> places) {
            return new Panel(title, x, y, curves, lines, places, corners, map);
        }
    }

    /// @param label with its unit in parentheses
    /// @param categories names of the places 0, 1, … ; empty for numbers
    /// @param low where the axis begins, or null
    /// @param high where it ends, or null
    public record Axis(
            String label,
            boolean logarithmic,
            List<String> categories,
            @Nullable Double low,
            @Nullable Double high) {

        public static Axis linear(String label) {
            return new Axis(label, false, List.of(), null, null);
        }

        public static Axis logarithmic(String label) {
            return new Axis(label, true, List.of(), null, null);
        }

        public static Axis share(String label) {
            return new Axis(label, false, List.of(), 0.0, 1.0);
        }

        public static Axis categories(String label, List<String> names) {
            return new Axis(label, false, List.copyOf(names), null, null);
        }
    }

    /// How the points of a curve are drawn; the scripts of pages know these names.
    public enum Style {
        /// joined; a band where points have bounds
        LINE,
        /// each by itself; with error bars where points have bounds
        POINTS,
        /// joined, each marked: a curve without meaning between its points
        PLACES,
        /// joined, long dashes, without band: a fit
        FIT,
        /// joined, thin and pale, on request alone: a single run behind the curve of its group
        THIN,
        /// each by itself, an open triangle that points up: the value is greater
        BOUND,
        /// joined, wide and pale: what other curves are compared with
        WIDE,
        /// each by itself, a filled triangle that points down at the value; the highest tells its x
        PEAK
    }

    /// @param name curves of one panel with equal names are pieces of one
    /// @param hue null for the colour that its place among the curves gives it
    public record Curve(
            String name,
            Style style,
            List<Point> points,
            @JsonInclude(Include.NON_NULL) @Nullable Hue hue) {

        public Curve(String name, Style style, List<Point> points) {
            this(name, style, points, null);
        }

        public Curve in(Hue colour) {
            return new Curve(name, style, points, colour);
        }

        /// A fitted law at places evenly spaced in ln x.
        ///
        /// @param law y of ln x
        public static Curve fit(String name, double from, double to, int cells, DoubleUnaryOperator law) {
            double low = Math.log(from);
            double high = Math.log(to);
            Points points = new Points();
            for (int i = 0; i <= cells; i++) {
                double logarithm = low + (high - low) * i / cells;
                points.add(Math.exp(logarithm), law.applyAsDouble(logarithm));
            }
            return points.drawn(name, Style.FIT);
        }
    }

    /// A colour out of a scale.
    ///
    /// @param place 0, 1, …, of the curve's group
    /// @param of how many groups there are
    /// @param sequential whether the groups are ordered, as colours of viridis are; else they are told
    ///     apart only
    public record Hue(int place, int of, boolean sequential) {}

    /// @param lower end of the interval, or null
    /// @param upper end of the interval, or null
    @JsonInclude(Include.NON_NULL)
    public record Point(
            double x,
            double y,
            @Nullable Double lower,
            @Nullable Double upper) {

        /// A distribution over three levels in the triangle with corners (0, 0), (1, 0), (½, √3/2).
        public static Point of(double[] p) {
            return new Point(p[1] + 0.5 * p[2], 0.5 * Math.sqrt(3) * p[2], null, null);
        }

        /// Mean with Student's interval; without bounds where that has none, which is for one value or equal ones.
        ///
        /// @param values at least one
        /// @param shown y of a value, rising
        public static Point mean(double x, double[] values, double confidence, DoubleUnaryOperator shown) {
            return switch (Mean.of(values, confidence)) {
                case Answer.Given<Estimate>(Estimate mean) ->
                    new Point(
                            x,
                            shown.applyAsDouble(mean.value()),
                            shown.applyAsDouble(mean.interval().lower()),
                            shown.applyAsDouble(mean.interval().upper()));
                case Answer.Declined<Estimate> constant -> new Point(x, shown.applyAsDouble(values[0]), null, null);
            };
        }

        public Mark marked(String label) {
            return new Mark(x, y, label);
        }
    }

    /// Collects the points of a curve.
    public static final class Points {

        private final List<Point> points = new ArrayList<>();

        public Points add(Point point) {
            points.add(point);
            return this;
        }

        public Points add(double x, double y) {
            return add(new Point(x, y, null, null));
        }

        /// Several values at one place.
        public void addAll(double x, double... values) {
            for (double y : values) {
                add(x, y);
            }
        }

        /// A value with the interval of an estimate, whose ends may be open.
        public Points add(double x, double y, Estimate estimate) {
            double lower = estimate.interval().lower();
            double upper = estimate.interval().upper();
            return add(new Point(x, y, Double.isFinite(lower) ? lower : null, Double.isFinite(upper) ? upper : null));
        }

        public Points add(double x, Estimate estimate) {
            return add(x, estimate.value(), estimate);
        }

        /// Nothing when the estimator declined.
        public Points add(double x, Answer<Estimate> answer) {
            return answer instanceof Answer.Given<Estimate>(Estimate estimate) ? add(x, estimate) : this;
        }

        /// [Point#mean] of the values as they are.
        public Points addMean(double x, double[] values, double confidence) {
            return add(Point.mean(x, values, confidence, value -> value));
        }

        public int size() {
            return points.size();
        }

        public Curve drawn(String name, Style style) {
            return new Curve(name, style, List.copyOf(points));
        }
    }

    /// A straight line across the panel, with a word.
    ///
    /// @param vertical at x = place, else at y = place
    /// @param faint whether others matter more
    /// @param hue null for the colour of text
    public record Line(
            boolean vertical,
            double place,
            String label,
            @JsonInclude(Include.NON_DEFAULT) boolean faint,
            @JsonInclude(Include.NON_NULL) @Nullable Hue hue) {

        public Line(boolean vertical, double place, String label) {
            this(vertical, place, label, false, null);
        }
    }

    /// A labelled place.
    public record Mark(double x, double y, String label) {}

    /// The numbers behind the figure, under [#COLUMNS]; x of a category is its place, and its name stands
    /// beside it.
    public Stream<List<?>> rows() {
        return panels.stream()
                .flatMap(panel -> panel.curves().stream()
                        .flatMap(curve -> curve.points().stream().map(point -> row(panel, curve, point))));
    }

    private static List<?> row(Panel panel, Curve curve, Point point) {
        List<String> categories = panel.x().categories();
        int place = (int) Math.round(point.x());
        String category = place >= 0 && place < categories.size() ? categories.get(place) : "";
        return Arrays.asList(panel.title(), curve.name(), category, point.x(), point.y(), point.lower(), point.upper());
    }
}
