// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Equivalence;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Missing;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.classical.Multiplicity;
import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.resampling.PermutationTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Our delays at p = 59 have the distribution of the published ones, at each of the six settings of the knobs.
///
/// @param margin of the difference of mean ln T_grok that counts as none
record DelaysArePublished(double margin) implements Prediction {

    private static final int FEWEST = 3;
    private static final int RESAMPLES = 20_000;
    private static final int SEED = 18;

    /// Ours beside the published.
    ///
    /// @param difference of mean ln T_grok, ours less published
    /// @param pValue of the permutation test, by itself
    private record Comparison(PublishedDelays published, Cell ours, Estimate difference, double pValue) {

        Estimate at(double confidence) {
            return Mean.contrast(List.of(logarithms(ours), published.logarithms()), new double[] {1, -1}, confidence)
                    .orElseThrow();
        }
    }

    @Override
    public String text() {
        return "T_grok at p = " + PublishedDelays.MODULUS
                + " has the published distribution at each of the six settings"
                + " of clamp and output temperature, 12 published seeds each. ln T_grok, two samples: refuted when a"
                + " permutation test of the difference of means (" + RESAMPLES
                + " permutations) has p below 0.05 at some"
                + " setting after Holm over the settings; otherwise supported when the 95 % Welch interval of the"
                + " difference of means lies within " + Texts.number(margin) + " of 0 at every setting. At least "
                + FEWEST
                + " seeds that have grokked are needed at each; of runs that have not it is said how many.";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<Comparison> comparisons = new ArrayList<>();
        for (PublishedDelays published : PublishedDelays.ALL) {
            Knobs knobs = published.knobs();
            Arm arm = knobs.isFree() ? TruongGrid.FREE : Arm.SWEPT;
            Cell ours = Cell.of(evidence, arm, PublishedDelays.MODULUS, knobs);
            double[] logarithms = logarithms(ours);
            if (logarithms.length < FEWEST) {
                return evidence.shortage(
                        arm,
                        "at least " + FEWEST + " that have grokked are needed at " + knobs.words() + ", there are "
                                + logarithms.length);
            }
            if (!(Mean.contrast(List.of(logarithms, published.logarithms()), new double[] {1, -1}, Family.CONFIDENCE)
                    instanceof Answer.Given<Estimate>(Estimate difference))) {
                return evidence.shortage(arm, "the delays at " + knobs.words() + " do not vary");
            }
            double p = new PermutationTest(RESAMPLES, Alternative.TWO_SIDED)
                    .independent(
                            logarithms, published.logarithms(), (x, y) -> mean(x) - mean(y), new SplittableRandom(SEED))
                    .orElseThrow()
                    .pValue();
            comparisons.add(new Comparison(published, ours, difference, p));
        }
        return verdict(comparisons);
    }

    private Verdict verdict(List<Comparison> comparisons) {
        double[] adjusted = Multiplicity.holm(
                comparisons.stream().mapToDouble(Comparison::pValue).toArray());
        double least = Arrays.stream(adjusted).min().orElseThrow();
        boolean refuted = least <= Family.LEVEL;
        Equivalence rule = new Equivalence(-margin, margin);
        Comparison shown = refuted
                ? comparisons.stream()
                        .min(Comparator.comparingDouble(Comparison::pValue))
                        .orElseThrow()
                : comparisons.stream()
                        .max(Comparator.comparingDouble(of -> reach(of.difference())))
                        .orElseThrow();
        Grounds grounds = new Grounds(
                "difference of mean ln T_grok from the published at "
                        + shown.published().knobs().words(),
                shown.difference(),
                "Welch's interval; permutation test of the difference of means, Holm over the settings",
                comparisons.stream()
                        .flatMap(of -> Evidence.names(of.ours().runs()).stream())
                        .toList(),
                details(comparisons, adjusted));
        if (refuted) {
            return Verdict.of(grounds, false, true, least, Missing.NOTHING);
        }
        Verdict.Tested equivalent =
                rule.of(grounds, confidence -> shown.at(confidence).interval(), 1);
        return equivalent instanceof Verdict.Refuted
                ? Verdict.of(grounds, false, false, least, Missing.hopeless("the tests say that it differs, Holm not"))
                : equivalent;
    }

    /// ln T_grok of the runs that have grokked.
    private static double[] logarithms(Cell cell) {
        return Arrays.stream(cell.delays())
                .filter(Double::isFinite)
                .map(Math::log)
                .toArray();
    }

    /// How far from 0 an interval reaches.
    private static double reach(Estimate difference) {
        return Math.max(-difference.interval().lower(), difference.interval().upper());
    }

    private static List<Detail> details(List<Comparison> comparisons, double[] adjusted) {
        List<Detail> details = new ArrayList<>();
        for (int i = 0; i < comparisons.size(); i++) {
            Comparison of = comparisons.get(i);
            String words = of.published().knobs().words();
            details.add(Detail.of(
                    words + ": difference of mean ln T_grok, p = " + Texts.pValue(of.pValue()) + ", Holm "
                            + Texts.pValue(adjusted[i]),
                    of.difference()));
            details.add(Detail.of(
                    words + ": median T_grok, published "
                            + Texts.number(Samples.median(of.published().delays().stream()
                                    .mapToDouble(Integer::doubleValue)
                                    .toArray())),
                    of.ours().medianDelay(),
                    of.ours().runs().size()));
            details.add(Detail.of(
                    words + ": logit scale, published "
                            + Texts.number(of.published().logitScale()),
                    of.ours().logitScale(),
                    of.ours().runs().size()));
        }
        return details;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
