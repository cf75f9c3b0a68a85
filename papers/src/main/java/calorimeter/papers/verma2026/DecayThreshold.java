// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.verma2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.SweptQuantity;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.verma2026.DecaySweep.Group;
import calorimeter.statistics.classical.ClopperPearson;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.resampling.Bootstrap;
import calorimeter.statistics.scaling.LogisticFit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/// The weight decay λ_c at which half of the runs generalise within their budget: midpoint of a logistic in ln
/// λ, by Firth's method, which also answers when the outcomes are separated (Verma, arXiv:2605.20441).
///
/// Two intervals, and the one shown holds both: a bootstrap over seeds within each λ, which is a point or
/// nearly so when few λ have both outcomes, and the profile likelihood interval, which is not.
///
/// @param collapse the λ from which on training collapses, which a rising curve does not describe
record DecayThreshold(double collapse) implements SweptQuantity {

    private static final int RESAMPLES = 1000;
    private static final int SEED = 71;

    @Override
    public String text() {
        return "λ_c is the midpoint of a logistic in ln λ fitted by Firth's method to all runs with 0 < λ < "
                + Texts.number(collapse) + " (a run that does not generalise within its budget counts as such; one that"
                + " diverges is excluded and counted); its interval holds both the bootstrap over seeds within each λ ("
                + RESAMPLES + " resamples, percentiles) and the profile likelihood interval";
    }

    Answer<LogisticFit> fit(Evidence evidence, double confidence) {
        List<Group> groups = DecaySweep.of(evidence, collapse).transition();
        return LogisticFit.of(logarithms(groups), generalised(outcomes(groups)), confidence);
    }

    /// λ_c without its bootstrap; empty when there is no fit.
    OptionalDouble midpoint(Evidence evidence) {
        return fit(evidence, Family.CONFIDENCE) instanceof Answer.Given<LogisticFit>(LogisticFit fit)
                ? OptionalDouble.of(Math.exp(fit.midpoint().value()))
                : OptionalDouble.empty();
    }

    /// λ_c where there is a threshold: the slope's interval lies above 0, and λ_c between the λ fitted.
    Answer<Double> between(Evidence evidence) {
        List<Group> groups = DecaySweep.of(evidence, collapse).transition();
        return switch (fit(evidence, Family.CONFIDENCE)) {
            case Answer.Declined<LogisticFit>(var reason, int n, String advice) ->
                new Answer.Declined<>(reason, n, advice);
            case Answer.Given<LogisticFit>(LogisticFit fit) -> {
                double middle = Math.exp(fit.midpoint().value());
                yield fit.slope().interval().lower() > 0
                                && middle > groups.getFirst().weightDecay()
                                && middle < groups.getLast().weightDecay()
                        ? Answer.given(middle)
                        : Answer.notIdentified(fit.slope().n(), "P(grok) does not rise through one half in the sweep");
            }
        };
    }

    @Override
    public Answer<Measurement> of(Evidence evidence) {
        List<Group> groups = DecaySweep.of(evidence, collapse).transition();
        return switch (fit(evidence, Family.CONFIDENCE)) {
            case Answer.Declined<LogisticFit>(var reason, int n, String advice) ->
                new Answer.Declined<>(reason, n, advice);
            case Answer.Given<LogisticFit>(LogisticFit fit) -> measured(evidence, groups, fit);
        };
    }

    private Answer<Measurement> measured(Evidence evidence, List<Group> groups, LogisticFit fit) {
        double threshold = Math.exp(fit.midpoint().value());
        if (!Double.isFinite(threshold)) {
            return Answer.notIdentified(fit.midpoint().n(), "the midpoint lies infinitely far from the swept λ");
        }
        Interval profile = exponential(fit.midpoint().interval());
        List<Detail> details = new ArrayList<>();
        details.add(Detail.of("slope of the logistic, per e-fold of λ", fit.slope()));
        details.add(new Detail(
                "λ_c, profile likelihood interval",
                threshold,
                profile,
                fit.midpoint().n()));
        Interval shown = SweptQuantity.withSeeds(profile, "λ_c", bootstrap(groups), details);
        for (Group group : DecaySweep.of(evidence, collapse).groups()) {
            details.add(Detail.of("P(grok) at λ = " + Texts.number(group.weightDecay()), share(group)));
        }
        details.add(Detail.of(
                "runs excluded because they diverged",
                evidence.excluded().size(),
                evidence.excluded().size() + evidence.runs(Arm.SWEPT).size()));
        Grounds grounds = new Grounds(
                "λ_c, weight decay at which half of the runs generalise",
                new Estimate(threshold, shown, fit.midpoint().n()),
                "logistic in ln λ by Firth's method; interval: hull of profile likelihood and, where there is one, bootstrap over seeds",
                Evidence.names(DecaySweep.runs(groups)),
                details);
        return Answer.given(new Measurement(grounds, groups.size()));
    }

    /// Share of the runs that generalise, with Clopper and Pearson's interval.
    static Estimate share(Group group) {
        return ClopperPearson.of(group.generalised(), group.runs().size(), Family.CONFIDENCE)
                .orElseThrow();
    }

    private static Interval exponential(Interval interval) {
        return new Interval(Math.exp(interval.lower()), Math.exp(interval.upper()), interval.confidence());
    }

    private Answer<Estimate> bootstrap(List<Group> groups) {
        return new Bootstrap(RESAMPLES, Family.CONFIDENCE)
                .ofStrata(
                        outcomes(groups),
                        drawn -> Math.exp(LogisticFit.midpointAlone(logarithms(groups), generalised(drawn))),
                        new SplittableRandom(SEED));
    }

    private static List<double[]> outcomes(List<Group> groups) {
        return groups.stream()
                .map(group -> group.runs().stream()
                        .mapToDouble(run -> run.hasGeneralised() ? 1 : 0)
                        .toArray())
                .toList();
    }

    /// ln λ of every run.
    private static double[] logarithms(List<Group> groups) {
        return groups.stream()
                .flatMapToDouble(group -> DoubleStream.generate(() -> Math.log(group.weightDecay()))
                        .limit(group.runs().size()))
                .toArray();
    }

    private static boolean[] generalised(List<double[]> outcomes) {
        double[] all = outcomes.stream().flatMapToDouble(DoubleStream::of).toArray();
        boolean[] generalised = new boolean[all.length];
        for (int i = 0; i < all.length; i++) {
            generalised[i] = all[i] > 0;
        }
        return generalised;
    }
}
