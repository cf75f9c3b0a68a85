// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.verma2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Missing;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.SweptQuantity;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.scaling.LogisticFit;
import java.util.List;
import java.util.function.DoubleFunction;

/// P(grok) rises with ln λ, and reaches one half inside the swept range.
record ThresholdExists(DecayThreshold threshold) implements Prediction {

    @Override
    public String text() {
        return "P(grok) rises with ln λ and passes one half at a λ_c inside the sweep; " + threshold.text()
                + ". Supported when the 95 % profile interval of the logistic's slope is above 0 and the interval of"
                + " λ_c lies between the least and the greatest λ fitted; refuted when the slope's interval is below"
                + " 0. The p-value is that of the slope, or for support the largest of that and those of λ_c (profile)"
                + " at either end. λ_c belongs to the step budget: with more steps smaller λ"
                + " generalise.";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        if (!(threshold.fit(evidence, Family.CONFIDENCE) instanceof Answer.Given<LogisticFit>(LogisticFit fit))
                || !(threshold.of(evidence) instanceof Answer.Given<SweptQuantity.Measurement>(var measured))) {
            return evidence.shortage(Arm.SWEPT, reason(evidence));
        }
        List<DecaySweep.Group> groups =
                DecaySweep.of(evidence, threshold.collapse()).transition();
        Interval slope = fit.slope().interval();
        Interval shown = measured.grounds().estimate().interval();
        boolean inside = shown.lower() > groups.getFirst().weightDecay()
                && shown.upper() < groups.getLast().weightDecay();
        DoubleFunction<Interval> slopes = confidence ->
                threshold.fit(evidence, confidence).orElseThrow().slope().interval();
        boolean exists = slope.lower() > 0 && inside;
        double p = Decision.pValue(slopes, 0);
        if (exists) {
            DoubleFunction<Interval> midpoints = confidence ->
                    threshold.fit(evidence, confidence).orElseThrow().midpoint().interval();
            p = Math.max(
                    p, Decision.pValue(midpoints, Math.log(groups.getFirst().weightDecay())));
            p = Math.max(p, Decision.pValue(midpoints, Math.log(groups.getLast().weightDecay())));
        }
        return Verdict.of(measured.grounds(), exists, slope.upper() < 0, p, missing(measured, fit, groups));
    }

    private String reason(Evidence evidence) {
        return threshold.of(evidence) instanceof Answer.Declined<SweptQuantity.Measurement> declined
                ? declined.advice()
                : "a logistic fit needs runs on both sides of the threshold";
    }

    private static Missing missing(SweptQuantity.Measurement measured, LogisticFit fit, List<DecaySweep.Group> groups) {
        double slope = fit.slope().value();
        if (!(fit.slope().interval().lower() > 0)) {
            double half = slope - fit.slope().interval().lower();
            return Missing.narrower(half, Math.abs(slope), measured.grounds().estimate(), measured.settings());
        }
        double middle = Math.log(measured.grounds().estimate().value());
        double room = Math.min(
                middle - Math.log(groups.getFirst().weightDecay()),
                Math.log(groups.getLast().weightDecay()) - middle);
        Interval shown = measured.grounds().estimate().interval();
        double half = Math.max(middle - Math.log(shown.lower()), Math.log(shown.upper()) - middle);
        return room > 0
                ? Missing.narrower(half, room, measured.grounds().estimate(), measured.settings())
                : Missing.hopeless("λ_c lies outside the sweep: other λ are needed, not more seeds");
    }
}
