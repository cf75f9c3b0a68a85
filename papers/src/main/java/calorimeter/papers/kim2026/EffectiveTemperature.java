package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Equivalence;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Slope;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.List;

/// Along training the spread of logits follows the effective temperature √d_k/‖W‖²: √V is proportional to
/// ‖W‖²/√d_k, W the attention weights of the only layer.
///
/// @param tolerance how far the slope may be from 1
record EffectiveTemperature(double tolerance) implements Prediction {

    static final String WEIGHTS = "weights.norm.layer0.attention";
    private static final int CELLS_PER_DECADE = 25;

    @Override
    public String text() {
        return "Along training, ln √V against ln ‖W‖² (columns " + RunEvidence.LANDSCAPE + " and " + WEIGHTS
                + " of the main runs, the first logged step in each 1/" + CELLS_PER_DECADE + " decade of log10(step"
                + " + 1)) has slope 1, one least-squares slope per run, at least " + RunSlopes.FEWEST_RUNS
                + " runs. Supported when the 95 % interval of the"
                + " mean lies within " + Texts.number(tolerance) + " of 1, refuted when it lies outside.";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<RunEvidence> runs = evidence.runs(Arm.MAIN).stream()
                .filter(run -> run.records(WEIGHTS) && run.records(RunEvidence.LANDSCAPE))
                .toList();
        return RunSlopes.judge(
                evidence,
                "slope of ln √V against ln ‖W‖², W all attention weights (query, key, value and output)",
                runs,
                EffectiveTemperature::slope,
                List.of(),
                new Equivalence(1 - tolerance, 1 + tolerance));
    }

    private static double slope(RunEvidence run) {
        List<double[]> points = new ArrayList<>();
        long cell = -1;
        for (double[] row : RunSlopes.sharedSteps(run, RunEvidence.LANDSCAPE, WEIGHTS)) {
            double spread = row[1];
            double norm = row[2];
            long place = (long) (LogTime.ofStep(row[0]) * CELLS_PER_DECADE);
            if (place > cell && spread > 0 && norm > 0) {
                cell = place;
                points.add(new double[] {2 * Math.log(norm), Math.log(spread) / 2});
            }
        }
        return Slope.of(points);
    }
}
