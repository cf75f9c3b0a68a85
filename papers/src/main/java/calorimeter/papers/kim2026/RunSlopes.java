// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.DecisionRule;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// One least-squares slope per run, judged by the mean over runs with Student's interval.
///
/// Logged steps of a run depend on each other, so that runs are what is counted.
final class RunSlopes {

    static final int FEWEST_RUNS = 3;

    private RunSlopes() {}

    /// @param quantity what is a slope of what
    /// @param slope of a run, NaN where it has none
    static Verdict judge(
            Evidence evidence,
            String quantity,
            List<RunEvidence> runs,
            ToDoubleFunction<RunEvidence> slope,
            List<Detail> details,
            DecisionRule rule) {
        double[] slopes =
                runs.stream().mapToDouble(slope).filter(Double::isFinite).toArray();
        if (slopes.length < FEWEST_RUNS
                || !(Mean.of(slopes, Family.CONFIDENCE) instanceof Answer.Given<Estimate>(Estimate estimate))) {
            return evidence.shortage(
                    Arm.MAIN, FEWEST_RUNS + " finished runs are needed, here there are " + slopes.length);
        }
        Grounds grounds = new Grounds(
                quantity,
                estimate,
                "least squares per run, Student interval of the mean over runs",
                Evidence.names(runs),
                details);
        return rule.of(
                grounds,
                confidence -> Mean.of(slopes, confidence).orElseThrow().interval(),
                RunEvidence.moduli(runs).size());
    }

    /// The steps that all columns of a run share, rising: each the step, then the values in the order of the columns.
    /// Each column lacks the steps at which its own value was not finite, so equal indices need not be equal steps.
    static List<double[]> sharedSteps(RunEvidence run, String... columns) {
        List<SampledSeries> series = Stream.of(columns).map(run::series).toList();
        int[] at = new int[columns.length];
        List<double[]> rows = new ArrayList<>();
        for (double step : series.getFirst().positions()) {
            double[] row = new double[1 + columns.length];
            row[0] = step;
            boolean whole = true;
            for (int column = 0; column < columns.length; column++) {
                SampledSeries of = series.get(column);
                while (at[column] < of.size() && of.position(at[column]) < step) {
                    at[column]++;
                }
                boolean has = at[column] < of.size() && of.position(at[column]) == step;
                row[1 + column] = has ? of.value(at[column]) : Double.NaN;
                whole &= has;
            }
            if (whole) {
                rows.add(row);
            }
        }
        return rows;
    }
}
