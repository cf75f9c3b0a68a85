package calorimeter.report.theory;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/// One figure of the page as data: panels beside each other above one caption.
///
/// @param id       unique on the page
/// @param caption  HTML
/// @param equation HTML, each equation in a `span`
public record TheoryFigure(String id, String title, String caption, String equation, List<Panel> panels) {

    /// What the script tells apart by `kind`.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Lines.class, name = "lines"),
        @JsonSubTypes.Type(value = Simplex.class, name = "simplex")
    })
    public sealed interface Panel permits Lines, Simplex {
        String title();
    }

    /// Curves over two axes.
    public record Lines(String title, Axis x, Axis y, List<Curve> curves, List<Mark> marks) implements Panel {}

    /// Paths of distributions over three levels, drawn in the triangle of all of them.
    ///
    /// @param corners what the distributions concentrated on one level are called, in the order of [Point#of]
    public record Simplex(String title, List<String> corners, List<Curve> curves, List<Mark> marks) implements Panel {}

    /// @param logarithmic all values on it are above 0
    public record Axis(String label, String unit, boolean logarithmic) {}

    /// @param name   equal names are one curve of several pieces
    /// @param places whether each point is marked, as where a curve has no meaning between its points
    public record Curve(String name, boolean places, List<Point> points) {}

    /// A labelled place.
    public record Mark(double x, double y, String label) {}

    public record Point(double x, double y) {

        /// Point of a distribution over three levels in the triangle with corners (0, 0), (1, 0), (½, √3/2).
        static Point of(double[] p) {
            return new Point(p[1] + 0.5 * p[2], 0.5 * Math.sqrt(3) * p[2]);
        }
    }
}
