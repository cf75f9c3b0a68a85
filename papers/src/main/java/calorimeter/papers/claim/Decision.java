package calorimeter.papers.claim;

import calorimeter.papers.claim.Assessment.Leaning;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.function.DoubleFunction;

/// The rule of a prediction "the parameter is above a bound": supported when the whole interval is above
/// `supports`, otherwise refuted when the whole interval is below `refutes`, otherwise undecided. An interval
/// between the two bounds supports: the effect is there, and the estimate beside the verdict says how small it
/// is.
///
/// Both come from one family of confidence intervals: the two-sided p-value of "not at the bound" is one minus
/// the largest confidence at which the interval still excludes it.
///
/// @param supports the interval must lie above it
/// @param refutes at least `supports`; an effect below it would be too small to mean what is claimed
record Decision(double supports, double refutes) {

    private static final double LEAST_P = 1e-12;

    Decision {
        if (!(refutes >= supports)) {
            throw new IllegalArgumentException(
                    "the bound that refutes is " + refutes + " but must be at least that which supports, " + supports);
        }
    }

    /// @param intervals of the finding's estimate, by confidence
    /// @param settings at how many settings a further seed would be run
    Assessment.Measured of(Finding finding, DoubleFunction<Interval> intervals, int settings) {
        Interval shown = finding.estimate().interval();
        Leaning leaning = shown.lower() > supports
                ? Leaning.SUPPORTS
                : shown.upper() < refutes ? Leaning.REFUTES : Leaning.NEITHER;
        double p = switch (leaning) {
            case SUPPORTS -> pValue(intervals, supports);
            case REFUTES -> pValue(intervals, refutes);
            case NEITHER -> Math.min(pValue(intervals, supports), pValue(intervals, refutes));
        };
        return Assessment.tested(finding, leaning, p, missing(finding.estimate(), settings));
    }

    /// Two-sided, by inverting intervals; they widen with confidence, so bisection finds it.
    static double pValue(DoubleFunction<Interval> intervals, double bound) {
        double low = Math.log(LEAST_P);
        double high = 0;
        if (!intervals.apply(1 - LEAST_P).contains(bound)) {
            return LEAST_P;
        }
        for (int halving = 0; halving < 26; halving++) {
            double middle = (low + high) / 2;
            if (intervals.apply(1 - Math.exp(middle)).contains(bound)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp(high);
    }

    /// Of the bound that would decide.
    Missing missing(Estimate estimate, int settings) {
        double value = estimate.value();
        boolean towardsSupport = value > supports && (value >= refutes || value - supports > refutes - value);
        double distance = towardsSupport ? value - supports : refutes - value;
        double half = towardsSupport
                ? value - estimate.interval().lower()
                : estimate.interval().upper() - value;
        return Missing.until(half, distance, estimate.n(), settings);
    }
}
