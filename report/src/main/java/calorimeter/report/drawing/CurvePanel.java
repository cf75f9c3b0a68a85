// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import calorimeter.report.drawing.Drawing.Dash;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Line;
import calorimeter.report.page.PanelFigure.Mark;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Style;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/// Curves, points and lines over two axes.
final class CurvePanel implements Art {

    private static final double ASPECT = 0.62;
    private static final double LEAST_HEIGHT = 85;
    private static final double LEAST_HEIGHT_OF_MANY = 58;
    private static final double GAP = 3;
    private static final double HEADROOM_OF_PEAKS = 0.3;
    private static final double HEADROOM_OF_MARKS = 0.1;
    private static final double MARK = 3.4;

    private final Panel panel;
    private final Scale x;
    private final Scale y;
    private final Axes axes;
    private final List<Look> looks;

    CurvePanel(Panel panel) {
        this.panel = panel;
        // step 0 has no place on a logarithmic axis, as on pages
        x = Scale.of(
                panel.x(),
                values(curve -> curve.points().stream()
                        .mapToDouble(PanelFigure.Point::x)
                        .filter(place -> place > 0 || !panel.x().logarithmic())),
                0);
        double[] heights = DoubleStream.concat(
                        DoubleStream.of(values(curve -> curve.points().stream().flatMapToDouble(CurvePanel::heights))),
                        panel.lines().stream().filter(line -> !line.vertical()).mapToDouble(Line::place))
                .toArray();
        boolean peaks = panel.curves().stream()
                .anyMatch(
                        curve -> curve.style() == Style.PEAK && !curve.points().isEmpty());
        y = Scale.of(
                panel.y(), heights, peaks ? HEADROOM_OF_PEAKS : panel.marks().isEmpty() ? 0 : HEADROOM_OF_MARKS);
        axes = new Axes(panel.x(), x, panel.y(), y);
        looks = Look.of(panel, y);
    }

    @Override
    public Legend legend() {
        return Legend.of(panel, looks);
    }

    private static DoubleStream heights(PanelFigure.Point point) {
        Double lower = point.lower();
        Double upper = point.upper();
        return DoubleStream.of(point.y(), lower == null ? point.y() : lower, upper == null ? point.y() : upper);
    }

    private double[] values(Function<Curve, DoubleStream> of) {
        return panel.curves().stream()
                .filter(curve -> curve.style() != Style.THIN)
                .flatMapToDouble(of)
                .toArray();
    }

    @Override
    public double left(double width) {
        return axes.left();
    }

    @Override
    public double above(double width) {
        return tags(new Rectangle2D.Double(0, 0, width, 1)).stream()
                .mapToDouble(tag -> -tag.bounds().getMinY())
                .max()
                .orElse(0);
    }

    @Override
    public double below(double width) {
        return axes.below(width);
    }

    @Override
    public double height(double width) {
        return Math.max(Math.max(LEAST_HEIGHT, axes.leastHeight()), ASPECT * width);
    }

    @Override
    public double leastHeight() {
        return Math.max(LEAST_HEIGHT_OF_MANY, axes.leastHeight());
    }

    @Override
    public void draw(Drawing sheet, Rectangle2D plot) {
        axes.draw(sheet, plot);
        CurveDrawing curves = new CurveDrawing(sheet, plot, x, y);
        vertical(sheet, plot);
        List<Integer> order = new ArrayList<>();
        for (int index = 0; index < panel.curves().size(); index++) {
            order.add(index);
        }
        order.sort(Comparator.comparingInt(index -> depth(panel.curves().get(index))));
        order.forEach(index -> curves.band(panel.curves().get(index), looks.get(index)));
        order.forEach(index -> curves.draw(panel.curves().get(index), looks.get(index)));
        Labels labels = new Labels(plot);
        curves.avoidedBy(labels, panel.curves(), looks);
        avoidLines(labels, plot);
        horizontal(sheet, plot, labels);
        peaks(sheet, plot, labels);
        marks(sheet, plot, labels);
    }

    /// Later ones lie above: single points above lines, those with intervals above all.
    private static int depth(Curve curve) {
        boolean bounded = CurveDrawing.hasBounds(curve);
        return switch (curve.style()) {
            case WIDE -> 0;
            case LINE, FIT, THIN -> 1;
            case PLACES, POINTS, BOUND, PEAK -> bounded ? 3 : 2;
        };
    }

    private Ink ink(Line line) {
        Ink ink = line.hue() == null ? Palette.TEXT : Palette.line(line.hue().place());
        return ink.faint(line.faint() ? 0.35 : 0.85);
    }

    /// Lines and their words, which stand above the plot in as many rows as they need.
    private void vertical(Drawing sheet, Rectangle2D plot) {
        for (Line line : panel.lines()) {
            double share = x.share(line.place());
            if (line.vertical() && share > 0 && share < 1) {
                double at = plot.getX() + share * plot.getWidth();
                Dash dash =
                        line.hue() == null ? Dash.LONG : Look.dash(line.hue().place() + Palette.LINES);
                sheet.line(at, plot.getMinY(), at, plot.getMaxY(), ink(line), LINE, dash);
            }
        }
        tags(plot).forEach(sheet::add);
    }

