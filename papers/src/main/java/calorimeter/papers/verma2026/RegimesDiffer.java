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
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/// An observable at the end of training differs between two regimes of the weight decay.
///
/// @param column recorded series; its last value is taken
/// @param symbol of it
/// @param collapsed whether runs in collapse are compared with those that generalise, and must be larger; else
///     those above the threshold are compared with those below, and must differ either way
/// @param margin a difference smaller than this would be none
/// @param threshold separates the regimes
record RegimesDiffer(String column, String symbol, boolean collapsed, double margin, DecayThreshold threshold)
        implements Prediction {

    @Override
    public String text() {
        String regimes = collapsed
                ? "is larger for λ of at least " + Texts.number(threshold.collapse())
                        + " than for λ between λ_c and that"
                : "differs between λ above λ_c and λ below it (0 included), both below "
                        + Texts.number(threshold.collapse());
        return "The last recorded " + symbol + " " + regimes + ", mean over λ of means over seeds; " + threshold.text()
                + ". Supported when Welch's 95 % interval of the difference (every λ with its own mean and variance over"
                + " seeds) is " + (collapsed ? "above 0" : "on one side of 0") + ", otherwise refuted when it lies "
                + (collapsed ? "below " : "within ± ") + Texts.number(margin)
                + ". Runs end when test accuracy is sustained, so the ends of regimes are at different steps.";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        OptionalDouble midpoint = threshold.midpoint(evidence);
        if (midpoint.isEmpty()) {
            return evidence.shortage(Arm.SWEPT, "a threshold λ_c is needed to tell the regimes apart");
        }
        double critical = midpoint.getAsDouble();
        DecaySweep sweep = DecaySweep.of(evidence, threshold.collapse());
        List<Group> inside = sweep.groups().stream()
                .filter(group -> group.weightDecay() < threshold.collapse())
                .toList();
        List<Group> above =
                inside.stream().filter(group -> group.weightDecay() >= critical).toList();
        List<Group> below =
                inside.stream().filter(group -> group.weightDecay() < critical).toList();
        List<Group> first = collapsed ? sweep.collapsed() : above;
        List<Group> second = collapsed ? above : below;
        return switch (intervals(first, second, Family.CONFIDENCE)) {
            case Answer.Given<Estimate>(Estimate estimate) -> judged(first, second, estimate);
            case Answer.Declined<Estimate>(Answer.Reason reason, int n, String advice) ->
                evidence.shortage(
                        Arm.SWEPT,
                        reason == Answer.Reason.TOO_FEW
                                ? "two seeds or more that record " + symbol + " are needed in both regimes"
                                : advice);
        };
    }

    private Verdict judged(List<Group> first, List<Group> second, Estimate estimate) {
        List<Group> all = new ArrayList<>(second);
        all.addAll(first);
        List<Detail> details = new ArrayList<>();
        for (Group group : all) {
            double[] values = group.last(column);
            details.add(Detail.of(
                    symbol + " at λ = " + Texts.number(group.weightDecay()), Samples.mean(values), values.length));
        }
        Grounds grounds = new Grounds(
                "last " + symbol + (collapsed ? ", collapse less generalising regime" : ", above λ_c less below"),
                estimate,
                "Welch's interval of the difference of means over λ of means over seeds",
                Evidence.names(DecaySweep.runs(all)),
                details);
        DoubleFunction<Interval> intervals =
                confidence -> intervals(first, second, confidence).orElseThrow().interval();
        if (collapsed) {
            return new Decision(0, margin).of(grounds, intervals, all.size());
        }
        Interval shown = estimate.interval();
        boolean apart = shown.lower() > 0 || shown.upper() < 0;
        boolean none = !apart && shown.lower() > -margin && shown.upper() < margin;
        double p = none
                ? Math.max(Decision.pValue(intervals, -margin), Decision.pValue(intervals, margin))
                : Decision.pValue(intervals, 0);
        // Whichever is farther away decides sooner: 0, or the margin of what would be none.
        double distance = Math.max(Math.abs(estimate.value()), margin - Math.abs(estimate.value()));
        return Verdict.of(grounds, apart, none, p, Missing.narrower(shown.width() / 2, distance, estimate, all.size()));
    }

    private Answer<Estimate> intervals(List<Group> first, List<Group> second, double confidence) {
        if (first.isEmpty() || second.isEmpty()) {
            return Answer.tooFew("a comparison's number of λ in a regime", 0, 1);
        }
        List<double[]> groups = new ArrayList<>();
        first.forEach(group -> groups.add(group.last(column)));
        second.forEach(group -> groups.add(group.last(column)));
        double[] weights = new double[groups.size()];
        Arrays.fill(weights, 0, first.size(), 1.0 / first.size());
        Arrays.fill(weights, first.size(), weights.length, -1.0 / second.size());
        return Mean.contrast(groups, weights, confidence);
    }
}
