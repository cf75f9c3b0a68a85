// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.Locale;
import java.util.OptionalDouble;

/// A number agrees with a published interval.
///
/// @param symbol of the quantity
/// @param low end of the published interval
/// @param high end of the published interval
/// @param widest our interval must be at most this wide to tell anything
/// @param ratio whether width is upper over lower end, else their difference
/// @param unlike in what the runs differ from the published ones, so that they are no evidence; empty when they
///     do not
public record AgreesWithInterval(
        SweptQuantity quantity, String symbol, double low, double high, double widest, boolean ratio, String unlike)
        implements Prediction {

    public AgreesWithInterval {
        if (!(low < high)) {
            throw new IllegalArgumentException(
                    "the published interval runs from " + low + " to " + high + " but its ends must be ordered");
        }
    }

    @Override
    public String text() {
        return symbol + " agrees with the published interval [" + Texts.number(low) + ", " + Texts.number(high) + "]; "
                + quantity.text() + ". Supported when the two intervals overlap and ours is at most "
                + (ratio ? "a factor of " : "") + Texts.number(widest) + " wide, refuted when they do not overlap,"
                + " undecided when ours is wider. Overlap of two 95 % intervals is no test, so there is no p-value."
                + (unlike.isEmpty() ? "" : " Not compared at this size: " + unlike + ".");
    }

    @Override
    public boolean isTest() {
        return false;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return quantity.judge(evidence, this::judge);
    }

    private Verdict judge(SweptQuantity.Measurement measured) {
        Estimate estimate = measured.grounds().estimate();
        if (!unlike.isEmpty()) {
            return new Verdict.NotTested("here " + symbol + " = " + words(estimate)
                    + "; not compared with the published [" + Texts.number(low) + ", " + Texts.number(high)
                    + "], since " + unlike);
        }
        Interval ours = estimate.interval();
        boolean apart = ours.upper() < low || ours.lower() > high;
        return Verdict.of(
                measured.grounds(),
                !apart && width(ours) <= widest,
                apart,
                OptionalDouble.empty(),
                Missing.narrower(scaled(width(ours)), scaled(widest), estimate, measured.settings()));
    }

    private double width(Interval interval) {
        return ratio ? interval.upper() / interval.lower() : interval.width();
    }

    /// Widths shrink as 1/√n on the scale on which errors are additive.
    private double scaled(double width) {
        return ratio ? Math.log(width) : width;
    }

    private static String words(Estimate estimate) {
        Interval interval = estimate.interval();
        return String.format(
                Locale.ROOT,
                "%.3g [%.3g, %.3g] (n = %d)",
                estimate.value(),
                interval.lower(),
                interval.upper(),
                estimate.n());
    }
}
