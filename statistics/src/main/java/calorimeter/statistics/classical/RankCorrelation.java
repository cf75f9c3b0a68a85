// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.estimate.TestResult;
import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.special.Gamma;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/// Spearman's rank correlation, and the partial one given covariates.
///
/// ρ is Pearson's correlation of the mean ranks; partial, of what remains of the ranks of x and y after least
/// squares on the ranks of the k covariates and a constant.
///
/// p-value: t = ρ √(ν / (1 − ρ²)) against Student's t with ν = n − 2 − k degrees of freedom, as
/// `scipy.stats.spearmanr` does, but never below 2/n! (1/n! one-sided), the least any permutation test of n
/// pairs can give. For small n without covariates the permutation test itself is better.
///
/// Interval: atanh ρ ± z √((1 + ρ²/2) / (n − 3 − k)) (D. G. Bonett & T. A. Wright, Psychometrika 65 (2000)
/// 23; covariates as for Pearson's). At |ρ| = 1, where this would be a point, the end towards zero is that of
/// the next value a rank correlation can take, 1 − 12/(n(n² − 1)).
public final class RankCorrelation {

    /// Ranks are halves of integers of order n, so anything below this share of their norm is rounding.
    private static final double ROUNDING = 1e-9;

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
        return correlation(x, y, covariates).map(rho -> test(rho, n, covariates.length, alternative, confidence));
    }

    /// ρ of what least squares on a constant and the ranks of the covariates leave of the ranks of x and y.
    private static Answer<Double> correlation(double[] x, double[] y, double[][] covariates) {
        int n = x.length;
        RealMatrix design = new Array2DRowRealMatrix(n, covariates.length + 1);
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        design.setColumn(0, ones);
        for (int c = 0; c < covariates.length; c++) {
            design.setColumn(c + 1, centredRanks("covariate value", covariates[c]));
        }
        double rounding = ROUNDING * n;
        DecompositionSolver solver = new QRDecomposition(design, rounding).getSolver();
        if (!solver.isNonSingular()) {
            return Answer.notIdentified(n, "the ranks of the covariates are constant or collinear; leave one out");
        }
        RealVector ranksOfX = new ArrayRealVector(centredRanks("x", x));
        RealVector ranksOfY = new ArrayRealVector(centredRanks("y", y));
        RealVector restOfX = ranksOfX.subtract(design.operate(solver.solve(ranksOfX)));
        RealVector restOfY = ranksOfY.subtract(design.operate(solver.solve(ranksOfY)));
        if (restOfX.getNorm() <= rounding || restOfY.getNorm() <= rounding) {
            return Answer.noVariation(n, "x or y does not vary, or not beyond its covariates");
        }
        double rho = restOfX.dotProduct(restOfY) / (restOfX.getNorm() * restOfY.getNorm());
        double clipped = Math.max(-1, Math.min(1, rho));
        // Equal ranks give 1 up to rounding of the projection; t would be an accident of that rounding.
        return Answer.given(1 - Math.abs(clipped) < 1e-14 ? Math.signum(clipped) : clipped);
    }

    /// Mean ranks less their mean, (n + 1)/2.
    private static double[] centredRanks(String name, double[] values) {
        Samples.requireFinite(name, values);
        // Ties are joined for what the library ranks apart: also −0.0 and 0.0.
        double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(Ties.joined(values));
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] -= (ranks.length + 1) / 2.0;
        }
        return ranks;
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
