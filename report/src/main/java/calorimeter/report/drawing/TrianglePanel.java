// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import calorimeter.report.drawing.Drawing.Dash;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Mark;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Point;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// Paths of distributions over three levels, in a triangle with equal sides.
final class TrianglePanel implements Art {

    private static final double ROOM = LETTERS * 1.3;
    private static final double MOST_SIDE = 190;
    private static final double LEAST_SIDE = 120;
    private static final double HEIGHT = Math.sqrt(3) / 2;
    private static final double[] RULES = {0.25, 0.5, 0.75};

    private final Panel panel;
    private final List<Look> looks;

    TrianglePanel(Panel panel) {
        this.panel = panel;
        looks = Look.of(panel, Scale.of(panel.y(), new double[] {0, 1}, 0));
    }

    @Override
    public Legend legend() {
        return Legend.of(panel, looks);
    }

    @Override
    public double left(double width) {
        return 0;
    }

    @Override
    public double above(double width) {
        return ROOM;
    }

    @Override
    public double below(double width) {
        return ROOM;
    }

    @Override
    public double height(double width) {
        return HEIGHT * side(width);
    }

    private double side(double width) {
        Words longest = Words.plain(panel.corners().get(0), LETTERS);
        return Math.min(MOST_SIDE, width - longest.width());
    }

    @Override
    public double leastHeight() {
        return HEIGHT * LEAST_SIDE;
    }

    @Override
    public void draw(Drawing sheet, Rectangle2D plot) {
        double side = Math.min(side(plot.getWidth()), plot.getHeight() / HEIGHT);
        Rectangle2D triangle = new Rectangle2D.Double(
                plot.getCenterX() - side / 2, plot.getMaxY() - side * HEIGHT, side, side * HEIGHT);
        for (double share : RULES) {
            double y = share * HEIGHT;
            rule(sheet, triangle, share / 2, y, 1 - share / 2, y);
            rule(sheet, triangle, share, 0, (1 + share) / 2, (1 - share) * HEIGHT);
            rule(sheet, triangle, 1 - share, 0, (1 - share) / 2, (1 - share) * HEIGHT);
        }
        sheet.stroke(
                path(triangle, List.of(corner(0), corner(1), corner(2), corner(0))), Palette.MUTED, 0.6, Dash.SOLID);
        Labels labels = new Labels(plot);
        for (int index = 0; index < panel.curves().size(); index++) {
            curve(sheet, triangle, index, labels);
        }
        corners(sheet, triangle);
        marks(sheet, triangle, labels);
    }

    private static Point corner(int level) {
        double[] p = new double[3];
        p[level] = 1;
        return Point.of(p);
    }

    private static Point2D at(Rectangle2D triangle, double x, double y) {
        return new Point2D.Double(
                triangle.getX() + x * triangle.getWidth(), triangle.getMaxY() - y / HEIGHT * triangle.getHeight());
    }

    private static void rule(Drawing sheet, Rectangle2D triangle, double x1, double y1, double x2, double y2) {
        Point2D from = at(triangle, x1, y1);
        Point2D to = at(triangle, x2, y2);
        sheet.line(from.getX(), from.getY(), to.getX(), to.getY(), Palette.GRID, LINE, Dash.SOLID);
    }

    private static Path2D path(Rectangle2D triangle, List<Point> points) {
        Path2D path = new Path2D.Double();
        for (Point point : points) {
            Point2D at = at(triangle, point.x(), point.y());
            if (path.getCurrentPoint() == null) {
                path.moveTo(at.getX(), at.getY());
            } else {
                path.lineTo(at.getX(), at.getY());
            }
        }
        return path;
    }

    private void curve(Drawing sheet, Rectangle2D triangle, int index, Labels labels) {
        Curve curve = panel.curves().get(index);
        if (curve.points().isEmpty()) {
            return;
        }
        Look look = looks.get(index);
        sheet.stroke(path(triangle, curve.points()), look.ink(), look.width(), look.dash());
        Point2D start = at(
                triangle,
                curve.points().getFirst().x(),
                curve.points().getFirst().y());
        sheet.area(Symbol.DISC.at(start.getX(), start.getY(), 3), look.ink());
        Point2D last = start;
        for (Point point : curve.points()) {
            Point2D at = at(triangle, point.x(), point.y());
            labels.avoid(last, at);
            last = at;
        }
    }

    private void corners(Drawing sheet, Rectangle2D triangle) {
        double below = triangle.getMaxY() + LETTERS * 1.1;
        sheet.centred(Words.symbol(panel.corners().get(0), LETTERS), triangle.getMinX(), below, Palette.TEXT);
        sheet.centred(Words.symbol(panel.corners().get(1), LETTERS), triangle.getMaxX(), below, Palette.TEXT);
        double above = triangle.getMinY() - LETTERS * 0.4;
        sheet.centred(Words.symbol(panel.corners().get(2), LETTERS), triangle.getCenterX(), above, Palette.TEXT);
    }

    private void marks(Drawing sheet, Rectangle2D triangle, Labels labels) {
        for (Mark mark : panel.marks()) {
            Point2D at = at(triangle, mark.x(), mark.y());
            sheet.area(Symbol.DISC.at(at.getX(), at.getY(), 4.4), Palette.WHITE);
            sheet.area(Symbol.DISC.at(at.getX(), at.getY(), 3.4), Palette.TEXT);
            labels.take(new Rectangle2D.Double(at.getX() - 2, at.getY() - 2, 4, 4));
        }
        for (Mark mark : panel.marks()) {
            Words words = Words.symbol(mark.label(), LETTERS);
            Rectangle2D place = labels.beside(at(triangle, mark.x(), mark.y()), words, 3);
            sheet.text(words, place.getX(), place.getMaxY() - Words.DESCENT * LETTERS, Palette.TEXT);
        }
    }
}
