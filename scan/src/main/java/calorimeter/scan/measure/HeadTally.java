// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.SoftmaxMoments;
import calorimeter.physics.attention.AttentionRow;
import calorimeter.physics.attention.HeadAccumulator;
import calorimeter.physics.attention.LandscapeVariance;
import calorimeter.physics.attention.RowState;
import calorimeter.physics.ensemble.GibbsMoments;
import calorimeter.physics.numeric.CompensatedSum;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sums over rows of one head on one prompt, or on a part of it.
final class HeadTally {

    private static final Kernel KERNEL = Kernels.active();

    /// Between its inverse and itself squares of scores can be summed as they are.
    static final double ORDINARY = 0x1p400;

    private final HeadAccumulator thermodynamics = new HeadAccumulator();
    private final LandscapeVariance landscape = new LandscapeVariance();
    private final CompensatedSum first = new CompensatedSum();
    private final CompensatedSum own = new CompensatedSum();
    private final CompensatedSum previous = new CompensatedSum();
    private final CompensatedSum separator = new CompensatedSum();
    private long ownRows;
    private long previousRows;
    private final CompensatedSum induction = new CompensatedSum();
    private long inductionRows;

    private LastRow last = LastRow.NONE;

    /// @param weights where the attention of the row is left
    /// @param separators positions of separators, rising
    void add(
            int query,
            double[] scores,
            int[] positions,
            int from,
            int count,
            double beta,
            double[] weights,
            int[] separators) {
        SoftmaxMoments moments = KERNEL.softmaxMoments(scores, count, weights);
        if (moments.squares() == 0 || (moments.squares() > 1 / ORDINARY && moments.squares() < ORDINARY)) {
            thermodynamics.add(new RowState(beta, gibbs(count, moments)));
            landscape.add(count, moments.mean(), moments.squares());
        } else {
            thermodynamics.add(AttentionRow.state(scores, 0, count, beta, weights));
            landscape.add(scores, 0, count);
        }
        if (positions[from] == 0) {
            first.add(weights[0]);
        }
        if (separators.length > 0) {
            double share = 0;
            for (int position : separators) {
                int j = Arrays.binarySearch(positions, from, from + count, position);
                share += j < 0 ? 0 : weights[j - from];
            }
            separator.add(share);
        }
        int j = Arrays.binarySearch(positions, from, from + count, query);
        if (j >= 0) {
            own.add(weights[j - from]);
            ownRows++;
        }
        j = Arrays.binarySearch(positions, from, from + count, query - 1);
        if (j >= 0) {
            previous.add(weights[j - from]);
            previousRows++;
        }
    }

    /// The same moments as physics has them.
    static GibbsMoments gibbs(int count, SoftmaxMoments moments) {
        return new GibbsMoments(
                count,
                1,
                moments.highest(),
                StrictMath.log1p(moments.ground() - 1 + moments.excited()),
                0 - moments.meanGap(),
                1,
                moments.variance(),
                0 - moments.third(),
                moments.concentration());
    }

    /// Adds the attention of a row to keys behind earlier occurrences of its token.
    ///
    /// @param followers positions of these keys, rising
    /// @param weights of the visible keys, whose positions rise from `from` on
    void addInduction(int[] followers, int[] positions, int from, int count, double[] weights) {
        double share = 0;
        int key = 0;
        for (int follower : followers) {
            while (key < count && positions[from + key] < follower) {
                key++;
            }
            share += key < count && positions[from + key] == follower ? weights[key] : 0;
        }
        induction.add(share);
        inductionRows++;
    }

    void addLast(double[] scores, int count, double beta) {
        last = LastRow.of(scores, count, beta);
    }

    void merge(HeadTally other) {
        thermodynamics.merge(other.thermodynamics);
        landscape.merge(other.landscape);
        first.merge(other.first);
        own.merge(other.own);
        previous.merge(other.previous);
        separator.merge(other.separator);
        induction.merge(other.induction);
        inductionRows += other.inductionRows;
        last = other.last.equals(LastRow.NONE) ? last : other.last;
        ownRows += other.ownRows;
        previousRows += other.previousRows;
    }

    long rows() {
        return thermodynamics.rows();
    }

    /// Null when no query of the prompt sees a key.
    @Nullable
    PromptHead state() {
        return rows() == 0 ? null : means();
    }

    private PromptHead means() {
        return new PromptHead(
                thermodynamics.state(),
                landscape.state(),
                first.value() / rows(),
                own.value() / ownRows,
                ownRows,
                previous.value() / previousRows,
                previousRows,
                separator.value() / rows(),
                induction.value() / inductionRows,
                inductionRows,
                last);
    }
}
