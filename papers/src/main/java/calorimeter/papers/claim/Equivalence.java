// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.function.DoubleFunction;

/// The rule of a prediction "the parameter lies between two bounds": supported when the whole interval does,
/// refuted when none of it does. P-values as in [Decision].
public record Equivalence(double low, double high) implements DecisionRule {

    public Equivalence {
        if (!(low < high)) {
            throw new IllegalArgumentException("bounds are " + low + " and " + high + " but must be ordered");
        }
    }

    @Override
    public Verdict.Tested of(Grounds grounds, DoubleFunction<Interval> intervals, int settings) {
        Interval shown = grounds.estimate().interval();
        boolean inside = shown.lower() > low && shown.upper() < high;
        boolean outside = shown.lower() > high || shown.upper() < low;
        double below = Decision.pValue(intervals, low);
        double above = Decision.pValue(intervals, high);
        double value = grounds.estimate().value();
        double p = value > low && value < high ? Math.max(below, above) : value >= high ? above : below;
        Power power = Power.between(grounds.estimate(), low, high);
        return Verdict.of(grounds.orPower(power), inside, outside, p, missing(grounds.estimate(), settings));
    }

    private Missing missing(Estimate estimate, int settings) {
        double distance = Math.min(Math.abs(estimate.value() - low), Math.abs(estimate.value() - high));
        return Missing.until(estimate.interval().width() / 2, distance, estimate.n(), settings);
    }
}
