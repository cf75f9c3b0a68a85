// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.bi2026;

import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.SweptQuantity;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.resampling.Bootstrap;
import calorimeter.statistics.scaling.BinderCumulant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The train fraction at which the Binder cumulants of the least and the greatest modulus cross (Bi et al.,
/// arXiv:2603.24746). Crossings of neighbouring moduli are told beside it.
record BinderCrossingFraction() implements SweptQuantity {

    private static final int RESAMPLES = 2000;
    private static final int SEED = 83;

    @Override
    public String text() {
        return "f_c is the train fraction at which U4 = 1 - <m^4>/(3 <m^2>^2) over seeds crosses between the least and"
                + " the greatest modulus, m the head-tail contrast of penultimate representations of test examples at"
                + " the last step, U4 interpolated linearly, the steepest crossing if several; interval: bootstrap over"
                + " seeds within each modulus and fraction (" + RESAMPLES + " resamples, percentiles), none when the"
                + " curves do not cross in more than a twentieth of the resamples";
    }

    /// Crossing of two moduli, from the fractions they share.
    static Answer<Estimate> crossing(ContrastSweep sweep, int smaller, int larger) {
        List<Double> fractions = sweep.shared(smaller, larger);
        return BinderCumulant.crossing(
                fractions.stream().mapToDouble(Double::doubleValue).toArray(),
                fractions.stream()
                        .map(fraction -> sweep.contrasts(smaller, fraction))
                        .toList(),
                fractions.stream()
                        .map(fraction -> sweep.contrasts(larger, fraction))
                        .toList(),
                new Bootstrap(RESAMPLES, Family.CONFIDENCE),
                new SplittableRandom(SEED));
    }

    @Override
    public Answer<Measurement> of(Evidence evidence) {
        ContrastSweep sweep = ContrastSweep.of(evidence);
        List<Integer> moduli = sweep.moduli();
        if (moduli.size() < 2) {
            return Answer.tooFew("a crossing's number of moduli with two seeds", moduli.size(), 2);
        }
        int smaller = moduli.getFirst();
        int larger = moduli.getLast();
        return crossing(sweep, smaller, larger)
                .map(estimate -> new Measurement(
                        new Grounds(
                                "train fraction where U₄ of p = " + smaller + " and p = " + larger + " cross",
                                estimate,
                                "linear interpolation of U₄; bootstrap over seeds within modulus and fraction,"
                                        + " percentile interval",
                                sweep.names(smaller, larger),
                                details(sweep, moduli)),
                        2 * sweep.shared(smaller, larger).size()));
    }

    /// Crossings of neighbouring moduli, or why there is none.
    static List<Detail> details(ContrastSweep sweep, List<Integer> moduli) {
        List<Detail> details = new ArrayList<>();
        for (int i = 1; i < moduli.size(); i++) {
            String label = "U₄ crossing of p = " + moduli.get(i - 1) + " and " + moduli.get(i);
            details.add(
                    switch (crossing(sweep, moduli.get(i - 1), moduli.get(i))) {
                        case Answer.Given<Estimate>(Estimate estimate) -> Detail.of(label, estimate);
                        case Answer.Declined<Estimate>(var reason, int n, String advice) ->
                            Detail.of(label + ": none, " + advice, Double.NaN, n);
                    });
        }
        return details;
    }
}
