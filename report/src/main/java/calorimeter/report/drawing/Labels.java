// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Finds places for words where they cover no other words and as little as possible of the curves.
final class Labels {

    /// What a word may cover of curves before the next place is tried, in sampled points of them.
    private static final int COSTS_OF_WORDS = 10_000;

    private static final int COST_OF_DISTANCE = 2;

    /// Distance between the samples of a curve that words avoid, in points.
    private static final double SAMPLE = 1.5;

    /// Between words and a curve.
    private static final double CLEAR = 0.8;

    private static final int DISTANCES = 6;

    private final Rectangle2D within;
    private final List<Rectangle2D> taken = new ArrayList<>();
    private final List<Point2D> avoided = new ArrayList<>();

    /// @param within where words may stand
    Labels(Rectangle2D within) {
        this.within = within;
    }

    void take(Rectangle2D covered) {
        taken.add(covered);
    }

    /// A piece of a curve.
    void avoid(Point2D from, Point2D to) {
        int samples = (int) Math.min(400, Math.ceil(from.distance(to) / SAMPLE));
        for (int i = 0; i <= samples; i++) {
            double share = samples == 0 ? 0 : (double) i / samples;
            avoided.add(new Point2D.Double(
                    from.getX() + share * (to.getX() - from.getX()), from.getY() + share * (to.getY() - from.getY())));
        }
    }

    /// The best place beside a point, which is then taken.
    Rectangle2D beside(Point2D point, Words words, double gap) {
        double width = words.width();
        double height = words.bounds().getHeight();
        List<Rectangle2D> places = new ArrayList<>();
        for (int distance = 0; distance < DISTANCES; distance++) {
            double off = gap + distance * 0.8 * height;
            double x = point.getX();
            double y = point.getY();
            places.add(new Rectangle2D.Double(x - width / 2, y - off - height, width, height));
            places.add(new Rectangle2D.Double(x + off, y - height / 2, width, height));
            places.add(new Rectangle2D.Double(x - off - width, y - height / 2, width, height));
            places.add(new Rectangle2D.Double(x - width / 2, y + off, width, height));
            places.add(new Rectangle2D.Double(x + 0.7 * off, y - 0.7 * off - height, width, height));
            places.add(new Rectangle2D.Double(x - 0.7 * off - width, y - 0.7 * off - height, width, height));
            places.add(new Rectangle2D.Double(x + 0.7 * off, y + 0.7 * off, width, height));
            places.add(new Rectangle2D.Double(x - 0.7 * off - width, y + 0.7 * off, width, height));
        }
        return best(places);
    }

    /// The place that covers least, the earlier of two alike; it is then taken.
    Rectangle2D best(List<Rectangle2D> places) {
        Rectangle2D best = places.getFirst();
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < places.size() && least > 0; i++) {
            int cost = cost(places.get(i)) + i / 8 * COST_OF_DISTANCE;
            if (cost < least) {
                least = cost;
                best = places.get(i);
            }
        }
        take(best);
        return best;
    }

    private int cost(Rectangle2D place) {
        int cost = within.contains(place) ? 0 : COSTS_OF_WORDS;
        for (Rectangle2D other : taken) {
            cost += place.intersects(other) ? COSTS_OF_WORDS : 0;
        }
        Rectangle2D clear = new Rectangle2D.Double(
                place.getX() - CLEAR,
                place.getY() - CLEAR,
                place.getWidth() + 2 * CLEAR,
                place.getHeight() + 2 * CLEAR);
        for (Point2D point : avoided) {
            cost += clear.contains(point) ? 1 : 0;
        }
        return cost;
    }
}
