// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Line;
import calorimeter.report.page.PanelFigure.Mark;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Point;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Where things stand on a sheet.
class FigureDrawingTest {

    private static final double EXACT = 1e-9;

    private static Axis from(double low, double high, boolean logarithmic) {
        return new Axis("axis", logarithmic, List.of(), low, high);
    }

    private static PanelFigure figure(Panel... panels) {
        return PanelFigure.of("made", "Made", "", List.of(panels));
    }

    private static Curve line(String name, double... xy) {
        Points points = new Points();
        for (int i = 0; i < xy.length; i += 2) {
            points.add(xy[i], xy[i + 1]);
        }
        return points.drawn(name, Style.LINE);
    }

    private static Stream<Drawing.Stroke> strokes(Drawing drawing, Ink ink) {
        return drawing.elements().stream()
                .filter(Drawing.Stroke.class::isInstance)
                .map(Drawing.Stroke.class::cast)
                .filter(stroke -> stroke.ink().equals(ink));
    }

    private static List<Point2D> corners(Path2D path) {
        List<Point2D> corners = new ArrayList<>();
        double[] at = new double[6];
        for (PathIterator pieces = path.getPathIterator(null); !pieces.isDone(); pieces.next()) {
            pieces.currentSegment(at);
            corners.add(new Point2D.Double(at[0], at[1]));
        }
        return corners;
    }

    /// The plot is what the two axes span.
    private static Rectangle2D plot(Drawing drawing) {
        return strokes(drawing, Palette.MUTED)
                .map(stroke -> stroke.path().getBounds2D())
                .filter(bounds -> Math.max(bounds.getWidth(), bounds.getHeight()) > 20)
                .reduce(Rectangle2D::createUnion)
                .orElseThrow();
    }

    private static void assertAt(Point2D found, Rectangle2D plot, double right, double up) {
        assertThat(found.getX()).isCloseTo(plot.getMinX() + right * plot.getWidth(), within(EXACT));
        assertThat(found.getY()).isCloseTo(plot.getMaxY() - up * plot.getHeight(), within(EXACT));
    }

    @Test
    void aCurvePassesThroughItsPoints() {
        Drawing drawing = FigureDrawing.of(
                figure(Panel.of(
                        "", from(0, 2, false), from(1, 100, true), List.of(line("one", 0, 1, 0.5, 10, 2, 100)))),
                85);
        Rectangle2D plot = plot(drawing);
        List<Point2D> found = corners(
                strokes(drawing, Palette.line(0)).findFirst().orElseThrow().path());

        assertAt(found.get(0), plot, 0, 0);
        assertAt(found.get(1), plot, 0.25, 0.5);
        assertAt(found.get(2), plot, 1, 1);
    }

    /// The same by hand in pixels: 300 an inch, 72 points an inch.
    @Test
    void aPixelOfTheCurveHasItsColour() {
        Drawing drawing = FigureDrawing.of(
                figure(Panel.of("", from(0, 2, false), from(0, 4, false), List.of(line("one", 0, 3, 2, 3)))), 85);
        Rectangle2D plot = plot(drawing);
        BufferedImage image = PngFile.image(drawing);
        int x = (int) ((plot.getMinX() + 0.55 * plot.getWidth()) * 300 / 72);
        int y = (int) ((plot.getMaxY() - 0.75 * plot.getHeight()) * 300 / 72);

        assertThat(image.getRGB(x, y) & 0xffffff).isEqualTo(0x0072b2);
        assertThat(image.getRGB(x, y + 20) & 0xffffff).isEqualTo(0xffffff);
    }

    @Test
    void zerosOfALogarithmicAxisStandBelowAllOthersAndDoNotEndTheCurve() {
        Panel panel = Panel.of(
                "", Axis.linear("x"), Axis.logarithmic("loss"), List.of(line("one", 0, 1, 1, 0, 2, 0, 3, 1e-8)));
        Drawing drawing = FigureDrawing.of(figure(panel), 85);
        Rectangle2D plot = plot(drawing);
        List<Drawing.Stroke> curve = strokes(drawing, Palette.line(0)).toList();

        assertThat(curve).hasSize(1);
        List<Point2D> found = corners(curve.getFirst().path());
        assertThat(found).hasSize(4);
        assertThat(found.get(1).getY()).isCloseTo(plot.getMaxY(), within(EXACT));
        assertThat(found.get(2).getY()).isCloseTo(plot.getMaxY(), within(EXACT));
        assertThat(found.get(3).getY()).isLessThan(plot.getMaxY() - 8);
        assertThat(texts(drawing).map(text -> text.words().text())).contains("0");
    }

    /// What is below 0 has no place there, and what is missing none anywhere.
    @Test
    void aGapStaysAGap() {
        Panel panel = Panel.of(
                "",
                Axis.linear("x"),
                Axis.logarithmic("y"),
                List.of(line("one", 0, 1, 1, 2, 2, -1, 3, 2, 4, 3, 5, Double.NaN, 6, 1, 7, 2)));

        assertThat(strokes(FigureDrawing.of(figure(panel), 85), Palette.line(0)))
                .hasSize(3);
    }

