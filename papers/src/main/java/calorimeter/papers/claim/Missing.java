// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.statistics.estimate.Estimate;

/// What an undecided claim lacks.
///
/// @param seeds how many more seeds at each setting would decide it if what was seen so far persists; 0 when
///     more seeds alone would not
/// @param advice one sentence
public record Missing(int seeds, String advice) {

    /// Most further seeds that are proposed: beyond, the estimate lies at the bound, and seeds are not what is missing.
    public static final int MOST_SEEDS = 10_000;

    /// Most further seeds at each setting of a sweep.
    private static final int MOST_SEEDS_OF_A_SWEEP = 1000;

    /// Fewest differences of which Wilcoxon's statistic has an interval of 95 %.
    private static final int FEWEST_FOR_AN_INTERVAL = 6;

    public static final Missing NOTHING = new Missing(0, "");

    public Missing {
        if (seeds < 0) {
            throw new IllegalArgumentException("further seeds are " + seeds + " but must be at least 0");
        }
    }

    /// What is missing in words, as every report says it.
    ///
    /// @param test whether the claim has a p-value, which a family of claims adjusts
    String text(boolean test) {
        if (seeds == 0) {
            return advice;
        }
        return "about " + counted(seeds) + " would decide it"
                + (test ? " by itself, in the family it takes more: " : ": ") + advice
                + (test ? "; seeds added to those planned after a look make p nominal" : "");
    }

    private static String counted(int seeds) {
        return seeds + (seeds == 1 ? " more seed" : " more seeds") + " at each setting";
    }

    /// Widths shrink as 1/√n: how many more until an interval no longer reaches a bound.
    ///
    /// @param half the half of the interval on the bound's side
    /// @param distance from the estimate to the bound
    /// @param n what the estimate stands on
    /// @param settings at how many a further seed would be run
    public static Missing until(double half, double distance, int n, int settings) {
        double ratio = half / distance;
        double needed = n * ratio * ratio;
        if (distance > 0 && needed <= MOST_SEEDS) {
            int further = (int) Math.ceil(needed) + 1 - n;
            return seeds(Math.max(1, Math.ceilDiv(further, settings)));
        }
        return Double.isInfinite(half)
                ? first(Math.max(1, Math.ceilDiv(FEWEST_FOR_AN_INTERVAL - n, settings)), "an interval to exist at all")
                : hopeless("the estimate lies at the bound: more seeds are unlikely to decide");
    }

    public static Missing seeds(int seeds) {
        return new Missing(seeds, "if what was seen so far persists");
    }

    /// Seeds without which nothing is decided, and with which perhaps nothing is.
    ///
    /// @param purpose what they are needed for
    public static Missing first(int seeds, String purpose) {
        return hopeless(counted(seeds) + (seeds == 1 ? " is" : " are") + " needed for " + purpose
                + "; whether that decides is not known");
    }

    public static Missing hopeless(String advice) {
        return new Missing(0, advice);
    }

    /// How many more seeds at each setting until an interval is narrower than wanted, if widths shrink as 1/√n.
    ///
    /// @param width in the scale in which it shrinks; infinite when an end is
    /// @param settings at how many settings a further seed would be run
    public static Missing narrower(double width, double wanted, Estimate estimate, int settings) {
        double ratio = width / wanted;
        double seeds = (double) estimate.n() / settings;
        double further = Math.ceil(seeds * ratio * ratio - seeds);
        if (!Double.isFinite(width)) {
            return hopeless("the data do not bound it; settings nearer the transition would help more than seeds");
        }
        if (!(further <= MOST_SEEDS_OF_A_SWEEP)) {
            return hopeless("if intervals narrow as 1/√n it takes more than " + MOST_SEEDS_OF_A_SWEEP
                    + " further seeds at each setting: they are unlikely to decide");
        }
        return new Missing(Math.max(1, (int) further), "if what was seen so far persists and intervals narrow as 1/√n");
    }
}
