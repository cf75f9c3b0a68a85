// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.verma2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Missing;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.verma2026.DecaySweep.Group;
import calorimeter.statistics.classical.PartialSlope;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/// An observable at the end of training tells two regimes of the weight decay apart, beyond any smooth trend in the
/// weight decay.
///
/// Most observables drift with λ whether or not runs generalise. So the units are the λ, and the regime must explain
/// what a trend in λ leaves: of the means over seeds y_k at λ_k,
///
///     y_k = trend(λ_k) + b z_k + e_k,
///
/// z_k the share of runs that generalise at λ_k, or 1 in collapse and 0 below. A misfit of the trend is error.
///
/// @param column recorded series; its last value is taken
/// @param symbol of it
/// @param collapsed whether runs in collapse are compared with those that generalise, and must be larger; else
///     runs that generalise with those that do not, and must differ either way
/// @param margin a difference smaller than this would be none
/// @param threshold separates the regimes
record RegimesDiffer(String column, String symbol, boolean collapsed, double margin, DecayThreshold threshold)
        implements Prediction {

    private static final int HIGHEST_DEGREE = 3;

    @Override
    public String text() {
        String compared = collapsed
                ? "exceeds, at λ of at least " + Texts.number(threshold.collapse())
                        + ", what the λ between λ_c and that extrapolate to: b is the excess over a trend straight in"
                        + " ln λ, so a drift in proportion to λ counts as collapse"
                : "follows the share of runs that generalise at λ beyond a trend in λ: b is the slope on that share beside"
                        + " a polynomial in ln λ of degree 1, 2 and 3, over 0 < λ < "
                        + Texts.number(threshold.collapse());
        return "The last recorded " + symbol + ", one mean over seeds for each λ, " + compared
                + "; least squares with Student's 95 % interval, whose error is the scatter of the λ about the fit"
                + (collapsed ? "" : "; the interval shown holds those beside every degree")
                + ". Not tested unless P(grok) has a threshold: the 95 %"
                + " profile interval of the logistic's slope above 0, and λ_c between the λ fitted; " + threshold.text()
                + ". Supported when the interval is " + (collapsed ? "above 0" : "on one side of 0")
                + ", otherwise refuted when it lies " + (collapsed ? "below " : "within ± ") + Texts.number(margin)
                + ". Runs end when test accuracy is sustained, so the ends of regimes are at different steps.";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        if (!(threshold.between(evidence) instanceof Answer.Given<Double>(Double critical))) {
            return evidence.shortage(Arm.SWEPT, "a threshold λ_c is needed to tell the regimes apart");
        }
        DecaySweep sweep = DecaySweep.of(evidence, threshold.collapse());
        List<Group> groups = new ArrayList<>(sweep.transition());
        if (collapsed) {
            groups.removeIf(group -> group.weightDecay() < critical);
            groups.addAll(sweep.collapsed());
        }
        groups.removeIf(group -> group.last(column).length == 0);
        return switch (excess(groups, Family.CONFIDENCE)) {
            case Answer.Given<Estimate>(Estimate estimate) -> judged(groups, estimate);
            case Answer.Declined<Estimate>(var reason, int n, String advice) -> evidence.shortage(Arm.SWEPT, advice);
        };
    }

    private Verdict judged(List<Group> groups, Estimate estimate) {
        List<Detail> details = new ArrayList<>();
        for (Trend trend : trends(groups)) {
            details.add(Detail.of(
                    "beside " + trend.words,
                    slope(groups, trend, Family.CONFIDENCE).orElseThrow()));
        }
        for (Group group : groups) {
            double[] values = group.last(column);
            details.add(Detail.of(
                    symbol + " at λ = " + Texts.number(group.weightDecay()), Samples.mean(values), values.length));
        }
        Grounds grounds = new Grounds(
                "last " + symbol
                        + (collapsed
                                ? ", collapse less the trend of the generalising regime"
                                : ", generalising less not, beyond a trend in λ"),
                estimate,
                "slope beyond a trend, one mean over seeds for each λ; "
                        + (collapsed ? "Student's interval" : "hull of Student's intervals for every degree")
                        + "; n counts λ",
                Evidence.names(DecaySweep.runs(groups)),
                details);
        DoubleFunction<Interval> intervals =
                confidence -> excess(groups, confidence).orElseThrow().interval();
        Interval shown = estimate.interval();
        boolean apart = shown.lower() > 0 || (!collapsed && shown.upper() < 0);
        boolean none = !apart && shown.upper() < margin && (collapsed || shown.lower() > -margin);
        return Verdict.of(
                grounds,
                apart,
                none,
                none ? pValueOfNone(intervals) : Decision.pValue(intervals, 0),
                Missing.hopeless("λ are the units: more of them on both sides of λ_c decide sooner than more seeds"));
    }

    private double pValueOfNone(DoubleFunction<Interval> intervals) {
        double below = Decision.pValue(intervals, margin);
        return collapsed ? below : Math.max(below, Decision.pValue(intervals, -margin));
    }

    /// The slope beside the middle trend, with the least interval that holds those beside every trend.
    private Answer<Estimate> excess(List<Group> groups, double confidence) {
        List<Trend> trends = trends(groups);
        List<Estimate> slopes = new ArrayList<>();
        for (Trend trend : trends) {
            switch (slope(groups, trend, confidence)) {
                case Answer.Given<Estimate>(Estimate slope) -> slopes.add(slope);
                case Answer.Declined<Estimate> declined -> {
                    return declined;
                }
            }
        }
        double lower = slopes.stream()
                .mapToDouble(slope -> slope.interval().lower())
                .min()
                .orElseThrow();
        double upper = slopes.stream()
                .mapToDouble(slope -> slope.interval().upper())
                .max()
                .orElseThrow();
        double value = slopes.get((trends.size() - 1) / 2).value();
        return Answer.given(new Estimate(value, new Interval(lower, upper, confidence), groups.size()));
    }

    private Answer<Estimate> slope(List<Group> groups, Trend trend, double confidence) {
        double[] means = groups.stream()
                .mapToDouble(group -> Samples.mean(group.last(column)))
                .toArray();
        double[] regime = groups.stream().mapToDouble(this::regime).toArray();
        return PartialSlope.of(means, regime, trend.columns, confidence);
    }

    private double regime(Group group) {
        return collapsed
                ? group.weightDecay() >= threshold.collapse() ? 1 : 0
                : group.generalised() / (double) group.runs().size();
    }

    private record Trend(String words, List<double[]> columns) {}

    private List<Trend> trends(List<Group> groups) {
        double[] logarithms = groups.stream()
                .mapToDouble(group -> Math.log(group.weightDecay()))
                .toArray();
        return collapsed
                ? List.of(new Trend("a trend straight in ln λ", powers(logarithms, 1)))
                : IntStream.rangeClosed(1, HIGHEST_DEGREE)
                        .mapToObj(degree ->
                                new Trend("a polynomial in ln λ of degree " + degree, powers(logarithms, degree)))
                        .toList();
    }

    /// 1, x, …, x^degree of centred x.
    private static List<double[]> powers(double[] x, int degree) {
        double mean = Samples.mean(x);
        return IntStream.rangeClosed(0, degree)
                .mapToObj(power -> Arrays.stream(x)
                        .map(value -> Math.pow(value - mean, power))
                        .toArray())
                .toList();
    }
}
