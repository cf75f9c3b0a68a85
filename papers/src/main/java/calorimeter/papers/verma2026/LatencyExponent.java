// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.verma2026;

import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.SweptQuantity;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.verma2026.DecaySweep.Group;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.resampling.Bootstrap;
import calorimeter.statistics.scaling.CriticalPowerLaw;
import calorimeter.statistics.scaling.Likelihood;
import calorimeter.statistics.scaling.PowerLaw;
import calorimeter.statistics.scaling.ScalingFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;

/// The exponent ν of t ∝ (λ − λ_c)^(−ν), t the median time to generalise at λ, λ_c fitted along (Verma,
/// arXiv:2605.20441).
///
/// Runs that did not generalise are censored: they count as later than any that did, so the median at a λ
/// stands while fewer than half are censored, and a λ at which it does not stand is left out and named. Leaving
/// censored runs out instead would make the times near the threshold too short and ν too small.
///
/// @param collapse the λ from which on training collapses
record LatencyExponent(double collapse) implements SweptQuantity {

    private static final int RESAMPLES = 400;
    private static final int SEED = 73;

    @Override
    public String text() {
        return "ν is the exponent of t = a (λ - λ_c)^-ν with λ_c fitted along, multiplicative errors, one point per λ"
                + " below " + Texts.number(collapse) + ": the median over seeds of the step of generalisation, runs"
                + " that do not generalise counting as later than all others; λ with half or more of them are left out"
                + " and named; its interval holds both the profile interval (F distribution) and the bootstrap over"
                + " seeds within each λ (" + RESAMPLES + " resamples, percentiles)";
    }

    /// The λ whose median time is finite.
    List<Group> points(Evidence evidence) {
        return DecaySweep.of(evidence, collapse).transition().stream()
                .filter(group -> Double.isFinite(group.medianTime()))
                .toList();
    }

    Answer<CriticalPowerLaw> fit(Evidence evidence, double confidence) {
        List<Group> groups = points(evidence);
        return CriticalPowerLaw.of(decays(groups), medians(groups), confidence);
    }

    private static double[] decays(List<Group> groups) {
        return groups.stream().mapToDouble(Group::weightDecay).toArray();
    }

    private static double[] medians(List<Group> groups) {
        return groups.stream().mapToDouble(Group::medianTime).toArray();
    }

    DoubleFunction<Interval> intervals(Evidence evidence) {
        return confidence -> fit(evidence, confidence).orElseThrow().exponent().interval();
    }

    @Override
    public Answer<Measurement> of(Evidence evidence) {
        return switch (fit(evidence, Family.CONFIDENCE)) {
            case Answer.Declined<CriticalPowerLaw>(var reason, int n, String advice) ->
                new Answer.Declined<>(reason, n, advice + " (λ with a finite median time: " + n + ")");
            case Answer.Given<CriticalPowerLaw>(CriticalPowerLaw fit) -> Answer.given(measured(evidence, fit));
        };
    }

    private Measurement measured(Evidence evidence, CriticalPowerLaw fit) {
        List<Group> groups = points(evidence);
        List<RunEvidence> used = DecaySweep.runs(groups);
        Estimate profile = fit.exponent();
        List<Detail> details = new ArrayList<>();
        details.add(Detail.of("ν, profile interval", profile));
        details.add(Detail.of("λ_c of the power law", fit.threshold()));
        Interval shown = SweptQuantity.withSeeds(profile.interval(), "ν", bootstrap(groups), details);
        details.addAll(rivals(evidence, groups, fit.likelihood()));
        int censored = (int) used.stream().filter(run -> !run.hasGeneralised()).count();
        details.add(Detail.of("censored runs that entered through a median", censored, used.size()));
        for (Group group : DecaySweep.of(evidence, collapse).transition()) {
            if (!groups.contains(group)) {
                details.add(Detail.of(
                        "left out: λ = " + Texts.number(group.weightDecay()) + ", generalised",
                        group.generalised(),
                        group.runs().size()));
            }
        }
        Grounds grounds = new Grounds(
                "ν, exponent of the time to generalise",
                new Estimate(profile.value(), shown, used.size()),
                "power law in λ − λ_c through the medians at " + groups.size()
                        + " λ; interval: hull of profile and, where there is one, bootstrap over seeds; n counts runs",
                Evidence.names(used),
                details);
        return new Measurement(grounds, groups.size());
    }

    /// Competing laws: the same one with the threshold of P(grok), and a power of λ itself.
    private List<Detail> rivals(Evidence evidence, List<Group> groups, Likelihood critical) {
        List<Detail> details = new ArrayList<>();
        aicc(details, "t ∝ (λ − λ_c)^−ν, λ_c fitted", critical);
        if (power(groups, 0) instanceof Answer.Given<ScalingFit>(ScalingFit fit)) {
            aicc(details, "t ∝ λ^−ν", fit.likelihood());
        }
        OptionalDouble midpoint = new DecayThreshold(collapse).midpoint(evidence);
        if (midpoint.isPresent()) {
            double threshold = midpoint.getAsDouble();
            List<Group> above = groups.stream()
                    .filter(group -> group.weightDecay() > threshold)
                    .toList();
            if (power(above, threshold) instanceof Answer.Given<ScalingFit>(ScalingFit fit)) {
                Interval minus = fit.parameter().interval();
                Estimate exponent = new Estimate(
                        -fit.parameter().value(),
                        new Interval(-minus.upper(), -minus.lower(), minus.confidence()),
                        fit.parameter().n());
                details.add(Detail.of("ν with λ_c fixed at that of P(grok)", exponent));
            }
        }
        return details;
    }

    private static void aicc(List<Detail> details, String law, Likelihood likelihood) {
        if (likelihood.aicc() instanceof Answer.Given<Double>(Double aicc)) {
            details.add(Detail.of("AICc, " + law, aicc, likelihood.n()));
        }
    }

    private Answer<ScalingFit> power(List<Group> groups, double threshold) {
        double[] distances = groups.stream()
                .mapToDouble(group -> group.weightDecay() - threshold)
                .toArray();
        return ScalingFit.of(new PowerLaw(), distances, medians(groups), Family.CONFIDENCE);
    }

    private static Answer<Estimate> bootstrap(List<Group> groups) {
        double[] decays = decays(groups);
        return new Bootstrap(RESAMPLES, Family.CONFIDENCE)
                .ofStrata(
                        groups.stream().map(Group::times).toList(),
                        drawn -> exponent(decays, drawn),
                        new SplittableRandom(SEED));
    }

    /// A resample may lose a median, or have its best λ_c at an end.
    private static double exponent(double[] decays, List<double[]> times) {
        double[] medians = times.stream().mapToDouble(Samples::median).toArray();
        int finite = 0;
        double[] x = new double[decays.length];
        double[] y = new double[decays.length];
        for (int i = 0; i < decays.length; i++) {
            if (Double.isFinite(medians[i])) {
                x[finite] = decays[i];
                y[finite++] = medians[i];
            }
        }
        return CriticalPowerLaw.of(Arrays.copyOf(x, finite), Arrays.copyOf(y, finite), Family.CONFIDENCE)
                        instanceof Answer.Given<CriticalPowerLaw>(CriticalPowerLaw fit)
                ? fit.exponent().value()
                : Double.NaN;
    }
}
