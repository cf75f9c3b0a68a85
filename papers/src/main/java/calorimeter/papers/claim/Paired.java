// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.statistics.classical.WilcoxonSignedRank;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.function.DoubleFunction;

/// The centre of paired differences with an interval that allows for pairs not seen.
///
/// It is the Hodges–Lehmann pseudo-median with Wilcoxon's interval, widened to at least centre ± q·range: a
/// share q = 1 − (α/2)^(1/n) of pairs may be unseen (the upper end of Clopper and Pearson's interval for 0 of
/// n) and differ by up to a range that the caller states. Wilcoxon's interval alone shrinks to a point when
/// differences are tied, as bounded ones are; of fewer than six differences, tied or not, it is the whole line.
public final class Paired {

    public static final String METHOD =
            "Hodges–Lehmann pseudo-median of paired differences, Wilcoxon's interval, widened for pairs not seen";

    private final double[] differences;
    private final double range;

    /// @param range largest difference there can be
    public Paired(double[] differences, double range) {
        this.differences = differences.clone();
        this.range = range;
    }

    public Estimate estimate() {
        return estimate(Family.CONFIDENCE);
    }

    public DoubleFunction<Interval> intervals() {
        return confidence -> estimate(confidence).interval();
    }

    private Estimate estimate(double confidence) {
        Estimate seen = WilcoxonSignedRank.pseudoMedian(differences, confidence);
        double centre = seen.value();
        double allowance = range * (1 - Math.pow((1 - confidence) / 2, 1.0 / seen.n()));
        double lower = Math.min(seen.interval().lower(), centre - allowance);
        double upper = Math.max(seen.interval().upper(), centre + allowance);
        return new Estimate(centre, new Interval(lower, upper, confidence), seen.n());
    }
}
