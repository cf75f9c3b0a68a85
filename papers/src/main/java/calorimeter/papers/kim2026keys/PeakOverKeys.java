// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026keys;

import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Equivalence;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Missing;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.kim2026keys.KeyHeights.BoundedGrowth;
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.scaling.PowerLaw;
import calorimeter.statistics.scaling.Saturation;
import calorimeter.statistics.scaling.ScalingFit;
import calorimeter.statistics.scaling.ScalingLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/// How the highest C of a run grows with the number of keys n.
record PeakOverKeys(Question question) implements Prediction {

    /// What is asked of the exponent b in height ∝ B(n)^b.
    enum Question {
        /// b = 0
        FINITE,
        /// b = 1
        TWO_LEVEL,
        /// h over that of random labels, at every n
        ABOVE_MEMORISING
    }

    private static final double TOLERANCE = 0.2;
    private static final double CLEARLY_BETTER = 2;
    private static final int FEWEST = 4;

    @Override
    public String text() {
        return "Runs that look up one of n − 1 operands, n = " + SystemSize.LENGTHS + " keys: h(n) is the median over"
                + " seeds of the highest C (" + SystemSize.COLUMN + ": the rows that the loss depends on) of a run."
                + " C is the variance of ln p, so no row of n keys has more than B(n), the peak of one key against"
                + " n − 1 equal ones, and ln²(n − 1)/4 < B(n) ≤ ln²(n − 1)/4 + 1: a power of n is impossible for"
                + " every model and every task. What is open is whether h stays finite (b = 0), or grows with the"
                + " bound (b = 1), which theory predicts for a collapse from n equal keys onto one. h is fitted by"
                + " a·B(n)^b with multiplicative errors, n as unit, Student's t interval with two degrees of freedom"
                + " fewer than there are n. "
                + switch (question) {
                    case FINITE ->
                        "Supported when the 95 % interval of b is below " + Texts.number(TOLERANCE)
                                + "; refuted when it is above that and the law has an AICc lower by "
                                + Texts.number(CLEARLY_BETTER) + " than saturation a·n/(n + θ).";
                    case TWO_LEVEL ->
                        "Supported when the 95 % interval of b lies within " + Texts.number(TOLERANCE)
                                + " of 1, refuted when it lies outside.";
                    case ABOVE_MEMORISING ->
                        "Judged is not b but the mean over n of ln(h/h₀), where h₀ is the same median of runs with"
                                + " random labels that have memorised them: supported when its 95 % Student interval,"
                                + " n as unit, is above 0, refuted when it is below.";
                }
                + " Beside it, for each n, h/B and h over the peak of n independent normal scores (maximum over β of"
                + " the mean C of " + KeyHeights.DRAWS + " draws, seed " + KeyHeights.SEED + "). Runs that have not"
                + " learned (test accuracy, with random labels training accuracy, " + Texts.number(KeyHeights.LEARNED)
                + " at the end) or whose C still"
                + " rises at the end are counted and left out.";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        KeyHeights heights = KeyHeights.of(evidence, SystemSize.KEYS, RunEvidence.TEST_ACCURACY);
        KeyHeights memorised = KeyHeights.of(evidence, SystemSize.RANDOM_KEYS, RunEvidence.TRAIN_ACCURACY);
        if (heights.heights().size() < FEWEST) {
            return evidence.shortage(SystemSize.KEYS, "a law needs peaks at " + FEWEST + " numbers of keys");
        }
        Estimate exponent = fit(heights, new BoundedGrowth(), Family.CONFIDENCE).parameter();
        DoubleFunction<Interval> intervals = confidence ->
                fit(heights, new BoundedGrowth(), confidence).parameter().interval();
        Grounds grounds = new Grounds(
                "exponent b of height ∝ B(n)^b",
                exponent,
                "least squares over medians of ln h against ln B(n), Student interval; laws compared by AICc",
                Evidence.names(heights.runs()),
                details(heights, memorised));
        return switch (question) {
            case FINITE -> finite(grounds, intervals, heights);
            case TWO_LEVEL ->
                new Equivalence(1 - TOLERANCE, 1 + TOLERANCE)
                        .of(grounds, intervals, heights.heights().size());
            case ABOVE_MEMORISING -> aboveMemorising(evidence, heights, memorised, grounds);
        };
    }

