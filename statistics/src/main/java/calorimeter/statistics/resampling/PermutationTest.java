// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.resampling;

import calorimeter.statistics.classical.Ties;
import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/// Permutation tests of a statistic chosen by the caller.
///
/// When all distinct arrangements number at most `resamples` they are enumerated and the p-value is exact:
/// the share with a statistic at least (at most) the observed one, the observed arrangement included.
/// Otherwise `resamples` random arrangements are drawn and p = (b + 1)/(m + 1) (B. Phipson & G. K. Smyth,
/// Stat. Appl. Genet. Mol. Biol. 9 (2010) 39), a valid p-value that is never zero. Two-sided p-values are
/// twice the smaller tail. Statistics closer than 1e-12 of the largest one count as equal, since the order of
/// summation differs between arrangements.
///
/// @param resamples at least 100; also the limit for enumeration
public record PermutationTest(int resamples, Alternative alternative) {

    private static final double TIE = Ties.SHARE;

    public PermutationTest {
        if (resamples < 100) {
            throw new IllegalArgumentException("resamples are " + resamples + " but must be at least 100");
        }
    }

    /// Whether two independent samples come from one distribution: labels are exchanged.
    public Answer<PermutationResult> independent(
            double[] x, double[] y, ToDoubleBiFunction<double[], double[]> statistic, RandomGenerator random) {
        if (Math.min(x.length, y.length) < 2) {
            return Answer.tooFew("each sample of a permutation test", Math.min(x.length, y.length), 2);
        }
        return run(Arrangements.ofLabels(x, y, statistic), random, x.length + y.length);
    }

    /// Whether paired differences are symmetric about zero: signs are flipped.
    public Answer<PermutationResult> paired(
            double[] differences, ToDoubleFunction<double[]> statistic, RandomGenerator random) {
        if (differences.length < 2) {
            return Answer.tooFew("a paired permutation test's number of pairs", differences.length, 2);
        }
        return run(Arrangements.ofSigns(differences, statistic), random, differences.length);
    }

    private Answer<PermutationResult> run(Arrangements arrangements, RandomGenerator random, int n) {
        double observed = arrangements.observed();
        if (!Double.isFinite(observed)) {
            return Answer.notIdentified(n, "the statistic of the data is " + observed + ", not a finite number");
        }
        boolean exact = arrangements.count() <= resamples;
        double[] values = new double[exact ? (int) arrangements.count() : resamples];
        for (int i = 0; i < values.length; i++) {
            values[i] = exact
                    ? arrangements.numbered().applyAsDouble(i)
                    : arrangements.drawn().applyAsDouble(random);
        }
        double largest = Math.abs(observed);
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return Answer.notIdentified(n, "the statistic of a rearrangement is " + value + ", not finite");
            }
            largest = Math.max(largest, Math.abs(value));
        }
        int atLeast = 0;
        int atMost = 0;
        for (double value : values) {
            atLeast += value >= observed - TIE * largest ? 1 : 0;
            atMost += value <= observed + TIE * largest ? 1 : 0;
        }
        double drawn = exact ? 0 : 1;
        double total = values.length + drawn;
        double p = alternative.pValue((atMost + drawn) / total, (atLeast + drawn) / total);
        return Answer.given(new PermutationResult(observed, p, values.length, exact));
    }
}
