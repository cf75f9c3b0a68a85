// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Strokes, areas and words on a white sheet, in the order in which they are drawn. Lengths are in
/// points, 1/72 inch; x runs from the left edge, y from the upper one.
final class Drawing {

    static final double POINTS_PER_MILLIMETRE = 72 / 25.4;

    private final double width;
    private final List<Element> elements = new ArrayList<>();
    private double height;

    /// A sheet without height, which [#extend] gives it.
    Drawing(double width) {
        this.width = width;
    }

    /// One thing that is drawn.
    sealed interface Element {}

    record Stroke(Path2D path, Ink ink, double width, Dash dash) implements Element {}

    record Area(Path2D path, Ink ink) implements Element {}

    /// @param x where the words begin
    /// @param y of the line on which they stand
    /// @param upwards whether they are turned by 90°, so that x is that line and y where they begin
    record Text(Words words, double x, double y, boolean upwards, Ink ink) implements Element {

        /// From the sheet of the words, which begin at (0, 0) and run to the right, to this one.
        AffineTransform place() {
            AffineTransform place = AffineTransform.getTranslateInstance(x, y);
            if (upwards) {
                place.quadrantRotate(3);
            }
            return place;
        }

        /// What the words cover.
        Rectangle2D bounds() {
            return place().createTransformedShape(words.bounds()).getBounds2D();
        }
    }

    /// Lengths of pen and gap, in widths of the pen.
    enum Dash {
        SOLID(0, 0),
        LONG(4, 2.2),
        SHORT(1.2, 1.8),
        /// of a line that lies on another one
        OVER(2, 6);

        private final double pen;
        private final double gap;

        Dash(double pen, double gap) {
            this.pen = pen;
            this.gap = gap;
        }

        /// Empty for a line without gaps.
        double[] lengths(double width) {
            double unit = Math.max(width, 0.6);
            return this == SOLID ? new double[0] : new double[] {pen * unit, gap * unit};
        }
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    void extend(double further) {
        height += further;
    }

    List<Element> elements() {
        return Collections.unmodifiableList(elements);
    }

    void add(Element element) {
        elements.add(element);
    }

    void stroke(Path2D path, Ink ink, double strokeWidth, Dash dash) {
        add(new Stroke(path, ink, strokeWidth, dash));
    }

    void line(double x1, double y1, double x2, double y2, Ink ink, double strokeWidth, Dash dash) {
        Path2D path = new Path2D.Double();
        path.moveTo(x1, y1);
        path.lineTo(x2, y2);
        stroke(path, ink, strokeWidth, dash);
    }

    void area(Path2D path, Ink ink) {
        add(new Area(path, ink));
    }

    void rectangle(double x, double y, double rectangleWidth, double rectangleHeight, Ink ink) {
        area(new Path2D.Double(new Rectangle2D.Double(x, y, rectangleWidth, rectangleHeight)), ink);
    }

    /// Words that begin at x.
    void text(Words words, double x, double y, Ink ink) {
        if (!words.runs().isEmpty()) {
            add(new Text(words, x, y, false, ink));
        }
    }

    /// Words whose middle is at x.
    void centred(Words words, double x, double y, Ink ink) {
        text(words, x - words.width() / 2, y, ink);
    }

    /// Words that end at x.
    void endingAt(Words words, double x, double y, Ink ink) {
        text(words, x - words.width(), y, ink);
    }

    /// Words turned by 90°, whose middle is at y.
    void upwards(Words words, double x, double y, Ink ink) {
        if (!words.runs().isEmpty()) {
            add(new Text(words, x, y + words.width() / 2, true, ink));
        }
    }
}
