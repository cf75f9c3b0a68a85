package calorimeter.statistics.correlation;

import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.estimate.TestResult;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.special.Gamma;

/// Spearman's rank correlation, and the partial one given covariates.
///
/// ρ is Pearson's correlation of the mean ranks; partial, of what remains of the ranks of x and y after least
/// squares on the ranks of the k covariates and a constant ([Residuals]).
///
/// p-value: t = ρ √(ν / (1 − ρ²)) against Student's t with ν = n − 2 − k degrees of freedom, as
/// `scipy.stats.spearmanr` does, but never below 2/n! (1/n! one-sided), the least any permutation test of n
/// pairs can give. For small n without covariates the permutation test itself is better.
///
/// Interval: atanh ρ ± z √((1 + ρ²/2) / (n − 3 − k)) (D. G. Bonett & T. A. Wright, Psychometrika 65 (2000)
/// 23; covariates as for Pearson's). At |ρ| = 1, where this would be a point, the end towards zero is that of
/// the next value a rank correlation can take, 1 − 12/(n(n² − 1)).
public final class RankCorrelation {

    private RankCorrelation() {}

    public static Answer<TestResult> spearman(double[] x, double[] y, Alternative alternative, double confidence) {
        return partial(x, y, new double[0][], alternative, confidence);
    }

    /// Given covariates, one array each. Declines when n < 5 + k, when x or y is constant or wholly explained
    /// by the covariates, and when the covariates' ranks are collinear.
    public static Answer<TestResult> partial(
            double[] x, double[] y, double[][] covariates, Alternative alternative, double confidence) {
        Samples.requireConfidence(confidence);
        Samples.requireSameSize("values of x", x.length, "values of y", y.length);
        for (double[] covariate : covariates) {
            Samples.requireSameSize("values of x", x.length, "values of a covariate", covariate.length);
        }
        int n = x.length;
        if (n < 5 + covariates.length) {
            return Answer.tooFew("a rank correlation's number of pairs", n, 5 + covariates.length);
        }
        return switch (Residuals.ofRanks(x, y, covariates)) {
            case Answer.Given<Residuals>(Residuals residuals) ->
                Answer.given(test(residuals.correlation(), n, covariates.length, alternative, confidence));
            case Answer.Declined<Residuals>(Answer.Reason reason, int count, String advice) ->
                new Answer.Declined<>(reason, count, advice);
        };
    }

    private static TestResult test(double rho, int n, int given, Alternative alternative, double confidence) {
        int freedom = n - 2 - given;
        double t = rho * StrictMath.sqrt(freedom / ((1 - rho) * (1 + rho)));
        double p = pValue(t, freedom, n, alternative);
        return new TestResult(t, p, alternative, new Estimate(rho, interval(rho, n, given, confidence), n));
    }

    private static double pValue(double t, int freedom, int n, Alternative alternative) {
        TDistribution student = new TDistribution(freedom);
        double least = StrictMath.exp(-Gamma.logGamma(n + 1.0));
        double atMost = Math.max(least, Double.isInfinite(t) ? (t > 0 ? 1 : 0) : student.cumulativeProbability(t));
        double atLeast = Math.max(least, Double.isInfinite(t) ? (t > 0 ? 0 : 1) : student.cumulativeProbability(-t));
        return alternative.pValue(atMost, atLeast);
    }

    private static Interval interval(double rho, int n, int given, double confidence) {
        double z = new NormalDistribution().inverseCumulativeProbability((1 + confidence) / 2);
        double next = 1 - 12.0 / (n * (n * (double) n - 1));
        double inner = Math.max(-next, Math.min(next, rho));
        double half = z * StrictMath.sqrt((1 + inner * inner / 2) / (n - 3 - given));
        double center = StrictMath.log((1 + inner) / (1 - inner)) / 2;
        double lower = rho <= -next ? -1 : StrictMath.tanh(center - half);
        double upper = rho >= next ? 1 : StrictMath.tanh(center + half);
        return new Interval(lower, upper, confidence);
    }
}
