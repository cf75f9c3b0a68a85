// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

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
public record Decision(double supports, double refutes) implements DecisionRule {

    private static final double LEAST_P = 1e-12;

    public Decision {
        if (!(refutes >= supports)) {
            throw new IllegalArgumentException(
                    "the bound that refutes is " + refutes + " but must be at least that which supports, " + supports);
        }
    }

    @Override
    public Verdict.Tested of(Grounds grounds, DoubleFunction<Interval> intervals, int settings) {
        Interval shown = grounds.estimate().interval();
        boolean above = shown.lower() > supports;
        boolean below = !above && shown.upper() < refutes;
        double fromSupport = below ? 1 : pValue(intervals, supports);
        double fromRefutation = above ? 1 : pValue(intervals, refutes);
        double p = Math.min(fromSupport, fromRefutation);
        return Verdict.of(powered(grounds), above, below, p, missing(grounds.estimate(), settings));
    }

    /// Grounds with the power for the least effect that would mean what is claimed, if the rule names one.
    Grounds powered(Grounds grounds) {
        return refutes > supports ? grounds.orPower(Power.above(grounds.estimate(), supports, refutes)) : grounds;
    }

    /// Two-sided, by inverting intervals; they widen with confidence, so bisection finds it.
    public static double pValue(DoubleFunction<Interval> intervals, double bound) {
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

    /// What is missing to reach the bound that would decide.
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
