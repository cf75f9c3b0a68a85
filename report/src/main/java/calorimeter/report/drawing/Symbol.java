// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// Shapes of single points.
enum Symbol {
    DISC,
    SQUARE,
    TRIANGLE,
    DIAMOND,
    OPEN_DISC,
    OPEN_SQUARE,
    OPEN_TRIANGLE;

    private static final int FILLED = 4;

    /// @param grouped filled ones only
    static Symbol of(int place, boolean grouped) {
        return values()[grouped ? place % FILLED : place % values().length];
    }

    boolean isOpen() {
        return switch (this) {
            case DISC, SQUARE, TRIANGLE, DIAMOND -> false;
            case OPEN_DISC, OPEN_SQUARE, OPEN_TRIANGLE -> true;
        };
    }

    /// @param size from edge to edge
    Path2D at(double x, double y, double size) {
        double half = size / 2;
        return switch (this) {
            case DISC, OPEN_DISC -> new Path2D.Double(new Ellipse2D.Double(x - half, y - half, size, size));
            case SQUARE, OPEN_SQUARE ->
                new Path2D.Double(new Rectangle2D.Double(x - 0.88 * half, y - 0.88 * half, 0.88 * size, 0.88 * size));
            case TRIANGLE, OPEN_TRIANGLE ->
                polygon(x, y - 1.15 * half, x + 1.1 * half, y + 0.8 * half, x - 1.1 * half, y + 0.8 * half);
            case DIAMOND -> polygon(x, y - 1.2 * half, x + 1.2 * half, y, x, y + 1.2 * half, x - 1.2 * half, y);
        };
    }

    static Path2D polygon(double... corners) {
        Path2D path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        return path;
    }
}
