// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.bi2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Missing;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.SweptQuantity;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.resampling.Bootstrap;
import calorimeter.statistics.scaling.BinderCumulant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/// Binder cumulants of different moduli cross inside the swept train fractions.
record BinderCurvesCross(BinderCrossingFraction crossing) implements Prediction {

    private static final int RESAMPLES = 2000;
    private static final int SEED = 89;
    private static final int FEWEST_SEEDS = 6;

    @Override
    public String text() {
        return "The Binder cumulants of the least and the greatest modulus cross inside the swept fractions; "
                + crossing.text() + ". Supported when their difference is above 0 at one shared fraction and below 0 at"
                + " another, by bootstrap intervals of confidence 1 - 0.05/(number of fractions); refuted when it is on"
                + " one side of 0 at every shared fraction by the same intervals. Undecided with fewer than "
                + FEWEST_SEEDS + " seeds at each modulus and fraction, whose intervals are too narrow to be believed."
                + " Judged by intervals, without a p-value.";
    }

    @Override
    public boolean isTest() {
        return false;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        ContrastSweep sweep = ContrastSweep.of(evidence);
        List<Integer> moduli = sweep.moduli();
        if (moduli.size() < 2) {
            return evidence.shortage(Arm.SWEPT, "two seeds at two fractions of two moduli are needed");
        }
        int smaller = moduli.getFirst();
        int larger = moduli.getLast();
        List<Double> fractions = sweep.shared(smaller, larger);
        if (fractions.size() < 2) {
            return evidence.shortage(Arm.SWEPT, "the least and the greatest modulus share no two fractions");
        }
        List<Estimate> differences = new ArrayList<>();
        List<Estimate> shown = new ArrayList<>();
        List<Detail> details = new ArrayList<>();
        for (double fraction : fractions) {
            if (difference(sweep, smaller, larger, fraction, 1 - 0.05 / fractions.size())
                    instanceof Answer.Given<Estimate>(Estimate found)) {
                differences.add(found);
                Estimate alone = difference(sweep, smaller, larger, fraction, Family.CONFIDENCE)
                        .orElseThrow();
                shown.add(alone);
                details.add(Detail.of("U₄(" + larger + ") − U₄(" + smaller + ") at fraction " + fraction, alone));
            }
        }
        if (differences.isEmpty()) {
            return new Verdict.NotTested("U₄ has no interval at any fraction: more seeds are needed");
        }
        int fewest = fewestSeeds(sweep, moduli, fractions);
        boolean enough = fewest >= FEWEST_SEEDS;
        int above = (int)
                differences.stream().filter(of -> of.interval().lower() > 0).count();
        int below = (int)
                differences.stream().filter(of -> of.interval().upper() < 0).count();
        return Verdict.of(
                grounds(evidence, sweep, moduli, shown, details),
                enough && above > 0 && below > 0,
                enough && Math.max(above, below) == fractions.size(),
                OptionalDouble.empty(),
                missing(differences, fewest));
    }

    private static int fewestSeeds(ContrastSweep sweep, List<Integer> moduli, List<Double> fractions) {
        int fewest = Integer.MAX_VALUE;
        for (double fraction : fractions) {
            fewest = Math.min(fewest, sweep.runs(moduli.getFirst(), fraction).size());
            fewest = Math.min(fewest, sweep.runs(moduli.getLast(), fraction).size());
        }
        return fewest;
    }

    /// The crossing where it has an interval, else the least difference.
    private Grounds grounds(
            Evidence evidence,
            ContrastSweep sweep,
            List<Integer> moduli,
            List<Estimate> differences,
            List<Detail> details) {
        if (crossing.of(evidence) instanceof Answer.Given<SweptQuantity.Measurement>(var measured)) {
            Grounds found = measured.grounds();
            details.addAll(found.details());
            return new Grounds(found.quantity(), found.estimate(), found.test(), found.runs(), details);
        }
        details.addAll(BinderCrossingFraction.details(sweep, moduli));
        int smaller = moduli.getFirst();
        int larger = moduli.getLast();
        return new Grounds(
                "least difference of U₄ between p = " + larger + " and p = " + smaller
                        + " (no crossing with an interval)",
                differences.stream()
                        .min(Comparator.comparingDouble(difference -> Math.abs(difference.value())))
                        .orElseThrow(),
                "bootstrap over seeds, percentile intervals; the verdict is by wider ones, of joint confidence 0.95",
                sweep.names(smaller, larger),
                details);
    }

    /// What is missing until the largest difference on the side that is least clear excludes 0.
    private static Missing missing(List<Estimate> differences, int seeds) {
        Estimate most = differences.stream()
                .max(Comparator.comparingDouble(Estimate::value))
                .orElseThrow();
        Estimate least = differences.stream()
                .min(Comparator.comparingDouble(Estimate::value))
                .orElseThrow();
        Estimate weaker = Math.abs(most.value()) < Math.abs(least.value()) ? most : least;
        Missing missing = Missing.narrower(weaker.interval().width() / 2, Math.abs(weaker.value()), weaker, 2);
        return missing.seeds() > 0 && seeds + missing.seeds() < FEWEST_SEEDS
                ? Missing.first(FEWEST_SEEDS - seeds, "intervals of U₄ that can be believed")
                : missing;
    }

    private static Answer<Estimate> difference(
            ContrastSweep sweep, int smaller, int larger, double fraction, double confidence) {
        return new Bootstrap(RESAMPLES, confidence)
                .ofStrata(
                        List.of(sweep.contrasts(smaller, fraction), sweep.contrasts(larger, fraction)),
                        drawn -> BinderCumulant.value(drawn.getLast()) - BinderCumulant.value(drawn.getFirst()),
                        new SplittableRandom(SEED));
    }
}
