// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Slope;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.ArrayList;
import java.util.List;

/// The first-law ledger of training closes to rounding, and |ΔS − βδQ| of a step shrinks faster than the step.
///
/// The second is what docs/theory.md derives for one path followed in ever finer steps. A run has one set of
/// steps: its slope compares times of training at which the steps happened to be large or small.
///
/// @param closure largest |W + Q − ΔU| over 1 + |W| + |Q|
record FirstLawHolds(double closure) implements Prediction {

    private static final String WORK = "ledger.work";
    private static final String HEAT = "ledger.heat";
    private static final String CLOSURE = "ledger.closure";
    private static final String PRODUCTION = "ledger.entropy-production";
    static final List<String> COLUMNS = List.of(WORK, HEAT, CLOSURE, PRODUCTION);

    @Override
    public String text() {
        return "In every main and second-model run |W + Q - ΔU| is at most " + closure + " (1 + |W| + |Q|) at every"
                + " logged step (one failure refutes, a value that is missing or not finite is one), and between"
                + " logged steps ln|ΔS - βδQ| against ln|βδQ| has a slope above 1, one least-squares slope per run,"
                + " at least " + RunSlopes.FEWEST_RUNS
                + " runs: supported when the 95 % interval of the mean is above 1,"
                + " refuted when it is below. The slope regresses steps at different times of training on each other;"
                + " it is not a refinement of one path. Columns: "
                + String.join(", ", COLUMNS) + ".";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<RunEvidence> runs = evidence.runs(Arm.MAIN, KimGrid.SECOND_MODEL).stream()
                .filter(FirstLawHolds::keepsLedger)
                .toList();
        if (runs.isEmpty()) {
            return evidence.shortage(Arm.MAIN, "a run with a ledger is needed");
        }
        double worst = 0;
        int rows = 0;
        int broken = 0;
        for (RunEvidence run : runs) {
            List<double[]> ledger = ledger(run);
            worst = Math.max(worst, closure(ledger));
            rows += ledger.size();
            broken += run.series(RunEvidence.TEST_ACCURACY).size() - ledger.size();
        }
        List<Detail> details = List.of(
                Detail.of("largest |W + Q − ΔU| over 1 + |W| + |Q|", worst, rows),
                Detail.of("logged steps whose ledger is missing or not finite", broken, rows + broken));
        if (!(worst <= closure) || broken > 0) {
            return Verdict.decided(failure(worst, broken, rows, Evidence.names(runs), details), false);
        }
        return RunSlopes.judge(
                evidence,
                "slope of ln|ΔS − βδQ| against ln|βδQ|",
                runs,
                FirstLawHolds::slope,
                details,
                new Decision(1, 1));
    }

    /// Tells by any column of the ledger: one that is nowhere finite is not recorded at all.
    private static boolean keepsLedger(RunEvidence run) {
        return COLUMNS.stream().anyMatch(run::records);
    }

    /// The logged steps at which the whole ledger is finite: step, test accuracy, work, heat, closure, production.
    private static List<double[]> ledger(RunEvidence run) {
        return COLUMNS.stream().allMatch(run::records)
                ? RunSlopes.sharedSteps(run, RunEvidence.TEST_ACCURACY, WORK, HEAT, CLOSURE, PRODUCTION)
                : List.of();
    }

    /// Columns as [#ledger] orders them.
    private static double closure(List<double[]> ledger) {
        double worst = 0;
        for (double[] row : ledger) {
            worst = Math.max(worst, Math.abs(row[4]) / (1 + Math.abs(row[2]) + Math.abs(row[3])));
        }
        return worst;
    }

    private static Grounds failure(double worst, int broken, int rows, List<String> runs, List<Detail> details) {
        double shown = broken > 0 ? broken : Double.isFinite(worst) ? worst : Double.MAX_VALUE;
        return new Grounds(
                broken > 0 ? "logged steps whose ledger is missing or not finite" : "largest closure error",
                new Estimate(shown, new Interval(shown, shown, Family.CONFIDENCE), rows + broken),
                "no test: the ledger closes to rounding or it does not",
                runs,
                details);
    }

    private static double slope(RunEvidence run) {
        List<double[]> rows = ledger(run);
        double beta = 1 / Math.sqrt(run.headSize());
        List<double[]> points = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            double taken = Math.abs(beta * (rows.get(i)[3] - rows.get(i - 1)[3]));
            double produced = Math.abs(rows.get(i)[5] - rows.get(i - 1)[5]);
            if (taken > 0 && produced > 0) {
                points.add(new double[] {Math.log(taken), Math.log(produced)});
            }
        }
        return Slope.of(points);
    }
}
