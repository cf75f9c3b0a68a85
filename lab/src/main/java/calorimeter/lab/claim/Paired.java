package calorimeter.lab.claim;

import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.estimate.TestResult;
import calorimeter.statistics.tests.WilcoxonSignedRank;
import java.util.function.DoubleFunction;

/// The centre of paired differences with its interval, also where they do not vary.
///
/// It is the Hodges–Lehmann pseudo-median with Wilcoxon's interval. Where all n differences are equal that would
/// be a point; the interval then allows for a share q = 1 − (α/2)^(1/n) of unseen pairs that differ by up to
/// `range` (q is the upper end of Clopper and Pearson's interval for 0 of n).
///
/// @param range largest difference there can be
final class Paired {

    private final double[] differences;
    private final double range;

    Paired(double[] differences, double range) {
        this.differences = differences.clone();
        this.range = range;
    }

    static final String METHOD = "Hodges–Lehmann pseudo-median of paired differences, Wilcoxon's interval";

    Estimate estimate() {
        return estimate(Family.CONFIDENCE);
    }

    DoubleFunction<Interval> intervals() {
        return confidence -> estimate(confidence).interval();
    }

    private Estimate estimate(double confidence) {
        int n = differences.length;
        if (n > 0 && Samples.areConstant(differences)) {
            double unseen = 1 - Math.pow((1 - confidence) / 2, 1.0 / n);
            Interval interval =
                    new Interval(differences[0] - unseen * range, differences[0] + unseen * range, confidence);
            return new Estimate(differences[0], interval, n);
        }
        Answer<TestResult> answer = WilcoxonSignedRank.of(differences, Alternative.TWO_SIDED, confidence);
        return answer.orElseThrow().effect();
    }
}
