// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import calorimeter.report.drawing.Drawing.Dash;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Point;
import calorimeter.report.page.PanelFigure.Style;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Draws curves into a plot by its two scales.
final class CurveDrawing {

    /// From the value to the top of a peak's triangle.
    static final double PEAK_HEIGHT = 7;

    private static final double SYMBOL = 3.6;
    private static final double SMALL_SYMBOL = 2.4;
    private static final double CAP = 2;
    private static final double RIM = 0.6;
    private static final double BAR = 0.8;
    private static final double BAND = 0.18;

    /// Width of a column of which a curve with very many points keeps four: the first, the least, the
    /// greatest, the last.
    private static final double COLUMN = 0.12;

    private final Drawing sheet;
    private final Rectangle2D plot;
    private final Scale x;
    private final Scale y;

    CurveDrawing(Drawing sheet, Rectangle2D plot, Scale x, Scale y) {
        this.sheet = sheet;
        this.plot = plot;
        this.x = x;
        this.y = y;
    }

    static boolean hasBounds(Curve curve) {
        return curve.points().stream().anyMatch(point -> point.lower() != null || point.upper() != null);
    }

    private Point2D at(double valueX, double valueY) {
        return new Point2D.Double(
                plot.getX() + x.share(valueX) * plot.getWidth(), plot.getMaxY() - y.share(valueY) * plot.getHeight());
    }

    private static boolean isPlace(Point2D point) {
        return Double.isFinite(point.getX()) && Double.isFinite(point.getY());
    }

    /// The interval of a joined curve. Without bounds it is interrupted.
    void band(Curve curve, Look look) {
        if (!look.isJoined() || !hasBounds(curve)) {
            return;
        }
        List<Point> piece = new ArrayList<>();
        for (Point point : curve.points()) {
            if (point.lower() != null && point.upper() != null) {
                piece.add(point);
            } else {
                band(piece, look);
                piece.clear();
            }
        }
        band(piece, look);
    }

    private void band(List<Point> piece, Look look) {
        Path2D path = new Path2D.Double();
        for (Point point : piece) {
            moveOrLine(path, point.x(), orLeast(point.upper()));
        }
        for (Point point : piece.reversed()) {
            moveOrLine(path, point.x(), orLeast(point.lower()));
        }
        if (path.getCurrentPoint() != null && piece.size() > 1) {
            path.closePath();
            sheet.area(path, look.ink().faint(BAND));
        }
    }

    /// Where a logarithmic axis has no place for a value, its beginning.
    private double orLeast(@Nullable Double value) {
        return value == null || Double.isNaN(y.share(value)) ? Double.MIN_VALUE : value;
    }

    private void moveOrLine(Path2D path, double valueX, double valueY) {
        Point2D at = at(valueX, valueY);
        if (!isPlace(at)) {
            return;
        }
        if (path.getCurrentPoint() == null) {
            path.moveTo(at.getX(), at.getY());
        } else {
            path.lineTo(at.getX(), at.getY());
        }
    }

    void draw(Curve curve, Look look) {
        switch (curve.style()) {
            case THIN -> {} // single runs are shown on request, which paper cannot make
            case LINE, FIT, WIDE -> line(curve, look);
            case PLACES -> {
                line(curve, look);
                places(curve).forEach(place -> symbol(look, place, SYMBOL));
            }
            case POINTS -> points(curve, look);
            case BOUND ->
                places(curve)
                        .forEach(place -> sheet.stroke(
                                Symbol.TRIANGLE.at(place.getX(), place.getY(), SYMBOL), look.ink(), BAR, Dash.SOLID));
            case PEAK -> places(curve).forEach(place -> peak(look, curve, place));
        }
    }

    private List<Point2D> places(Curve curve) {
        return curve.points().stream()
                .map(point -> at(point.x(), point.y()))
                .filter(CurveDrawing::isPlace)
                .toList();
    }

    private void line(Curve curve, Look look) {
        for (List<Point2D> piece : pieces(curve)) {
            if (piece.size() == 1) {
                // a lone value between missing ones has no line to be seen by
                sheet.area(
                        Symbol.DISC.at(piece.getFirst().getX(), piece.getFirst().getY(), SMALL_SYMBOL), look.ink());
                continue;
            }
            Path2D path = new Path2D.Double();
            path.moveTo(piece.getFirst().getX(), piece.getFirst().getY());
            piece.stream().skip(1).forEach(place -> path.lineTo(place.getX(), place.getY()));
            sheet.stroke(path, look.ink(), look.width(), look.dash());
        }
    }

