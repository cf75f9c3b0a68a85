// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import calorimeter.report.drawing.Drawing.Dash;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Point;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A heat map: a row for each curve, the value as colour, and above it what the colours mean.
final class MapPanel implements Art {

    private static final double GAP = 3;
    private static final double ROW = 15;
    private static final double LEAST_ROW = 8.6;
    private static final double MOST_HEIGHT = 200;
    private static final double RAMP = 50;
    private static final int RAMP_PIECES = 60;

    /// Names of rows are cut where they would take more than this share of the width.
    private static final double NAMES = 0.42;

    /// From here on letters are dark.
    private static final double BRIGHT = 0.6;

    private static final int MOST_DIGITS = 3;

    private final Panel panel;
    private final Scale x;
    private final Axes axes;
    private final double[] values;

    MapPanel(Panel panel) {
        this.panel = panel;
        x = Scale.of(
                panel.x(),
                panel.curves().stream()
                        .flatMap(curve -> curve.points().stream())
                        .mapToDouble(Point::x)
                        .filter(place -> place > 0 || !panel.x().logarithmic())
                        .toArray(),
                0);
        axes = new Axes(panel.x(), x, Axis.linear(""), Scale.of(Axis.linear(""), new double[0], 0));
        values = panel.curves().stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Point::y)
                .filter(Double::isFinite)
                .toArray();
    }

    private boolean isCategorical() {
        return !panel.x().categories().isEmpty();
    }

    @Override
    public Legend legend() {
        return Legend.NONE;
    }

    @Override
    public double left(double width) {
        double widest = panel.curves().stream()
                .mapToDouble(curve -> Words.plain(curve.name(), LETTERS).width())
                .max()
                .orElse(0);
        return Math.min(NAMES * width, widest + GAP + 1);
    }

    @Override
    public double above(double width) {
        return LETTERS * 1.2 + GAP;
    }

    @Override
    public double below(double width) {
        return axes.below(width);
    }

    @Override
    public double height(double width) {
        int rows = panel.curves().size();
        return rows * Math.clamp(MOST_HEIGHT / Math.max(1, rows), isCategorical() ? LEAST_ROW : 3, ROW);
    }

    private double least() {
        return panel.y().low() != null
                ? panel.y().low()
                : Arrays.stream(values).min().orElse(0);
    }

    private double greatest() {
        return panel.y().high() != null
                ? panel.y().high()
                : Arrays.stream(values).max().orElse(1);
    }

    private double share(double value) {
        boolean logarithmic = panel.y().logarithmic() && least() > 0;
        double low = logarithmic ? Math.log(least()) : least();
        double high = logarithmic ? Math.log(greatest()) : greatest();
        return high > low ? ((logarithmic ? Math.log(value) : value) - low) / (high - low) : 0.5;
    }

    @Override
    public double leastHeight() {
        return MOST_HEIGHT;
    }

    @Override
    public void draw(Drawing sheet, Rectangle2D plot) {
        ramp(sheet, plot);
        double height = plot.getHeight() / panel.curves().size();
        Rectangle2D lastName = new Rectangle2D.Double();
        for (int row = 0; row < panel.curves().size(); row++) {
            double top = plot.getMinY() + row * height;
            Curve curve = panel.curves().get(row);
            if (isCategorical()) {
                cells(sheet, plot, curve, top, height);
            } else {
                slices(sheet, plot, curve, top, height);
            }
            lastName = name(sheet, plot, curve.name(), top + height / 2, lastName);
        }
        axes.drawHorizontal(sheet, plot);
        lines(sheet, plot);
    }

    /// Cut to its room; left out where it would touch the one above.
    private Rectangle2D name(Drawing sheet, Rectangle2D plot, String name, double middle, Rectangle2D above) {
        double room = plot.getMinX() - GAP;
        String shown = name;
        while (shown.length() > 2 && Words.plain(shown, LETTERS).width() > left(sheet.width()) - GAP) {
            shown = shown.substring(0, shown.length() - 2) + "…";
        }
        Words words = Words.plain(shown, LETTERS);
        Drawing.Text text =
                new Drawing.Text(words, room - words.width(), middle + 0.36 * LETTERS, false, Palette.MUTED);
        if (text.bounds().intersects(above)) {
            return above;
        }
        sheet.add(text);
        return text.bounds();
    }

    private void cells(Drawing sheet, Rectangle2D plot, Curve curve, double top, double height) {
        double width = plot.getWidth() / panel.x().categories().size();
        int digits = digits(width);
        for (int column = 0; column < panel.x().categories().size(); column++) {
            double left = plot.getMinX() + column * width;
            int of = column;
            Optional<Point> found = curve.points().stream()
                    .filter(point -> Math.round(point.x()) == of && Double.isFinite(point.y()))
                    .findFirst();
            Rectangle2D cell = new Rectangle2D.Double(left + 0.4, top + 0.4, width - 0.8, height - 0.8);
            String label = digits == 0
                    ? ""
                    : found.map(point -> Numeral.of(rounded(point.y(), digits))).orElse("–");
            Ink ink = Palette.MUTED;
            if (found.isPresent()) {
                double share = share(found.get().y());
                ink = share > BRIGHT ? Palette.TEXT : Palette.WHITE;
                sheet.area(new Path2D.Double(cell), Palette.viridis(share));
            } else {
                sheet.stroke(new Path2D.Double(cell), Palette.GRID, LINE, Dash.SOLID);
            }
            Words words = Words.plain(label, LETTERS);
            sheet.centred(words, left + width / 2, top + height / 2 + 0.36 * LETTERS, ink);
        }
    }

    /// Digits with which all values fit into their cells; 0 when none do, and the map has colours alone.
    private int digits(double width) {
        for (int digits = MOST_DIGITS; digits > 1; digits--) {
            int shown = digits;
            if (Arrays.stream(values)
                    .mapToObj(value -> Words.plain(Numeral.of(rounded(value, shown)), LETTERS))
                    .allMatch(words -> words.width() < width - 2)) {
                return digits;
            }
        }
        return 0;
    }

    private static double rounded(double value, int digits) {
        return new BigDecimal(value).round(new MathContext(digits)).doubleValue();
    }

    /// A little longer than they are, so that no seams show.
    private void slices(Drawing sheet, Rectangle2D plot, Curve curve, double top, double height) {
        List<Point> points = curve.points();
        double gap = height > 6 ? 0.6 : 0;
        for (int i = 0; i < points.size(); i++) {
            double from = place(points.get(i).x());
            double to = i + 1 < points.size() ? place(points.get(i + 1).x()) : 1;
            if (Double.isFinite(points.get(i).y()) && to > from) {
                double left = plot.getMinX() + from * plot.getWidth();
                double right = Math.min(plot.getMaxX(), plot.getMinX() + to * plot.getWidth() + 0.15);
                sheet.rectangle(
                        left,
                        top,
                        right - left,
                        height - gap,
                        Palette.viridis(share(points.get(i).y())));
            }
        }
    }

    /// What lies before a logarithmic axis begins with it.
    private double place(double value) {
        double share = x.share(value);
        return Double.isNaN(share) ? 0 : share;
    }

    private void lines(Drawing sheet, Rectangle2D plot) {
        panel.lines().stream().filter(line -> line.vertical() && !line.faint()).forEach(line -> {
            double at = plot.getMinX() + x.share(line.place()) * plot.getWidth();
            if (Double.isFinite(at)) {
                // white under the dashes keeps it visible on every colour
                sheet.line(at, plot.getMinY(), at, plot.getMaxY(), Palette.WHITE, 1.4, Dash.SOLID);
                sheet.line(at, plot.getMinY(), at, plot.getMaxY(), Palette.TEXT, 0.6, Dash.LONG);
            }
        });
    }

    private void ramp(Drawing sheet, Rectangle2D plot) {
        double base = plot.getMinY() - GAP - Words.DESCENT * LETTERS;
        if (values.length == 0) {
            sheet.text(Words.plain("no value", LETTERS), plot.getMinX(), base, Palette.MUTED);
            return;
        }
        Words low = Words.plain(Numeral.of(rounded(least(), MOST_DIGITS)), LETTERS);
        Words high = Words.plain(Numeral.of(rounded(greatest(), MOST_DIGITS)), LETTERS);
        double x0 = plot.getMinX();
        sheet.text(low, x0, base, Palette.MUTED);
        x0 += low.width() + GAP;
        double ramp = Math.min(RAMP, plot.getWidth() / 4);
        double piece = ramp / RAMP_PIECES;
        for (int i = 0; i < RAMP_PIECES; i++) {
            Ink ink = Palette.viridis(i / (RAMP_PIECES - 1.0));
            sheet.rectangle(x0 + i * piece, base - 5, piece + (i + 1 < RAMP_PIECES ? 0.15 : 0), 5, ink);
        }
        x0 += ramp + GAP;
        sheet.text(high, x0, base, Palette.MUTED);
        x0 += high.width() + 2 * GAP;
        Words label = Words.symbol(panel.y().label() + (panel.y().logarithmic() ? " (logarithmic)" : ""), LETTERS)
                .fitting(plot.getMaxX() - x0);
        sheet.text(label, x0, base, Palette.TEXT);
    }
}
