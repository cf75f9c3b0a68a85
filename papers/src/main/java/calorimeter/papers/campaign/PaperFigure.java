package calorimeter.papers.campaign;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// A figure as data: panels beside each other above one caption. The numbers are all there is; the page's
/// script and the CSV files are made from them.
///
/// @param id unique on the page, and name of the CSV file
/// @param caption HTML
public record PaperFigure(String id, String title, String caption, List<Panel> panels) {

    public PaperFigure {
        panels = List.copyOf(panels);
    }

    /// One coordinate system.
    public record Panel(String title, Axis x, Axis y, List<Curve> curves, List<Line> lines) {

        public Panel {
            curves = List.copyOf(curves);
            lines = List.copyOf(lines);
        }

        /// Without lines across it.
        public Panel(String title, Axis x, Axis y, List<Curve> curves) {
            this(title, x, y, curves, List.of());
        }
    }

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

    /// How the points of a curve are drawn; the page's script knows these names.
    public enum Style {
        /// joined; a band where points have bounds
        LINE,
        /// each by itself; with error bars where points have bounds
        POINTS,
        /// joined, long dashes, without band: a fit
        FIT
    }

    public record Curve(String name, Style style, List<Point> points) {

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

    /// @param lower end of the interval, or null
    /// @param upper end of the interval, or null
    public record Point(
            double x,
            double y,
            @Nullable Double lower,
            @Nullable Double upper) {}

    /// Collects the points of a curve.
    public static final class Points {

        private final List<Point> points = new ArrayList<>();

        public Points add(double x, double y) {
            points.add(new Point(x, y, null, null));
            return this;
        }

        public Points add(double x, Estimate estimate) {
            return add(x, estimate.value(), estimate);
        }

        /// A value with the interval of an estimate, whose ends may be open.
        public Points add(double x, double y, Estimate estimate) {
            double lower = estimate.interval().lower();
            double upper = estimate.interval().upper();
            points.add(new Point(x, y, Double.isFinite(lower) ? lower : null, Double.isFinite(upper) ? upper : null));
            return this;
        }

        /// Nothing when the estimator declined.
        public Points add(double x, Answer<Estimate> answer) {
            return answer instanceof Answer.Given<Estimate>(Estimate estimate) ? add(x, estimate) : this;
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
    public record Line(boolean vertical, double place, String label) {}

    /// The numbers behind the figure: panel, curve, x, y and the interval's ends; x of a category is its place, and
    /// its name stands beside it.
    String csv() {
        StringBuilder csv = new StringBuilder("panel,curve,category,x,y,lower,upper\n");
        for (Panel panel : panels) {
            for (Curve curve : panel.curves()) {
                for (Point point : curve.points()) {
                    csv.append(String.join(
                                    ",",
                                    cell(panel.title()),
                                    cell(curve.name()),
                                    cell(category(panel.x(), point)),
                                    cell(point.x()),
                                    cell(point.y()),
                                    cell(point.lower()),
                                    cell(point.upper())))
                            .append('\n');
                }
            }
        }
        return csv.toString();
    }

    private static String category(Axis axis, Point point) {
        int place = (int) Math.round(point.x());
        return place >= 0 && place < axis.categories().size()
                ? axis.categories().get(place)
                : "";
    }

    /// One cell of a CSV file; empty for null.
    static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        return text.matches("[^,\"\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
