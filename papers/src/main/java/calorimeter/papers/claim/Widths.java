package calorimeter.papers.claim;

import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;

/// Intervals of sweeps: two of them joined, and what would make them narrower.
final class Widths {

    private static final int MOST_SEEDS = 1000;

    private Widths() {}

    /// The least interval that holds both.
    static Interval hull(Interval one, Interval other) {
        return new Interval(
                Math.min(one.lower(), other.lower()), Math.max(one.upper(), other.upper()), one.confidence());
    }

    /// How many more seeds at each setting until an interval is narrower than wanted, if widths shrink as 1/√n.
    ///
    /// @param width in the scale in which it shrinks; infinite when an end is
    /// @param settings at how many settings a further seed would be run
    static Missing seeds(double width, double wanted, Estimate estimate, int settings) {
        double ratio = width / wanted;
        double seeds = (double) estimate.n() / settings;
        double further = Math.ceil(seeds * ratio * ratio - seeds);
        if (!Double.isFinite(width)) {
            return Missing.hopeless(
                    "the data do not bound it; settings nearer the transition would help more than seeds");
        }
        if (!(further <= MOST_SEEDS)) {
            return Missing.hopeless("if intervals narrow as 1/√n it takes more than " + MOST_SEEDS
                    + " further seeds at each setting: they are unlikely to decide");
        }
        return new Missing(Math.max(1, (int) further), "if what was seen so far persists and intervals narrow as 1/√n");
    }
}
