package calorimeter.papers.claim;

import calorimeter.papers.claim.Finding.Detail;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.location.Mean;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// One least-squares slope per run, judged by the mean over runs with Student's interval.
///
/// Logged steps of a run depend on each other, so that runs are what is counted.
final class RunSlopes {

    static final int FEWEST_RUNS = 3;

    private RunSlopes() {}

    /// A rule such as [Decision#of] or [Equivalence#of].
    @FunctionalInterface
    interface Rule {
        Assessment of(Finding finding, DoubleFunction<Interval> intervals, int settings);
    }

    /// @param quantity what is a slope of what
    /// @param slope of a run, NaN where it has none
    static Assessment assess(
            Evidence evidence,
            String quantity,
            List<RunEvidence> runs,
            ToDoubleFunction<RunEvidence> slope,
            List<Detail> details,
            Rule rule) {
        double[] slopes =
                runs.stream().mapToDouble(slope).filter(Double::isFinite).toArray();
        if (slopes.length < FEWEST_RUNS
                || !(Mean.of(slopes, Family.CONFIDENCE) instanceof Answer.Given<Estimate>(Estimate estimate))) {
            return new Assessment.Unmeasured(evidence.shortage(
                    Arm.MAIN, FEWEST_RUNS + " finished runs are needed, here there are " + slopes.length));
        }
        Finding finding = new Finding(
                quantity,
                estimate,
                "least squares per run, Student interval of the mean over runs",
                Evidence.names(runs),
                details);
        return rule.of(
                finding, confidence -> Mean.of(slopes, confidence).orElseThrow().interval(), (int)
                        runs.stream().map(RunEvidence::modulus).distinct().count());
    }
}
