// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import java.io.Serializable;

/// Averages over the rows of one attention head.
///
/// Entropy, energies and counts of keys are averaged over all rows. A row with one key cannot fluctuate, so the
/// fluctuation quantities (C, χ, κ₃ and the selectivity) are averaged over the rows with n ≥ 2 only and are NaN
/// when there is none.
///
/// @param rows               all rows
/// @param fluctuatingRows    those with at least two keys
/// @param specificHeat       mean C, over fluctuating rows
/// @param susceptibility     mean χ = C/(ln n)², over fluctuating rows
/// @param thirdCumulant      mean κ₃, energy cubed, over fluctuating rows
/// @param selectivity        mean KL(p‖uniform)/ln n, over fluctuating rows
/// @param entropy            mean S, over all rows
/// @param meanEnergy         mean U, over all rows
/// @param freeEnergy         mean F, over all rows
/// @param effectiveKeys      mean e^S, over all rows
/// @param participationRatio mean 1/Σp², over all rows
public record HeadState(
        long rows,
        long fluctuatingRows,
        double specificHeat,
        double susceptibility,
        double thirdCumulant,
        double selectivity,
        double entropy,
        double meanEnergy,
        double freeEnergy,
        double effectiveKeys,
        double participationRatio)
        implements Serializable {

    public HeadState {
        if (rows < 1 || fluctuatingRows < 0 || fluctuatingRows > rows) {
            throw new IllegalArgumentException("rows is " + rows + " and fluctuating rows " + fluctuatingRows
                    + " but must be 0 <= fluctuating <= rows" + " with at least one row");
        }
    }
}
