// SPDX-License-Identifier: Apache-2.0
/// From parameters and tokens to queries, keys and values of the first layer.
///
/// Read [calorimeter.engine.transformer.input.TransformerWeights] first (the parameters, packed for
/// products), then `InputRows`: rows of the first layer exist once for every distinct (token, position).
/// `Projection` computes queries, keys and values of any rows. Imports `transformer.settings`,
/// `computation`, `model`, `data` and `kernel`.
@NullMarked
package calorimeter.engine.transformer.input;

import org.jspecify.annotations.NullMarked;
