// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.settings;

/// Who chooses between folded products and layer by layer. The choice decides bits.
public enum PlanChoice {
    /// A count of operations.
    AUTO,
    LAYERED,
    FOLDED
}
