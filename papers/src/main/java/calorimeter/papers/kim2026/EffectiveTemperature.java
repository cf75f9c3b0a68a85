// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Equivalence;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Missing;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Slope;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;

/// After memorisation the spread of logits follows the effective temperature √d_k/‖W‖²: √V is proportional to
/// ‖W_Q‖‖W_K‖/√d_k, of the only layer.
///
/// A law holds in every setting: a mean over unlike moduli would describe none of them. So each modulus is judged by
/// the mean slope of its runs, all must agree, and one that does not refutes.
///
/// @param tolerance how far the slope may be from 1
record EffectiveTemperature(double tolerance) implements Prediction {

    static final List<String> WEIGHTS =
            List.of("weights.norm.layer0.attention.query", "weights.norm.layer0.attention.key");

    private static final int CELLS_PER_DECADE = 25;
    private static final int FEWEST_RUNS = 3;

    private record AtModulus(int modulus, DoubleSummaryStatistics range, Verdict.Tested verdict) {

        double pValue() {
            return verdict.pValue().orElseThrow();
        }
    }

    @Override
    public String text() {
        return "After memorisation, ln √V against ln ‖W_Q‖‖W_K‖ (columns " + RunEvidence.LANDSCAPE + ", "
                + String.join(", ", WEIGHTS) + " of the main runs, the first logged step in each 1/" + CELLS_PER_DECADE
                + " decade of log10(step + 1)) has slope 1: one least-squares slope a run, their mean a modulus with"
                + " Student's interval, at least " + FEWEST_RUNS
                + " runs each. Supported when at every modulus the 95 %"
                + " interval lies within " + Texts.number(tolerance) + " of 1; refuted, as not one law, when at some"
                + " modulus it lies outside, the p-value times the number of moduli.";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<RunEvidence> runs = evidence.runs(Arm.MAIN).stream()
                .filter(run -> run.memorisedAt().isPresent()
                        && Stream.concat(Stream.of(RunEvidence.LANDSCAPE), WEIGHTS.stream())
                                .allMatch(run::records))
                .toList();
        List<AtModulus> all = new ArrayList<>();
        for (int modulus : RunEvidence.moduli(runs)) {
            double[] slopes = runs.stream()
                    .filter(run -> run.modulus() == modulus)
                    .mapToDouble(EffectiveTemperature::slope)
                    .filter(Double::isFinite)
                    .toArray();
            if (slopes.length >= FEWEST_RUNS
                    && Mean.of(slopes, Family.CONFIDENCE) instanceof Answer.Given<Estimate>(Estimate estimate)) {
                DoubleSummaryStatistics range = Arrays.stream(slopes).summaryStatistics();
                all.add(new AtModulus(modulus, range, alone(modulus, slopes, estimate, runs)));
            }
        }
        if (all.isEmpty()) {
            return evidence.shortage(Arm.MAIN, FEWEST_RUNS + " finished runs that memorised are needed at a modulus");
        }
        return together(all, runs);
    }

    private Verdict.Tested alone(int modulus, double[] slopes, Estimate estimate, List<RunEvidence> runs) {
        Grounds grounds = new Grounds(
                "slope of ln √V against ln ‖W_Q‖‖W_K‖ after memorisation, at p = " + modulus,
                estimate,
                "least squares per run, Student interval of the mean over the runs of a modulus; all moduli must agree",
                Evidence.names(runs),
                List.of());
        return new Equivalence(1 - tolerance, 1 + tolerance)
                .of(
                        grounds,
                        confidence -> Mean.of(slopes, confidence).orElseThrow().interval(),
                        1);
    }

    /// Intersection–union: all support by the largest p-value; one refutes by the smallest times their number.
    private static Verdict together(List<AtModulus> all, List<RunEvidence> runs) {
        List<Detail> details = new ArrayList<>();
        all.forEach(at -> {
            details.add(Detail.of(
                    "mean slope at p = " + at.modulus, at.verdict.grounds().estimate()));
            details.add(Detail.of(
                    "least slope of a run at p = " + at.modulus,
                    at.range.getMin(),
                    at.verdict.grounds().estimate().n()));
            details.add(Detail.of(
                    "greatest slope of a run at p = " + at.modulus,
                    at.range.getMax(),
                    at.verdict.grounds().estimate().n()));
        });
        Comparator<AtModulus> byP = Comparator.comparingDouble(AtModulus::pValue);
        List<AtModulus> outside =
                all.stream().filter(at -> at.verdict instanceof Verdict.Refuted).toList();
        boolean supported = all.stream().allMatch(at -> at.verdict instanceof Verdict.Supported);
        AtModulus shown = outside.isEmpty()
                ? all.stream().max(byP).orElseThrow()
                : outside.stream().min(byP).orElseThrow();
        double p = outside.isEmpty() ? shown.pValue() : Math.min(1, all.size() * shown.pValue());
        Grounds alone = shown.verdict.grounds();
        Grounds grounds = new Grounds(alone.quantity(), alone.estimate(), alone.test(), Evidence.names(runs), details);
        Missing missing = shown.verdict instanceof Verdict.Undecided undecided
                ? undecided.missing()
                : Missing.hopeless("some moduli agree and some are not decided");
        return Verdict.of(grounds, supported, !outside.isEmpty() && p <= Family.LEVEL, p, missing);
    }

    private static double slope(RunEvidence run) {
        List<double[]> points = new ArrayList<>();
        long cell = -1;
        for (double[] row : RunSlopes.sharedSteps(run, RunEvidence.LANDSCAPE, WEIGHTS.getFirst(), WEIGHTS.getLast())) {
            double spread = row[1];
            double norms = row[2] * row[3];
            long place = (long) (LogTime.ofStep(row[0]) * CELLS_PER_DECADE);
            if (row[0] >= run.memorisedAt().orElseThrow() && place > cell && spread > 0 && norms > 0) {
                cell = place;
                points.add(new double[] {Math.log(norms), Math.log(spread) / 2});
            }
        }
        return Slope.of(points);
    }
}
