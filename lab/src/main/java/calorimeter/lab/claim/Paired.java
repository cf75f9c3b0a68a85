package calorimeter.lab.claim;

import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.estimate.TestResult;
import calorimeter.statistics.tests.WilcoxonSignedRank;
import java.util.function.DoubleFunction;

/// The centre of paired differences with an interval that allows for pairs not seen.
///
/// It is the Hodges–Lehmann pseudo-median with Wilcoxon's interval, widened to at least centre ± q·range: a
/// share q = 1 − (α/2)^(1/n) of pairs may be unseen (the upper end of Clopper and Pearson's interval for 0 of
/// n) and differ by up to a range that the caller states. Wilcoxon's interval alone shrinks to a point when
/// differences are tied, as bounded ones are.
final class Paired {

    static final String METHOD =
            "Hodges–Lehmann pseudo-median of paired differences, Wilcoxon's interval, widened for pairs not seen";

    private final double[] differences;
    private final double range;

    /// @param range largest difference there can be
    Paired(double[] differences, double range) {
        this.differences = differences.clone();
        this.range = range;
    }

    Estimate estimate() {
        return estimate(Family.CONFIDENCE);
    }

    DoubleFunction<Interval> intervals() {
        return confidence -> estimate(confidence).interval();
    }

    private Estimate estimate(double confidence) {
        int n = differences.length;
        Answer<TestResult> answer = WilcoxonSignedRank.of(differences, Alternative.TWO_SIDED, confidence);
        if (n == 0 || !(answer instanceof Answer.Given<TestResult>(TestResult test))) {
            if (n > 0 && Samples.areConstant(differences)) {
                return widened(differences[0], differences[0], differences[0], n, confidence);
            }
            return answer.orElseThrow().effect();
        }
        Interval interval = test.effect().interval();
        return widened(test.effect().value(), interval.lower(), interval.upper(), n, confidence);
    }

    private Estimate widened(double centre, double lower, double upper, int n, double confidence) {
        double allowance = range * (1 - Math.pow((1 - confidence) / 2, 1.0 / n));
        return new Estimate(
                centre,
                new Interval(Math.min(lower, centre - allowance), Math.max(upper, centre + allowance), confidence),
                n);
    }
}