    private List<Drawing.Text> tags(Rectangle2D plot) {
        List<Drawing.Text> tags = new ArrayList<>();
        List<Line> lines = panel.lines().stream()
                .filter(line -> line.vertical() && !line.label().isEmpty())
                .sorted(Comparator.comparingDouble(Line::place))
                .toList();
        for (Line line : lines) {
            double share = x.share(line.place());
            if (!(share > 0 && share < 1)) {
                continue;
            }
            Words words = Words.symbol(line.label(), LETTERS);
            double at = plot.getX() + share * plot.getWidth() - words.width() / 2;
            double begin = Math.clamp(at, plot.getX(), Math.max(plot.getX(), plot.getMaxX() - words.width()));
            double up = plot.getMinY() - GAP;
            Drawing.Text tag = new Drawing.Text(words, begin, up, false, Palette.TEXT);
            while (touches(tags, crowded(tag))) {
                up -= LETTERS + 1.5;
                tag = new Drawing.Text(words, begin, up, false, Palette.TEXT);
            }
            tags.add(tag);
        }
        return tags;
    }

    private void avoidLines(Labels labels, Rectangle2D plot) {
        for (Line line : panel.lines()) {
            double share = x.share(line.place());
            if (line.vertical() && share >= 0) {
                double at = plot.getX() + share * plot.getWidth();
                labels.avoid(new Point2D.Double(at, plot.getMinY()), new Point2D.Double(at, plot.getMaxY()));
            }
        }
    }

    private static boolean touches(List<Drawing.Text> tags, Rectangle2D bounds) {
        return tags.stream().anyMatch(tag -> bounds.intersects(tag.bounds()));
    }

    private static Rectangle2D crowded(Drawing.Text tag) {
        Rectangle2D bounds = tag.bounds();
        return new Rectangle2D.Double(
                bounds.getX() - GAP, bounds.getY(), bounds.getWidth() + 2 * GAP, bounds.getHeight());
    }

    private void horizontal(Drawing sheet, Rectangle2D plot, Labels labels) {
        for (Line line : panel.lines()) {
            if (line.vertical()) {
                continue;
            }
            double at = plot.getMaxY() - y.share(line.place()) * plot.getHeight();
            sheet.line(plot.getMinX(), at, plot.getMaxX(), at, ink(line), LINE, Dash.LONG);
            if (!line.label().isEmpty()) {
                Words words = Words.symbol(line.label(), LETTERS);
                List<Rectangle2D> places = new ArrayList<>();
                double free = Math.max(0, plot.getWidth() - words.width() - 2);
                for (int step = 0; step <= 8; step++) {
                    double begin = plot.getMaxX() - 1 - words.width() - free * step / 8;
                    double height = words.bounds().getHeight();
                    places.add(new Rectangle2D.Double(begin, at - height - 0.5, words.width(), height));
                    places.add(new Rectangle2D.Double(begin, at + 0.5, words.width(), height));
                }
                write(sheet, words, labels.best(places));
            }
        }
    }

    private static void write(Drawing sheet, Words words, Rectangle2D place) {
        sheet.text(words, place.getX(), place.getMaxY() - Words.DESCENT * words.size(), Palette.TEXT);
    }

    /// The highest peak of a curve tells its place, unless runs stand side by side.
    private void peaks(Drawing sheet, Rectangle2D plot, Labels labels) {
        for (Curve curve : panel.curves()) {
            if (curve.style() == Style.PEAK && curve.hue() == null) {
                curve.points().stream()
                        .filter(point ->
                                Double.isFinite(at(plot, point.x(), point.y()).getX()))
                        .max(Comparator.comparingDouble(point -> point.y()))
                        .ifPresent(highest -> {
                            Words words = Words.plain(Numeral.step(highest.x()), LETTERS);
                            Point2D tip = at(plot, highest.x(), highest.y());
                            Point2D top = new Point2D.Double(tip.getX(), tip.getY() - CurveDrawing.PEAK_HEIGHT);
                            labels.take(CurveDrawing.peak(tip).getBounds2D());
                            write(sheet, words, labels.beside(top, words, 1.5));
                        });
            }
        }
    }

    private Point2D at(Rectangle2D plot, double valueX, double valueY) {
        return new Point2D.Double(
                plot.getX() + x.share(valueX) * plot.getWidth(), plot.getMaxY() - y.share(valueY) * plot.getHeight());
    }

    /// A dot that other symbols hide, and beside it the words.
    private void marks(Drawing sheet, Rectangle2D plot, Labels labels) {
        List<Mark> marks = panel.marks().stream()
                .filter(mark -> Double.isFinite(at(plot, mark.x(), mark.y()).getX()))
                .toList();
        for (Mark mark : marks) {
            Point2D at = at(plot, mark.x(), mark.y());
            labels.take(new Rectangle2D.Double(at.getX() - MARK / 2, at.getY() - MARK / 2, MARK, MARK));
            if (panel.curves().stream().noneMatch(curve -> curve.style() == Style.POINTS)) {
                sheet.area(Symbol.DISC.at(at.getX(), at.getY(), MARK + 1), Palette.WHITE);
                sheet.area(Symbol.DISC.at(at.getX(), at.getY(), MARK), Palette.TEXT);
            }
        }
        for (Mark mark : marks) {
            Words words = Words.symbol(mark.label(), LETTERS);
            Point2D at = at(plot, mark.x(), mark.y());
            write(sheet, words, labels.beside(at, words, MARK / 2 + 1));
        }
    }
}
