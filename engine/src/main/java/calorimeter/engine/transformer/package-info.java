// SPDX-License-Identifier: Apache-2.0
/// The transformer family as a [calorimeter.engine.model.Model].
///
/// Read `transformer.settings` (what such a model is), then [calorimeter.engine.transformer.Transformer], which
/// chooses one of two ways of computing: `transformer.layered`, any member of the family layer by layer, and
/// `transformer.folded`, one layer whose matrices are multiplied with each other once a step. Both begin at the
/// rows of `transformer.input`; `transformer.attention` holds the operators that may stand in place of
/// softmax.
@NullMarked
package calorimeter.engine.transformer;

import org.jspecify.annotations.NullMarked;
