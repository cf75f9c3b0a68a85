package calorimeter.statistics.tests;

import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.estimate.TestResult;
import calorimeter.statistics.proportion.ClopperPearson;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/// Exact sign test that the median of paired differences is zero.
///
/// The number of positive among the non-zero differences is binomial with probability ½ under the null; zeros
/// are dropped. The statistic is that number, the effect the proportion of positive differences with its
/// Clopper–Pearson interval.
public final class SignTest {

    private SignTest() {}

    /// Declines when every difference is zero, or there is none.
    public static Answer<TestResult> of(double[] differences, Alternative alternative, double confidence) {
        Samples.requireFinite("difference", differences);
        int positive = 0;
        int negative = 0;
        for (double difference : differences) {
            positive += difference > 0 ? 1 : 0;
            negative += difference < 0 ? 1 : 0;
        }
        int n = positive + negative;
        if (n == 0) {
            return Answer.noVariation(differences.length, "a sign test needs a difference that is not zero");
        }
        BinomialDistribution null_ = new BinomialDistribution(n, 0.5);
        double atMost = null_.cumulativeProbability(positive);
        // By symmetry; one minus a cumulative probability would lose the small tail.
        double atLeast = null_.cumulativeProbability(negative);
        Estimate effect = ClopperPearson.of(positive, n, confidence).orElseThrow();
        return Answer.given(new TestResult(positive, alternative.pValue(atMost, atLeast), alternative, effect));
    }
}
