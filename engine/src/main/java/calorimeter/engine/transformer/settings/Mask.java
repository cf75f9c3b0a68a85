// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.settings;

/// Which keys a query sees.
public enum Mask {
    /// Those at its own position and before.
    CAUSAL,
    /// All.
    FULL
}
