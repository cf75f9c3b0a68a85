/// The transformer family: its settings, its parameters, and its loss with hand-derived gradients.
///
/// Read [calorimeter.engine.model.TransformerSettings] (what a model is), then `ParameterLayout` (where its
/// tensors lie), then `Transformer` (one step: loss, gradient, evaluation). `ShardedGradient` cuts a batch into
/// blocks for one of two `Computation`s: `LayeredComputation` takes them through `BlockPass`, layer by layer to
/// `AttentionLayer` and `FeedForwardLayer`, `BlockRows` and `QueryRows` telling which rows there are;
/// `FoldedComputation` multiplies matrices once a step where only linear maps lie between them. Both begin at
/// the distinct rows of `InputRows`. Imports `kernel`, `random` and `task`.
@NullMarked
package calorimeter.engine.model;

import org.jspecify.annotations.NullMarked;
