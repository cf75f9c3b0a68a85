// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

/// Exact distribution of the sum of ranks with positive sign when every sign is a fair coin.
///
/// Mean ranks are halves of integers, so the sums of doubled ranks are integers; the probabilities are built
/// up by convolving one rank at a time, which costs n · Σ2r additions instead of 2ⁿ patterns.
final class SignedRankDistribution {

    /// Cumulative probabilities by doubled sum.
    private final double[] cumulative;

    private SignedRankDistribution(double[] cumulative) {
        this.cumulative = cumulative;
    }

    /// Distribution for given ranks, multiples of ½.
    static SignedRankDistribution of(double[] ranks) {
        int total = 0;
        for (double rank : ranks) {
            total += doubled(rank);
        }
        double[] probability = new double[total + 1];
        probability[0] = 1;
        int reached = 0;
        for (double rank : ranks) {
            int step = doubled(rank);
            reached += step;
            for (int sum = reached; sum >= 0; sum--) {
                double with = sum >= step ? probability[sum - step] : 0;
                probability[sum] = (probability[sum] + with) / 2;
            }
        }
        for (int sum = 1; sum <= total; sum++) {
            probability[sum] += probability[sum - 1];
        }
        return new SignedRankDistribution(probability);
    }

    static SignedRankDistribution withoutTies(int n) {
        double[] ranks = new double[n];
        for (int i = 0; i < n; i++) {
            ranks[i] = i + 1;
        }
        return of(ranks);
    }

    private static int doubled(double rank) {
        return (int) Math.rint(2 * rank);
    }

    /// P(sum ≤ value); the upper tail follows from the symmetry about half the total.
    double atMost(double value) {
        int index = doubled(value);
        return index < 0 ? 0 : Math.min(1, cumulative[Math.min(index, cumulative.length - 1)]);
    }
}
