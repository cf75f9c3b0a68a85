// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.settings;

/// From which residual vectors the answer is read.
public enum Readout {
    /// The last position.
    LAST,
    /// The mean over all positions, after the final normalisation.
    MEAN
}
