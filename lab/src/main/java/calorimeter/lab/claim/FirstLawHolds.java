package calorimeter.lab.claim;

import calorimeter.lab.claim.Finding.Detail;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.location.Mean;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.List;

/// The first-law ledger of training closes to rounding, and |ΔS − βδQ| of a step shrinks faster than the step.
///
/// @param closure largest |W + Q − ΔU| over 1 + |W| + |Q|
public record FirstLawHolds(double closure) implements Prediction {

    private static final String WORK = "ledger.work";
    private static final String HEAT = "ledger.heat";
    private static final String CLOSURE = "ledger.closure";
    private static final String PRODUCTION = "ledger.entropy-production";
    private static final int FEWEST_RUNS = 3;

    @Override
    public String text() {
        return "In every run |W + Q - ΔU| is at most " + closure + " (1 + |W| + |Q|) at every logged step (one failure"
                + " refutes), and between logged steps ln|ΔS - βδQ| against ln|βδQ| has a slope above 1, one slope per"
                + " run: supported when the 95 % interval of the mean is above 1, refuted when it is below.";
    }

    @Override
    public Assessment assess(Evidence evidence) {
        List<RunEvidence> runs = evidence.runs(Arm.MAIN, Arm.SECOND_MODEL).stream()
                .filter(run -> run.records(CLOSURE))
                .toList();
        if (runs.isEmpty()) {
            return new Assessment.Unmeasured(evidence.shortage(Arm.MAIN, "a run with a ledger is needed"));
        }
        double worst = runs.stream().mapToDouble(FirstLawHolds::closure).max().orElseThrow();
        List<Detail> details = List.of(Detail.of("largest |W + Q − ΔU| over 1 + |W| + |Q|", worst, runs.size()));
        if (!(worst <= closure)) {
            double shown = Double.isFinite(worst) ? worst : Double.MAX_VALUE;
            return Assessment.decided(
                    new Finding(
                            "largest closure error",
                            new Estimate(shown, new Interval(shown, shown, Family.CONFIDENCE), runs.size()),
                            "no test: the ledger closes to rounding or it does not",
                            Evidence.names(runs),
                            details),
                    false);
        }
        double[] slopes = runs.stream()
                .mapToDouble(FirstLawHolds::slope)
                .filter(Double::isFinite)
                .toArray();
        if (slopes.length < FEWEST_RUNS
                || !(Mean.of(slopes, Family.CONFIDENCE) instanceof Answer.Given<Estimate>(Estimate estimate))) {
            return new Assessment.Unmeasured(evidence.shortage(
                    Arm.MAIN, FEWEST_RUNS + " finished runs are needed, here there are " + slopes.length));
        }
        Finding finding = new Finding(
                "slope of ln|ΔS − βδQ| against ln|βδQ|",
                estimate,
                "least squares per run, Student interval of the mean over runs",
                Evidence.names(runs),
                details);
        return new Decision(1, 1)
                .of(
                        finding,
                        confidence -> Mean.of(slopes, confidence).orElseThrow().interval(),
                        (int) runs.stream().map(RunEvidence::modulus).distinct().count());
    }

    private static double closure(RunEvidence run) {
        SampledSeries error = run.series(CLOSURE);
        SampledSeries work = run.series(WORK);
        SampledSeries heat = run.series(HEAT);
        double worst = 0;
        for (int i = 0; i < error.size(); i++) {
            worst = Math.max(worst, Math.abs(error.value(i)) / (1 + Math.abs(work.value(i)) + Math.abs(heat.value(i))));
        }
        return worst;
    }

    private static double slope(RunEvidence run) {
        SampledSeries heat = run.series(HEAT);
        SampledSeries production = run.series(PRODUCTION);
        double beta = 1 / Math.sqrt(run.headSize());
        List<double[]> points = new ArrayList<>();
        for (int i = 1; i < heat.size(); i++) {
            double taken = Math.abs(beta * (heat.value(i) - heat.value(i - 1)));
            double produced = Math.abs(production.value(i) - production.value(i - 1));
            if (taken > 0 && produced > 0) {
                points.add(new double[] {Math.log(taken), Math.log(produced)});
            }
        }
        return Slope.of(points);
    }
}
