// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.function.DoubleFunction;

/// The rule of a prediction "the parameter is not 0", in either direction: supported when the interval
/// excludes 0, otherwise refuted when all of it is nearer to 0 than `least`. P-values as in [Decision].
///
/// @param least a smaller difference would not mean what is claimed
public record Difference(double least) implements DecisionRule {

    public Difference {
        if (!(least > 0)) {
            throw new IllegalArgumentException("the least difference is " + least + " but must be positive");
        }
    }

    /// The rule in words, for predictions.
    ///
    /// @param estimated what the interval is of
    public String text(String estimated) {
        return "Supported when the 95 % Student interval of " + estimated
                + " excludes 0, otherwise refuted when all of it is nearer to 0 than " + Texts.number(least);
    }

    @Override
    public Verdict.Tested of(Grounds grounds, DoubleFunction<Interval> intervals, int settings) {
        Estimate estimate = grounds.estimate();
        Interval shown = estimate.interval();
        boolean away = !shown.contains(0);
        boolean none = !away && shown.lower() > -least && shown.upper() < least;
        double fromSupport = none ? 1 : Decision.pValue(intervals, 0);
        double fromRefutation = away || Math.abs(estimate.value()) >= least
                ? 1
                : Math.max(Decision.pValue(intervals, -least), Decision.pValue(intervals, least));
        return Verdict.of(
                grounds.orPower(Power.above(estimate, 0, least)),
                away,
                none,
                Math.min(fromSupport, fromRefutation),
                missing(estimate, settings));
    }

    private Missing missing(Estimate estimate, int settings) {
        double size = Math.abs(estimate.value());
        return Missing.until(estimate.interval().width() / 2, Math.max(size, least - size), estimate.n(), settings);
    }
}