    @Test
    void aCurveOnAnotherOneLetsItShow() {
        Panel panel = Panel.of(
                "",
                Axis.linear("x"),
                Axis.linear("y"),
                List.of(line("one", 0, 0, 1, 5), line("two", 0, 0, 1, 5.00001), line("three", 0, 1, 1, 5)));
        Drawing drawing = FigureDrawing.of(figure(panel), 85);

        assertThat(strokes(drawing, Palette.line(1)).map(Drawing.Stroke::dash)).containsOnly(Drawing.Dash.OVER);
        assertThat(strokes(drawing, Palette.line(2)).map(Drawing.Stroke::dash)).containsOnly(Drawing.Dash.SOLID);
    }

    @Test
    void anIntervalIsABandAndAnOpenOneReachesToTheEdge() {
        List<Point> points = List.of(new Point(0, 1, 0.5, 1.5), new Point(1, 2, 1.0, 3.0));
        Panel band = Panel.of("", from(0, 1, false), from(0, 4, false), List.of(new Curve("mean", Style.LINE, points)));
        Drawing drawing = FigureDrawing.of(figure(band), 85);
        List<Point2D> found = drawing.elements().stream()
                .filter(Drawing.Area.class::isInstance)
                .map(Drawing.Area.class::cast)
                .filter(area -> area.ink().equals(Palette.line(0).faint(0.18)))
                .map(area -> corners(area.path()))
                .findFirst()
                .orElseThrow();

        assertAt(found.get(0), plot(drawing), 0, 1.5 / 4);
        assertAt(found.get(1), plot(drawing), 1, 3.0 / 4);
        assertAt(found.get(2), plot(drawing), 1, 1.0 / 4);

        List<Point> open = List.of(new Point(0.5, 1, 0.5, null));
        Drawing bar = FigureDrawing.of(
                figure(Panel.of(
                        "", from(0, 1, false), from(0, 4, false), List.of(new Curve("median", Style.POINTS, open)))),
                85);
        assertThat(strokes(bar, Palette.line(0))
                        .mapToDouble(stroke -> stroke.path().getBounds2D().getMinY())
                        .min()
                        .orElseThrow())
                .isCloseTo(plot(bar).getMinY(), within(EXACT));
    }

    @Test
    void panelsStandBelowEachOtherWhereTheSheetIsNarrow() {
        Panel panel = Panel.of("title", Axis.linear("x"), Axis.linear("y"), List.of(line("one", 0, 0, 1, 1)));

        Drawing narrow = FigureDrawing.of(figure(panel, panel, panel), 85);
        Drawing wide = FigureDrawing.of(figure(panel, panel, panel), 178);

        assertThat(titles(narrow).map(Drawing.Text::x).distinct()).hasSize(1);
        assertThat(titles(wide).map(Drawing.Text::x).distinct()).hasSize(3);
        assertThat(titles(wide).map(Drawing.Text::y).distinct()).hasSize(1);
    }

    private static Stream<Drawing.Text> titles(Drawing drawing) {
        return texts(drawing).filter(text -> text.words().text().equals("title"));
    }

    private static Stream<Drawing.Text> texts(Drawing drawing) {
        return drawing.elements().stream()
                .filter(Drawing.Text.class::isInstance)
                .map(Drawing.Text.class::cast);
    }

    /// Marks crowd on a steep curve beside a line with words.
    @Test
    void wordsCoverNeitherEachOtherNorTheCurve() {
        Points bell = new Points();
        for (int i = 0; i <= 200; i++) {
            bell.add(i / 100.0, Math.exp(-Math.pow((i - 100) / 20.0, 2)));
        }
        Panel panel = Panel.of("", Axis.linear("β"), Axis.linear("C"), List.of(bell.drawn("C", Style.LINE)))
                .with(List.of(
                        new Line(true, 0.90, "G .5"),
                        new Line(true, 0.91, "G .9"),
                        new Line(true, 0.99, "generalised")))
                .marked(List.of(
                        new Mark(0.9, Math.exp(-0.25), "β = 0.900"),
                        new Mark(0.92, Math.exp(-0.16), "β = 0.920"),
                        new Mark(1, 1, "β* = 1.000")));
        Drawing drawing = FigureDrawing.of(figure(panel), 85);

        Overlaps.assertNone(drawing);
        List<Drawing.Text> marks = texts(drawing)
                .filter(text -> text.words().text().startsWith("β ")
                        || text.words().text().startsWith("β*"))
                .toList();
        assertThat(marks).hasSize(3);
        Path2D curve =
                strokes(drawing, Palette.line(0)).findFirst().orElseThrow().path();
        assertThat(marks).noneMatch(mark -> corners(curve).stream().anyMatch(mark.bounds()::contains));
    }

    @Test
    void manyPointsAreThinnedWithoutLosingAPeak() {
        Points many = new Points();
        for (int i = 0; i < 100_000; i++) {
            many.add(i, i == 54_321 ? 7 : 0);
        }
        Drawing drawing = FigureDrawing.of(
                figure(Panel.of("", from(0, 1e5, false), from(0, 7, false), List.of(many.drawn("one", Style.LINE)))),
                85);
        List<Point2D> kept = corners(
                strokes(drawing, Palette.line(0)).findFirst().orElseThrow().path());

        assertThat(kept).hasSizeLessThan(10_000);
        assertThat(kept).anySatisfy(point -> assertAt(point, plot(drawing), 0.54321, 1));
    }
}
