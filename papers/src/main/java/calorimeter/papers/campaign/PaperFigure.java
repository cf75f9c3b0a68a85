package calorimeter.papers.campaign;

import calorimeter.statistics.estimate.Estimate;
import java.util.List;
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

        public Axis {
            categories = List.copyOf(categories);
        }

        static Axis linear(String label) {
            return new Axis(label, false, List.of(), null, null);
        }

        static Axis logarithmic(String label) {
            return new Axis(label, true, List.of(), null, null);
        }

        static Axis share(String label) {
            return new Axis(label, false, List.of(), 0.0, 1.0);
        }

        static Axis categories(String label, List<String> names) {
            return new Axis(label, false, names, null, null);
        }
    }

    /// How the points of a curve are drawn.
    public enum Style {
        /// joined; a band where points have bounds
        LINE,
        /// each by itself; with error bars where points have bounds
        POINTS,
        /// joined, long dashes, without band: a fit
        FIT
    }

    public record Curve(String name, Style style, List<Point> points) {

        public Curve {
            points = List.copyOf(points);
        }
    }

    /// @param lower end of the interval, or null
    /// @param upper end of the interval, or null
    public record Point(
            double x,
            double y,
            @Nullable Double lower,
            @Nullable Double upper) {

        static Point of(double x, double y) {
            return new Point(x, y, null, null);
        }

        static Point of(double x, double y, double lower, double upper) {
            return new Point(x, y, Double.isFinite(lower) ? lower : null, Double.isFinite(upper) ? upper : null);
        }

        static Point of(double x, Estimate estimate) {
            return of(
                    x,
                    estimate.value(),
                    estimate.interval().lower(),
                    estimate.interval().upper());
        }
    }

    /// A straight line across the panel, with a word.
    ///
    /// @param vertical at x = place, else at y = place
    public record Line(boolean vertical, double place, String label) {}
}
