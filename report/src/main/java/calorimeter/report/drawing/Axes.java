// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import calorimeter.report.drawing.Drawing.Dash;
import calorimeter.report.drawing.Scale.Tick;
import calorimeter.report.page.PanelFigure.Axis;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// The frame of a plot: axes with ticks and their words, of which none touch.
final class Axes {

    private static final double GAP = 2;
    private static final int ROWS = 5;
    private static final double ROOM_OF_A_TICK = 36;
    private static final double ROOM_OF_A_DECADE = 24;
    private static final double MINOR = 0.5;
    private static final Pattern BREAKS = Pattern.compile("\\s+");

    private final Axis horizontal;
    private final Scale x;
    private final Axis vertical;
    private final Scale y;

    Axes(Axis horizontal, Scale x, Axis vertical, Scale y) {
        this.horizontal = horizontal;
        this.x = x;
        this.vertical = vertical;
        this.y = y;
    }

    private static Words words(String label) {
        return Words.plain(label, Art.LETTERS);
    }

    private static double lineHeight() {
        return Art.LETTERS * 1.2;
    }

    /// Height that the name of the vertical axis needs.
    double leastHeight() {
        return Words.symbol(vertical.label(), Art.LETTERS).width();
    }

    double left() {
        double widest = y.ticks(ROWS).stream()
                .mapToDouble(tick -> words(tick.label()).width())
                .max()
                .orElse(0);
        return lineHeight() + GAP + widest + GAP + Art.TICK;
    }

    /// Names of categories are broken at spaces where they are wider than their share, or turned where
    /// that is not enough.
    double below(double width) {
        double labels = horizontal.categories().isEmpty()
                ? lineHeight()
                : isTurned(width) ? widest(horizontal.categories()) + GAP : mostLines(width) * lineHeight();
        return Art.TICK + GAP + labels + (horizontal.label().isEmpty() ? 0 : lineHeight());
    }

    private static double widest(List<String> names) {
        return names.stream().mapToDouble(name -> words(name).width()).max().orElse(0);
    }

    private double share(double width) {
        return width / horizontal.categories().size() - 3;
    }

    private boolean isTurned(double width) {
        return horizontal.categories().stream()
                .flatMap(BREAKS::splitAsStream)
                .anyMatch(word -> words(word).width() > share(width));
    }

    private int mostLines(double width) {
        return horizontal.categories().stream()
                .mapToInt(name -> lines(name, share(width)).size())
                .max()
                .orElse(1);
    }

    private static List<String> lines(String name, double width) {
        List<String> lines = new ArrayList<>();
        for (String word : BREAKS.splitAsStream(name).toList()) {
            String longer = lines.isEmpty() ? word : lines.getLast() + " " + word;
            if (lines.isEmpty() || words(longer).width() > width) {
                lines.add(word);
            } else {
                lines.set(lines.size() - 1, longer);
            }
        }
        return lines;
    }

    void draw(Drawing sheet, Rectangle2D plot) {
        drawVertical(sheet, plot);
        drawHorizontal(sheet, plot);
        sheet.line(plot.getMinX(), plot.getMinY(), plot.getMinX(), plot.getMaxY(), Palette.MUTED, Art.LINE, Dash.SOLID);
        sheet.line(plot.getMinX(), plot.getMaxY(), plot.getMaxX(), plot.getMaxY(), Palette.MUTED, Art.LINE, Dash.SOLID);
    }

    private void drawVertical(Drawing sheet, Rectangle2D plot) {
        List<Rectangle2D> written = new ArrayList<>();
        for (Tick tick : named(y.ticks(ROWS))) {
            double at = plot.getMaxY() - tick.share() * plot.getHeight();
            boolean minor = tick.label().isEmpty();
            if (!minor) {
                sheet.line(plot.getMinX(), at, plot.getMaxX(), at, Palette.GRID, Art.LINE, Dash.SOLID);
            }
            double length = minor ? MINOR * Art.TICK : Art.TICK;
            sheet.line(plot.getMinX() - length, at, plot.getMinX(), at, Palette.MUTED, Art.LINE, Dash.SOLID);
            Words words = words(tick.label());
            Drawing.Text text = new Drawing.Text(
                    words,
                    plot.getMinX() - Art.TICK - GAP - words.width(),
                    at + 0.36 * Art.LETTERS,
                    false,
                    Palette.MUTED);
            write(sheet, text, written);
        }
        Words name = Words.symbol(vertical.label(), Art.LETTERS);
        double at = plot.getMinX() - left() + Words.ASCENT * Art.LETTERS;
        sheet.upwards(name, at, plot.getCenterY(), Palette.TEXT);
    }

    void drawHorizontal(Drawing sheet, Rectangle2D plot) {
        boolean turned = !horizontal.categories().isEmpty() && isTurned(plot.getWidth());
        List<Rectangle2D> written = new ArrayList<>();
        double room = x.isLogarithmic() ? ROOM_OF_A_DECADE : ROOM_OF_A_TICK;
        for (Tick tick : named(x.ticks((int) Math.max(2, plot.getWidth() / room)))) {
            double at = plot.getMinX() + tick.share() * plot.getWidth();
            double length = tick.label().isEmpty() ? MINOR * Art.TICK : Art.TICK;
            sheet.line(at, plot.getMaxY(), at, plot.getMaxY() + length, Palette.MUTED, Art.LINE, Dash.SOLID);
            double top = plot.getMaxY() + Art.TICK + GAP;
            if (turned) {
                Words words = words(tick.label());
                sheet.add(new Drawing.Text(words, at + 0.3 * Art.LETTERS, top + words.width(), true, Palette.MUTED));
            } else {
                List<String> lines = horizontal.categories().isEmpty()
                        ? List.of(tick.label())
                        : lines(tick.label(), share(plot.getWidth()));
                for (int line = 0; line < lines.size(); line++) {
                    Words words = words(lines.get(line));
                    double base = top + Words.ASCENT * Art.LETTERS + line * lineHeight();
                    write(sheet, new Drawing.Text(words, at - words.width() / 2, base, false, Palette.MUTED), written);
                }
            }
        }
        Words name = Words.symbol(horizontal.label(), Art.LETTERS).fitting(plot.getWidth());
        double base = plot.getMaxY() + below(plot.getWidth()) - Words.DESCENT * Art.LETTERS;
        sheet.centred(name, plot.getCenterX(), base, Palette.TEXT);
    }

    /// 0 and other named ticks before those that only count.
    private static List<Tick> named(List<Tick> ticks) {
        return ticks.stream()
                .sorted(Comparator.comparing(tick -> tick.label().isEmpty()))
                .toList();
    }

    /// Not where it would touch what is written already.
    private static void write(Drawing sheet, Drawing.Text text, List<Rectangle2D> written) {
        Rectangle2D bounds = text.bounds();
        Rectangle2D wider = new Rectangle2D.Double(
                bounds.getX() - GAP, bounds.getY(), bounds.getWidth() + 2 * GAP, bounds.getHeight());
        if (!text.words().runs().isEmpty() && written.stream().noneMatch(wider::intersects)) {
            written.add(bounds);
            sheet.add(text);
        }
    }
}
