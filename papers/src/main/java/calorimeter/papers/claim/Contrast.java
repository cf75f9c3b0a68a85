// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// A prediction that must hold against each of several opponents: supported when it does against all that must
/// be beaten (intersection–union: the largest p-value, no correction is due), refuted when it fails against one
/// (the smallest p-value times the number of opponents).
///
/// @param label the opponent
/// @param difference in favour of the prediction when positive
/// @param intervals of the difference, by confidence
/// @param perSeed by how much a further seed at each setting raises the difference's n
/// @param power where it does not follow from the width of the interval
public record Contrast(
        String label, Estimate difference, DoubleFunction<Interval> intervals, int perSeed, Optional<Power> power) {

    /// A contrast whose power follows from the width of its interval.
    public Contrast(String label, Estimate difference, DoubleFunction<Interval> intervals, int perSeed) {
        this(label, difference, intervals, perSeed, Optional.empty());
    }

    /// The finding's estimate is that of the opponent that decided, the least difference where p-values are equal, as
    /// those are that a number of resamples bounds; without decision it is the least.
    public static Verdict all(
            List<Contrast> contrasts,
            Decision decision,
            String quantity,
            String test,
            List<String> runs,
            List<Detail> further) {
        ToDoubleFunction<Contrast> support = contrast -> Decision.pValue(contrast.intervals, decision.supports());
        ToDoubleFunction<Contrast> refute = contrast -> Decision.pValue(contrast.intervals, decision.refutes());
        ToDoubleFunction<Contrast> value = contrast -> contrast.difference.value();
        boolean supported = contrasts.stream().allMatch(contrast -> contrast.holds(decision));
        List<Contrast> failed = supported
                ? List.of()
                : contrasts.stream()
                        .filter(contrast -> contrast.fails(decision))
                        .toList();
        Contrast shown;
        if (supported) {
            shown = Collections.min(
                    contrasts, Comparator.comparingDouble(support).reversed().thenComparingDouble(value));
        } else if (failed.isEmpty()) {
            shown = Collections.min(contrasts, Comparator.comparingDouble(value));
        } else {
            shown = Collections.min(failed, Comparator.comparingDouble(refute).thenComparingDouble(value));
        }
        List<Detail> details = new ArrayList<>();
        contrasts.forEach(contrast -> details.add(Detail.of(contrast.label, contrast.difference)));
        details.addAll(further);
        Grounds grounds = decision.powered(
                new Grounds(quantity + ", against " + shown.label, shown.difference, test, runs, details, shown.power));
        Missing missing = decision.missing(shown.towards(contrasts.size()), shown.perSeed);
        double refutation = Math.min(1, contrasts.size() * refute.applyAsDouble(shown));
        if (!failed.isEmpty() && refutation <= Family.LEVEL) {
            return Verdict.of(grounds, false, true, refutation, missing);
        }
        double p = contrasts.stream().mapToDouble(support).max().orElseThrow();
        return Verdict.of(grounds, supported, false, p, missing);
    }

    /// The upper end as it must be to refute, when each of several opponents may.
    private Estimate towards(int opponents) {
        Interval shown = difference.interval();
        Interval corrected = intervals.apply(1 - Family.LEVEL / opponents);
        return new Estimate(
                difference.value(), new Interval(shown.lower(), corrected.upper(), shown.confidence()), difference.n());
    }

    private boolean holds(Decision decision) {
        return difference.interval().lower() > decision.supports();
    }

    private boolean fails(Decision decision) {
        return !holds(decision) && difference.interval().upper() < decision.refutes();
    }
}
