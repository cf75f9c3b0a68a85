// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import calorimeter.report.drawing.Drawing.Dash;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Style;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the curves of a panel are called, beside a piece of each. Lines break where the next name does
/// not fit.
///
/// @param items empty for a panel whose title says it all
record Legend(List<Item> items) {

    private static final double SWATCH = 14;
    private static final double GAP = 3;
    private static final double BETWEEN = 9;
    private static final double LINE_HEIGHT = Art.LETTERS * 1.3;

    record Item(String name, Look look, boolean bounded) {

        double width() {
            return SWATCH + GAP + Words.plain(name, Art.LETTERS).width();
        }
    }

    static final Legend NONE = new Legend(List.of());

    /// @param looks of the panel's curves
    static Legend of(Panel panel, List<Look> looks) {
        List<Item> items = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (int index = 0; index < panel.curves().size(); index++) {
            Curve curve = panel.curves().get(index);
            boolean shown = curve.style() != Style.THIN && curve.style() != Style.PEAK;
            if (shown && named.add(curve.name())) {
                items.add(new Item(curve.name(), looks.get(index), CurveDrawing.hasBounds(curve)));
            }
        }
        // slices have the names of their other points
        for (int index = 0; index < panel.curves().size() && items.stream().noneMatch(Legend::isBound); index++) {
            if (looks.get(index).style() == Style.BOUND
                    && !panel.curves().get(index).points().isEmpty()) {
                items.add(new Item("the value is greater", looks.get(index), false));
            }
        }
        // no title says what an open triangle is
        boolean telling = items.size() > 1 || items.stream().anyMatch(Legend::isBound);
        return telling ? new Legend(List.copyOf(items)) : NONE;
    }

    private static boolean isBound(Item item) {
        return item.look().style() == Style.BOUND;
    }

    private List<List<Item>> lines(double width) {
        List<List<Item>> lines = new ArrayList<>();
        double end = 0;
        for (Item item : items) {
            if (lines.isEmpty() || end + item.width() > width) {
                lines.add(new ArrayList<>());
                end = 0;
            }
            lines.getLast().add(item);
            end += item.width() + BETWEEN;
        }
        return lines;
    }

    double height(double width) {
        return lines(width).size() * LINE_HEIGHT;
    }

    /// @param y of the upper edge
    void draw(Drawing sheet, double x, double y, double width) {
        double base = y + LINE_HEIGHT - 0.35 * Art.LETTERS;
        for (List<Item> line : lines(width)) {
            double at = x;
            for (Item item : line) {
                swatch(sheet, item, at, base - 0.3 * Art.LETTERS);
                Words name = Words.plain(item.name(), Art.LETTERS).fitting(width - SWATCH - GAP);
                sheet.text(name, at + SWATCH + GAP, base, Palette.TEXT);
                at += item.width() + BETWEEN;
            }
            base += LINE_HEIGHT;
        }
    }

    private static void swatch(Drawing sheet, Item item, double x, double y) {
        Look look = item.look();
        if (look.isJoined()) {
            sheet.line(x, y, x + SWATCH, y, look.ink(), look.width(), look.dash());
        }
        double middle = x + SWATCH / 2;
        boolean open = look.symbol().isOpen();
        switch (look.style()) {
            case LINE, FIT, THIN, WIDE, PEAK -> {}
            case PLACES, POINTS -> {
                if (item.bounded() && look.style() == Style.POINTS) {
                    sheet.line(middle, y - 3, middle, y + 3, look.ink(), 0.8, Dash.SOLID);
                }
                sheet.area(look.symbol().at(middle, y, 3.6), open ? Palette.WHITE : look.ink());
                if (open) {
                    sheet.stroke(look.symbol().at(middle, y, 3.6), look.ink(), 0.8, Dash.SOLID);
                }
            }
            case BOUND -> sheet.stroke(Symbol.TRIANGLE.at(middle, y, 3.6), look.ink(), 0.8, Dash.SOLID);
        }
    }
}