    private static Verdict aboveMemorising(
            Evidence evidence, KeyHeights heights, KeyHeights memorised, Grounds ofExponent) {
        double[] ratios = heights.heights().keySet().stream()
                .filter(memorised.heights()::containsKey)
                .mapToDouble(keys -> Math.log(heights.median(keys) / memorised.median(keys)))
                .toArray();
        if (ratios.length < FEWEST) {
            return evidence.shortage(
                    SystemSize.RANDOM_KEYS, "a comparison needs peaks at " + FEWEST + " numbers of keys");
        }
        List<String> runs = new ArrayList<>(ofExponent.runs());
        runs.addAll(Evidence.names(memorised.runs()));
        Grounds grounds = new Grounds(
                "mean over n of ln(h/h₀)",
                Mean.of(ratios, Family.CONFIDENCE).orElseThrow(),
                "Student interval over numbers of keys",
                runs,
                ofExponent.details());
        return new Decision(0, 0)
                .of(
                        grounds,
                        confidence -> Mean.of(ratios, confidence).orElseThrow().interval(),
                        ratios.length);
    }

    private static Verdict finite(Grounds grounds, DoubleFunction<Interval> intervals, KeyHeights heights) {
        Interval shown = grounds.estimate().interval();
        boolean below = shown.upper() < TOLERANCE;
        boolean grows = shown.lower() > TOLERANCE
                && aicc(heights, new BoundedGrowth()) + CLEARLY_BETTER <= aicc(heights, new Saturation());
        Missing missing =
                Missing.hopeless("numbers of keys are the units: more and larger n would tell, not more seeds");
        return Verdict.of(grounds, below, grows, Decision.pValue(intervals, TOLERANCE), missing);
    }

    private static ScalingFit fit(KeyHeights heights, ScalingLaw law, double confidence) {
        return heights.fit(law, confidence).orElseThrow();
    }

    /// NaN where it is not defined.
    private static double aicc(KeyHeights heights, ScalingLaw law) {
        return fit(heights, law, Family.CONFIDENCE).likelihood().aicc() instanceof Answer.Given<Double>(Double aicc)
                ? aicc
                : Double.NaN;
    }

    private static List<Detail> details(KeyHeights heights, KeyHeights memorised) {
        List<Detail> details = new ArrayList<>();
        heights.heights().forEach((keys, ofRuns) -> {
            double height = heights.median(keys);
            int seeds = ofRuns.size();
            details.add(Detail.of("h, n = " + keys, height, seeds));
            details.add(Detail.of("h/B, n = " + keys, height / KeyHeights.bound(keys), seeds));
            details.add(
                    Detail.of("h over random energies, n = " + keys, height / KeyHeights.randomEnergies(keys), seeds));
        });
        memorised
                .heights()
                .forEach((keys, ofRuns) -> details.add(Detail.of(
                        "h₀ over random energies, n = " + keys,
                        memorised.median(keys) / KeyHeights.randomEnergies(keys),
                        ofRuns.size())));
        details.add(Detail.of(
                "exponent of n itself",
                fit(heights, new PowerLaw(), Family.CONFIDENCE).parameter()));
        for (ScalingLaw law : KeyHeights.laws()) {
            details.add(Detail.of(
                    "AICc, " + law.formula(),
                    aicc(heights, law),
                    heights.heights().size()));
        }
        int left = heights.unfinished() + memorised.unfinished();
        details.add(Detail.of(
                "runs left out",
                left,
                left + heights.runs().size() + memorised.runs().size()));
        return details;
    }
}
