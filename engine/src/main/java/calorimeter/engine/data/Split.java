// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

/// What is dealt out to training and test.
public enum Split {
    /// Ordered pairs: (a, b) and (b, a) are dealt separately, so for a commutative operation about half of the
    /// test answers stand in the training set the other way round.
    ORDERED,
    /// Unordered pairs: (a, b) and (b, a) always land on the same side.
    UNORDERED
}
