// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.settings;

/// The exact algebra that a transformer is computed with. Plans change what is computed, not what it means:
/// losses and gradients agree to rounding.
///
/// @param sharedInputRows rows of the first layer once per distinct (token, position), otherwise once per
///     example
/// @param readPositionsOnly the last layer computes only the positions that are read, otherwise all
/// @param sharedPrefixes rows of a block once for neighbours that begin alike, where
///     [TransformerSettings#sharesPrefixes]; needs `readPositionsOnly`
/// @param foldedProducts where nothing but linear maps lies between attention's softmax, the activation and the
///     logits, these maps are multiplied once per step; needs the first two
public record ComputationPlan(
        boolean sharedInputRows, boolean readPositionsOnly, boolean sharedPrefixes, boolean foldedProducts) {

    public ComputationPlan {
        if (sharedPrefixes && !readPositionsOnly) {
            throw new IllegalArgumentException("sharedPrefixes needs readPositionsOnly");
        }
        if (foldedProducts && !(sharedInputRows && readPositionsOnly)) {
            throw new IllegalArgumentException("foldedProducts needs sharedInputRows and readPositionsOnly");
        }
    }

    /// Everything that applies.
    public static final ComputationPlan FOLDED = new ComputationPlan(true, true, true, true);

    /// Every row of attention that is read, once for each example.
    public static final ComputationPlan LAYERED = new ComputationPlan(true, true, false, false);

    /// Every row of attention, once for each example.
    public static final ComputationPlan ALL_POSITIONS = new ComputationPlan(true, false, false, false);

    /// Nothing: every position of every example in every layer, as a model is published.
    public static final ComputationPlan PLAIN = new ComputationPlan(false, false, false, false);
}
