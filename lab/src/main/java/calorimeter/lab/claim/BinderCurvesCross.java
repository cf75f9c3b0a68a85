package calorimeter.lab.claim;

import calorimeter.lab.claim.Assessment.Leaning;
import calorimeter.lab.claim.Finding.Detail;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.resampling.Bootstrap;
import calorimeter.statistics.resampling.IntervalMethod;
import calorimeter.statistics.scaling.BinderCumulant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/// Binder cumulants of different moduli cross inside the swept train fractions.
public record BinderCurvesCross(BinderCrossingFraction crossing) implements Prediction {

    private static final int RESAMPLES = 2000;
    private static final int SEED = 89;

    @Override
    public String text() {
        return "The Binder cumulants of the least and the greatest modulus cross inside the swept fractions; "
                + crossing.text() + ". Supported when that interval exists and lies strictly between the least and the"
                + " greatest shared fraction; refuted when at every shared fraction the difference of the two U4 has"
                + " the same sign and its bootstrap interval, of confidence 1 - 0.05/(number of fractions), excludes 0."
                + " Judged by intervals, without a p-value.";
    }

    @Override
    public Assessment assess(Evidence evidence) {
        ContrastSweep sweep = ContrastSweep.of(evidence);
        List<Integer> moduli = sweep.moduli();
        if (moduli.size() < 2) {
            return new Assessment.Unmeasured(
                    evidence.shortage(Arm.SWEPT, "two seeds at two fractions of two moduli are needed"));
        }
        int smaller = moduli.getFirst();
        int larger = moduli.getLast();
        List<Double> fractions = sweep.shared(smaller, larger);
        if (crossing.of(evidence) instanceof Answer.Given<SweptQuantity.Measurement>(var measured)) {
            Estimate estimate = measured.finding().estimate();
            boolean inside = estimate.interval().lower() > fractions.getFirst()
                    && estimate.interval().upper() < fractions.getLast();
            double room =
                    Math.min(estimate.value() - fractions.getFirst(), fractions.getLast() - estimate.value());
            return new Assessment.Measured(
                    measured.finding(),
                    inside ? Leaning.SUPPORTS : Leaning.NEITHER,
                    OptionalDouble.empty(),
                    Widths.seeds(estimate.interval().width() / 2, room, estimate, measured.settings()));
        }
        return fractions.size() < 2
                ? new Assessment.Unmeasured(
                        evidence.shortage(Arm.SWEPT, "the least and the greatest modulus share no two fractions"))
                : differences(sweep, moduli, fractions);
    }

    /// The curves do not cross, or not in enough resamples: how they lie to each other.
    private static Assessment differences(ContrastSweep sweep, List<Integer> moduli, List<Double> fractions) {
        int smaller = moduli.getFirst();
        int larger = moduli.getLast();
        List<Detail> details = new ArrayList<>();
        Estimate closest = null;
        int above = 0;
        int below = 0;
        for (double fraction : fractions) {
            Answer<Estimate> answer = difference(sweep, smaller, larger, fraction, 1 - 0.05 / fractions.size());
            if (!(answer instanceof Answer.Given<Estimate>(Estimate difference))) {
                continue;
            }
            above += difference.interval().lower() > 0 ? 1 : 0;
            below += difference.interval().upper() < 0 ? 1 : 0;
            details.add(Detail.of("U₄(" + larger + ") − U₄(" + smaller + ") at fraction " + fraction, difference));
            closest = closest == null || Math.abs(difference.value()) < Math.abs(closest.value())
                    ? difference
                    : closest;
        }
        if (closest == null) {
            return new Assessment.Unmeasured("U₄ has no interval at any fraction: at least three seeds are needed");
        }
        details.addAll(BinderCrossingFraction.details(sweep, moduli));
        boolean never = above == fractions.size() || below == fractions.size();
        Finding finding = new Finding(
                "least difference of U₄ between p = " + larger + " and p = " + smaller + " (no crossing with an interval)",
                closest,
                "bootstrap over seeds, percentile intervals of joint confidence 0.95 over fractions",
                Evidence.names(sweep.runs(smaller), sweep.runs(larger)),
                details);
        Interval shown = closest.interval();
        return new Assessment.Measured(
                finding,
                never ? Leaning.REFUTES : Leaning.NEITHER,
                OptionalDouble.empty(),
                Widths.seeds(shown.width() / 2, Math.abs(closest.value()), closest, 2));
    }

    private static Answer<Estimate> difference(
            ContrastSweep sweep, int smaller, int larger, double fraction, double confidence) {
        return new Bootstrap(RESAMPLES, confidence, IntervalMethod.PERCENTILE)
                .ofStrata(
                        List.of(sweep.contrasts(smaller, fraction), sweep.contrasts(larger, fraction)),
                        drawn -> BinderCumulant.value(drawn.getLast()) - BinderCumulant.value(drawn.getFirst()),
                        new SplittableRandom(SEED));
    }
}
