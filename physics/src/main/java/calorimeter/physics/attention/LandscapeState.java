// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import java.io.Serializable;

/// The landscape variance V of pooled scaled scores and its two parts, V = within + between (law of total
/// variance). Variances are of the population: sums of squares divided by the number of scores.
///
/// @param scores      number of scores pooled
/// @param rows        number of rows they came from
/// @param mean        mean of all scores
/// @param withinRows  Σ_r Σ_j (s_rj − m_r)² / N, the spread of each row about its own mean m_r
/// @param betweenRows Σ_r n_r (m_r − m)² / N, the spread of the row means; softmax does not see it
public record LandscapeState(long scores, long rows, double mean, double withinRows, double betweenRows)
        implements Serializable {

    public LandscapeState {
        if (rows < 1 || scores < rows) {
            throw new IllegalArgumentException(
                    "rows is " + rows + " and scores " + scores + " but must be 1 <= rows <= scores");
        }
        if (!(withinRows >= 0) || !(betweenRows >= 0)) {
            throw new IllegalArgumentException("variances are " + withinRows + " within and " + betweenRows
                    + " between rows but must be at least 0");
        }
    }

    /// V.
    public double variance() {
        return withinRows + betweenRows;
    }
}
