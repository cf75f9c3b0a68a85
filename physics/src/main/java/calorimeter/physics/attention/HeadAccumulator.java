// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import calorimeter.physics.numeric.CompensatedSum;

/// Streams the rows of one attention head into averages; memory does not grow with the number of rows.
///
/// Sums are compensated, so feeding the same rows in other chunks, or merging accumulators of parts, changes a
/// mean by at most the rounding of its last digit. Not for several threads: give each its own and [#merge].
public final class HeadAccumulator {

    private long rows;
    private long fluctuatingRows;
    private final CompensatedSum specificHeat = new CompensatedSum();
    private final CompensatedSum susceptibility = new CompensatedSum();
    private final CompensatedSum thirdCumulant = new CompensatedSum();
    private final CompensatedSum selectivity = new CompensatedSum();
    private final CompensatedSum entropy = new CompensatedSum();
    private final CompensatedSum meanEnergy = new CompensatedSum();
    private final CompensatedSum freeEnergy = new CompensatedSum();
    private final CompensatedSum effectiveKeys = new CompensatedSum();
    private final CompensatedSum participationRatio = new CompensatedSum();

    /// Reused from row to row; grown to the longest row seen.
    private double[] weights = new double[8];

    /// Adds the row of scaled scores `scores[from..to)`, visible keys only.
    ///
    /// @throws IllegalArgumentException as [AttentionRow#state]; the row is then not counted
    public void add(double[] scores, int from, int to, double beta) {
        if (to - from > weights.length) {
            weights = new double[Math.max(to - from, 2 * weights.length)];
        }
        add(AttentionRow.state(scores, from, to, beta, weights));
    }

    /// Adds a row whose state is already known.
    public void add(AttentionState row) {
        rows++;
        entropy.add(row.entropy());
        meanEnergy.add(row.meanEnergy());
        freeEnergy.add(row.freeEnergy());
        effectiveKeys.add(row.effectiveKeys());
        participationRatio.add(row.participationRatio());
        if (row.fluctuates()) {
            fluctuatingRows++;
            specificHeat.add(row.specificHeat());
            susceptibility.add(row.susceptibility());
            thirdCumulant.add(row.thirdCumulant());
            selectivity.add(row.selectivity());
        }
    }

    /// Adds all rows of `other`, which is unchanged.
    public void merge(HeadAccumulator other) {
        rows += other.rows;
        fluctuatingRows += other.fluctuatingRows;
        CompensatedSum[] mine = sums();
        CompensatedSum[] theirs = other.sums();
        for (int i = 0; i < mine.length; i++) {
            mine[i].merge(theirs[i]);
        }
    }

    /// The number of rows added so far.
    public long rows() {
        return rows;
    }

    /// The averages so far.
    ///
    /// @throws IllegalStateException if no row has been added
    public HeadState state() {
        if (rows == 0) {
            throw new IllegalStateException("no row has been added, so there is nothing to average");
        }
        return new HeadState(
                rows,
                fluctuatingRows,
                specificHeat.value() / fluctuatingRows,
                susceptibility.value() / fluctuatingRows,
                thirdCumulant.value() / fluctuatingRows,
                selectivity.value() / fluctuatingRows,
                entropy.value() / rows,
                meanEnergy.value() / rows,
                freeEnergy.value() / rows,
                effectiveKeys.value() / rows,
                participationRatio.value() / rows);
    }

    private CompensatedSum[] sums() {
        return new CompensatedSum[] {
            specificHeat,
            susceptibility,
            thirdCumulant,
            selectivity,
            entropy,
            meanEnergy,
            freeEnergy,
            effectiveKeys,
            participationRatio
        };
    }
}
