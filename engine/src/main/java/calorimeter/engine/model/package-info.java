/// The transformer family: its settings, its parameters, and its loss with hand-derived gradients.
///
/// Read [calorimeter.engine.model.TransformerSettings] (what a model is), then `ParameterLayout` (where its
/// tensors lie), then `Transformer` (one step: loss, gradient, evaluation), which hands distinct inputs to
/// `InputRows` and blocks of examples to `BlockPass`, layer by layer to `AttentionLayer` and
/// `FeedForwardLayer`. Imports `kernel` and `random`.
@NullMarked
package calorimeter.engine.model;

import org.jspecify.annotations.NullMarked;
