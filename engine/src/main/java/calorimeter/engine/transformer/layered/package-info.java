// SPDX-License-Identifier: Apache-2.0
/// A transformer as it is written down, layer by layer.
///
/// Read [calorimeter.engine.transformer.layered.BlockPass] first: forward and backward of one block of examples.
/// `AttentionLayer`, `FeedForwardLayer` and `ReadoutHead` hold the equations; `LayeredComputation` is the whole
/// as a `Computation`. Imports `transformer.settings`, `transformer.input`, `computation`, `model`, `data` and
/// `kernel`.
@NullMarked
package calorimeter.engine.transformer.layered;

import org.jspecify.annotations.NullMarked;