    /// Places without gaps, thinned to what a sheet can show.
    private List<List<Point2D>> pieces(Curve curve) {
        List<List<Point2D>> pieces = new ArrayList<>();
        List<Point2D> piece = new ArrayList<>();
        for (Point point : curve.points()) {
            Point2D place = at(point.x(), point.y());
            if (isPlace(place)) {
                piece.add(place);
            } else if (Double.isFinite(place.getX()) && !piece.isEmpty()) {
                pieces.add(thinned(piece));
                piece = new ArrayList<>();
            }
        }
        if (!piece.isEmpty()) {
            pieces.add(thinned(piece));
        }
        return pieces;
    }

    private List<Point2D> thinned(List<Point2D> places) {
        if (places.size() < plot.getWidth() / COLUMN) {
            return places;
        }
        List<Point2D> kept = new ArrayList<>();
        int begin = 0;
        while (begin < places.size()) {
            long column = column(places.get(begin));
            int end = begin;
            int least = begin;
            int greatest = begin;
            while (end < places.size() && column(places.get(end)) == column) {
                least = places.get(end).getY() < places.get(least).getY() ? end : least;
                greatest = places.get(end).getY() > places.get(greatest).getY() ? end : greatest;
                end++;
            }
            IntStream.of(begin, least, greatest, end - 1)
                    .sorted()
                    .distinct()
                    .forEach(place -> kept.add(places.get(place)));
            begin = end;
        }
        return kept;
    }

    private static long column(Point2D place) {
        return Math.round(Math.floor(place.getX() / COLUMN));
    }

    private void points(Curve curve, Look look) {
        boolean bounded = hasBounds(curve);
        curve.points().forEach(point -> errorBar(point, look));
        for (Point2D place : places(curve)) {
            if (bounded) {
                symbol(look, place, SYMBOL);
                if (curve.hue() != null) {
                    // estimates stand out of single runs by their rim
                    sheet.stroke(look.symbol().at(place.getX(), place.getY(), SYMBOL), Palette.TEXT, RIM, Dash.SOLID);
                }
            } else {
                Look pale = curve.points().size() > 1 && curve.hue() != null
                        ? new Look(look.style(), look.ink().faint(0.5), look.dash(), look.symbol(), look.width())
                        : look;
                symbol(pale, place, curve.hue() == null ? SYMBOL : SMALL_SYMBOL);
            }
        }
    }

    private void symbol(Look look, Point2D place, double size) {
        Path2D shape = look.symbol().at(place.getX(), place.getY(), size);
        if (look.symbol().isOpen()) {
            sheet.area(shape, Palette.WHITE);
            sheet.stroke(shape, look.ink(), BAR, Dash.SOLID);
        } else {
            sheet.area(shape, look.ink());
        }
    }

    /// An end that the data do not bound reaches to the edge of the plot, without a cap.
    private void errorBar(Point point, Look look) {
        Point2D place = at(point.x(), point.y());
        if ((point.lower() == null && point.upper() == null) || !isPlace(place)) {
            return;
        }
        double upper = end(point.upper(), plot.getMinY());
        double lower = end(point.lower(), plot.getMaxY());
        sheet.line(place.getX(), lower, place.getX(), upper, look.ink(), BAR, Dash.SOLID);
        if (point.upper() != null) {
            sheet.line(place.getX() - CAP, upper, place.getX() + CAP, upper, look.ink(), BAR, Dash.SOLID);
        }
        if (point.lower() != null) {
            sheet.line(place.getX() - CAP, lower, place.getX() + CAP, lower, look.ink(), BAR, Dash.SOLID);
        }
    }

    private double end(@Nullable Double value, double edge) {
        return value == null ? edge : plot.getMaxY() - y.share(orLeast(value)) * plot.getHeight();
    }

    private void peak(Look look, Curve curve, Point2D tip) {
        sheet.area(peak(tip), curve.hue() == null ? Palette.TEXT : look.ink());
    }

    /// A triangle that points down at a value.
    static Path2D peak(Point2D tip) {
        double top = tip.getY() - PEAK_HEIGHT + 1;
        return Symbol.polygon(tip.getX(), tip.getY() - 2.2, tip.getX() - 2.3, top, tip.getX() + 2.3, top);
    }

    /// What words should not cover.
    void avoidedBy(Labels labels, List<Curve> curves, List<Look> looks) {
        for (int index = 0; index < curves.size(); index++) {
            Curve curve = curves.get(index);
            boolean joined = looks.get(index).isJoined();
            if (curve.style() == Style.THIN) {
                continue;
            }
            for (List<Point2D> piece : pieces(curve)) {
                for (int i = 0; i < piece.size(); i++) {
                    labels.avoid(piece.get(joined && i > 0 ? i - 1 : i), piece.get(i));
                }
            }
        }
    }
}
