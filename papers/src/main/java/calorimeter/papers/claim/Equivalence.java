package calorimeter.papers.claim;

import calorimeter.papers.claim.Assessment.Leaning;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.function.DoubleFunction;

/// The rule of a prediction "the parameter lies between two bounds": supported when the whole interval does,
/// refuted when none of it does. P-values as in [Decision].
record Equivalence(double low, double high) {

    Equivalence {
        if (!(low < high)) {
            throw new IllegalArgumentException("bounds are " + low + " and " + high + " but must be ordered");
        }
    }

    /// @param intervals of the finding's estimate, by confidence
    /// @param settings at how many settings a further seed would be run
    Assessment.Measured of(Finding finding, DoubleFunction<Interval> intervals, int settings) {
        Interval shown = finding.estimate().interval();
        boolean inside = shown.lower() > low && shown.upper() < high;
        boolean outside = shown.lower() > high || shown.upper() < low;
        double below = Decision.pValue(intervals, low);
        double above = Decision.pValue(intervals, high);
        double value = finding.estimate().value();
        double p = value > low && value < high ? Math.max(below, above) : value >= high ? above : below;
        Leaning leaning = inside ? Leaning.SUPPORTS : outside ? Leaning.REFUTES : Leaning.NEITHER;
        return Assessment.tested(finding, leaning, p, missing(finding.estimate(), settings));
    }

    private Missing missing(Estimate estimate, int settings) {
        double distance = Math.min(Math.abs(estimate.value() - low), Math.abs(estimate.value() - high));
        return Missing.until(estimate.interval().width() / 2, distance, estimate.n(), settings);
    }
}
