// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import java.awt.geom.Rectangle2D;

/// A panel to be drawn: what it needs around its plot, and the drawing.
sealed interface Art permits CurvePanel, MapPanel, TrianglePanel {

    /// Size of letters.
    double LETTERS = 7;

    double TICK = 2.5;
    double LINE = 0.5;

    Legend legend();

    /// Room that the words at an axis need in points, from the plot.
    ///
    /// @param width of the plot with its left margin
    double left(double width);

    /// @param width of the plot
    double above(double width);

    /// @param width of the plot
    double below(double width);

    /// Height of a plot of this width.
    double height(double width);

    /// Below it words would not fit.
    double leastHeight();

    void draw(Drawing sheet, Rectangle2D plot);
}
