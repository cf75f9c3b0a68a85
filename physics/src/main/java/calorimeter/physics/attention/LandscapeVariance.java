// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import calorimeter.physics.numeric.CompensatedSum;
import java.util.Objects;

/// Streams scaled scores into the *landscape variance* V: the unweighted variance of all scores pooled over
/// data, layers, heads, queries and visible keys (Pandey, arXiv:2607.20552; here with the population
/// normalisation 1/N).
///
/// V is not the specific heat. C = Var_p(s) weighs each key with its attention and is taken row by row; V
/// weighs all scores alike and contains the offsets between rows, which softmax ignores.
///
/// Means and sums of squares of rows are combined by the pairwise update of Chan, Golub & LeVeque (The American
/// Statistician 37, 242, 1983), which loses nothing to a large common offset.
public final class LandscapeVariance {

    private long scores;
    private long rows;
    private double mean;
    private final CompensatedSum within = new CompensatedSum();
    private final CompensatedSum between = new CompensatedSum();

    /// Adds the row of scaled scores `row[from..to)`, visible keys only. A row of one key has no spread within
    /// but counts between rows.
    ///
    /// @throws IllegalArgumentException if the row is empty or a score is not finite; nothing is added then
    public void add(double[] row, int from, int to) {
        Objects.checkFromToIndex(from, to, row.length);
        if (from == to) {
            throw new IllegalArgumentException("the row has no scores but needs at least one");
        }
        double rowMean = mean(row, from, to);
        double squares = 0;
        double remainder = 0;
        for (int j = from; j < to; j++) {
            double deviation = row[j] - rowMean;
            squares += deviation * deviation;
            remainder += deviation;
        }
        // The remainder would be zero without rounding; its square corrects for the rounding of the mean.
        add(to - from, rowMean, Math.max(0, squares - remainder * remainder / (to - from)));
    }

    /// Adds a row of which the number of scores, their mean and their sum of squares about it are known.
    public void add(int count, double rowMean, double squares) {
        within.add(squares);
        rows++;
        include(count, rowMean);
    }

    /// Adds everything `other` has pooled, which is unchanged.
    public void merge(LandscapeVariance other) {
        if (other.scores > 0) {
            within.merge(other.within);
            between.merge(other.between);
            rows += other.rows;
            include(other.scores, other.mean);
        }
    }

    /// V and its parts so far.
    ///
    /// @throws IllegalStateException if no row has been added
    public LandscapeState state() {
        if (rows == 0) {
            throw new IllegalStateException("no row has been added, so there is no variance");
        }
        return new LandscapeState(scores, rows, mean, within.value() / scores, between.value() / scores);
    }

    /// Pools a group of scores with this mean: its distance to the mean so far is spread between groups.
    private void include(long groupSize, double groupMean) {
        double distance = groupMean - mean;
        double share = (double) groupSize / (scores + groupSize);
        between.add(distance * distance * share * scores);
        mean += distance * share;
        scores += groupSize;
    }

    /// Summed from the first score so that a common offset costs no precision.
    private static double mean(double[] row, int from, int to) {
        double excess = 0;
        for (int j = from; j < to; j++) {
            if (!Double.isFinite(row[j])) {
                throw new IllegalArgumentException("score " + (j - from) + " is " + row[j]
                        + " but must be finite; leave a masked key out instead of giving it an infinite score");
            }
            excess += row[j] - row[from];
        }
        return row[from] + excess / (to - from);
    }
}
