// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Panel;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Lays the panels of a figure out on a sheet: beside each other as far as the width allows, else below
/// each other.
///
/// From above to below a panel has its title, its legend, words above the plot, the plot, its axis. Plots
/// of one row stand on the same line, those of one column begin at the same place.
final class FigureDrawing {

    /// Narrower panels have no room for their words, in points.
    private static final double LEAST_WIDTH = 150;

    /// A higher sheet is made lower where its plots allow it: about that of a page.
    private static final double MOST_HEIGHT = 240 * Drawing.POINTS_PER_MILLIMETRE;

    private static final double TITLE = Art.LETTERS * 1.45;
    private static final double EDGE = 3;
    private static final double BETWEEN = 12;
    private static final double RIGHT = 8;

    private final PanelFigure figure;
    private final Drawing sheet;
    private final List<Art> arts;
    private final List<Legend> legends;
    private final Legend shared;
    private final int columns;
    private final double panelWidth;

    /// Of plots, beside their own.
    private final double squeeze;

    private double plots;

    private FigureDrawing(PanelFigure figure, double width, double squeeze) {
        this.squeeze = squeeze;
        this.figure = figure;
        sheet = new Drawing(width);
        arts = figure.panels().stream().map(FigureDrawing::art).toList();
        List<Legend> own = arts.stream().map(Art::legend).toList();
        boolean same = own.size() > 1 && own.stream().distinct().count() == 1;
        shared = same ? own.getFirst() : Legend.NONE;
        legends = same ? own.stream().map(legend -> Legend.NONE).toList() : own;
        columns = columns(arts.size(), width - 2 * EDGE);
        panelWidth = (width - 2 * EDGE - (columns - 1) * BETWEEN) / columns;
    }

    static Drawing of(PanelFigure figure, double millimetres) {
        double width = millimetres * Drawing.POINTS_PER_MILLIMETRE;
        FigureDrawing free = new FigureDrawing(figure, width, 1);
        free.draw();
        double surplus = free.sheet.height() - MOST_HEIGHT;
        if (surplus <= 0 || free.plots == 0) {
            return free.sheet;
        }
        FigureDrawing squeezed = new FigureDrawing(figure, width, Math.max(0, 1 - surplus / free.plots));
        squeezed.draw();
        return squeezed.sheet;
    }

    private double height(int index, double width) {
        double height = arts.get(index).height(width);
        return Math.max(Math.min(arts.get(index).leastHeight(), height), squeeze * height);
    }

    private static Art art(Panel panel) {
        return panel.map()
                ? new MapPanel(panel)
                : panel.corners().isEmpty() ? new CurvePanel(panel) : new TrianglePanel(panel);
    }

    /// As on a page: two by two, three beside each other where there are three or more than four.
    private static int columns(int panels, double width) {
        int wanted = panels == 3 || panels > 4 ? 3 : Math.min(2, panels);
        int fitting = (int) ((width + BETWEEN) / (LEAST_WIDTH + BETWEEN));
        return Math.max(1, Math.min(wanted, fitting));
    }

    private void draw() {
        sheet.extend(EDGE);
        if (!shared.items().isEmpty()) {
            shared.draw(sheet, EDGE, sheet.height(), sheet.width() - 2 * EDGE);
            sheet.extend(shared.height(sheet.width() - 2 * EDGE) + EDGE);
        }
        List<Double> left = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            double widest = 0;
            for (int index = column; index < arts.size(); index += columns) {
                widest = Math.max(widest, arts.get(index).left(panelWidth));
            }
            left.add(widest);
        }
        for (int first = 0; first < arts.size(); first += columns) {
            row(first, Math.min(arts.size(), first + columns), left);
        }
        sheet.extend(EDGE);
    }

    private void row(int first, int end, List<Double> left) {
        double legend = 0;
        double above = 0;
        double height = 0;
        double below = 0;
        for (int index = first; index < end; index++) {
            Art art = arts.get(index);
            double width = plotWidth(left.get(index - first));
            legend = Math.max(legend, legends.get(index).height(panelWidth));
            above = Math.max(above, art.above(width));
            height = Math.max(height, height(index, width));
            below = Math.max(below, art.below(width));
        }
        double top = sheet.height() + (first > 0 ? BETWEEN / 2 : 0);
        double plotTop = top + TITLE + legend + above + 3;
        for (int index = first; index < end; index++) {
            double x = EDGE + (index - first) * (panelWidth + BETWEEN);
            String title = figure.panels().get(index).title();
            double own = legends.get(index).height(panelWidth);
            double titleTop = plotTop - 3 - above - own - TITLE;
            title(title, x, titleTop);
            legends.get(index).draw(sheet, x, titleTop + TITLE, panelWidth);
            double margin = left.get(index - first);
            arts.get(index)
                    .draw(
                            sheet,
                            new Rectangle2D.Double(
                                    x + margin,
                                    plotTop,
                                    plotWidth(margin),
                                    figure.panels().get(index).map() ? height(index, plotWidth(margin)) : height));
        }
        plots += height;
        sheet.extend(plotTop + height + below - sheet.height());
    }

    private double plotWidth(double left) {
        return panelWidth - left - RIGHT;
    }

    /// In smaller letters where it would be wider than the panel.
    private void title(String title, double x, double top) {
        Words words = Words.plain(title, Art.LETTERS * 1.1).fitting(panelWidth);
        sheet.text(words, x, top + Art.LETTERS, Palette.TEXT);
    }
}
