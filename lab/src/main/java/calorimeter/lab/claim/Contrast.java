package calorimeter.lab.claim;

import calorimeter.lab.claim.Assessment.Leaning;
import calorimeter.lab.claim.Assessment.Measured;
import calorimeter.lab.claim.Finding.Detail;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/// A prediction that must hold against each of several opponents: supported when it is against all
/// (intersection–union, so no correction is due), refuted when it fails against one (p-value times the number
/// of opponents).
///
/// @param label the opponent
/// @param required whether it must be beaten by itself; one that is only pooled from others need not
/// @param difference in favour of the prediction when positive
/// @param intervals of the difference, by confidence
record Contrast(String label, boolean required, Estimate difference, DoubleFunction<Interval> intervals) {

    /// The finding's estimate is that of the opponent closest to refuting.
    static Assessment all(
            List<Contrast> contrasts,
            Decision decision,
            String quantity,
            String test,
            List<String> runs,
            List<Detail> further,
            int settings) {
        Contrast weakest = contrasts.getFirst();
        double support = 0;
        double refute = 1;
        boolean supported = true;
        boolean refuted = false;
        for (Contrast contrast : contrasts) {
            if (contrast.required) {
                weakest = contrast.difference.value() < weakest.difference.value() ? contrast : weakest;
                support = Math.max(support, Decision.pValue(contrast.intervals, decision.supports()));
                supported &= contrast.difference.interval().lower() > decision.supports();
            }
            double against = Decision.pValue(contrast.intervals, decision.refutes());
            Interval interval = contrast.difference.interval();
            if (interval.upper() < decision.refutes() && interval.lower() <= decision.supports()) {
                refuted = true;
                refute = Math.min(refute, against * contrasts.size());
            }
        }
        List<Detail> details = new ArrayList<>();
        contrasts.forEach(contrast -> details.add(Detail.of(contrast.label, contrast.difference)));
        details.addAll(further);
        Finding finding = new Finding(quantity + ", against " + weakest.label, weakest.difference, test, runs, details);
        if (decision.of(finding, weakest.intervals, settings) instanceof Measured single) {
            if (supported) {
                return new Measured(finding, Leaning.SUPPORTS, OptionalDouble.of(support), single.missing());
            }
            Leaning leaning = refuted ? Leaning.REFUTES : Leaning.NEITHER;
            double p = refuted ? refute : Math.min(1, support);
            return new Measured(finding, leaning, OptionalDouble.of(p), single.missing());
        }
        throw new AssertionError("a decision is always measured");
    }
}
