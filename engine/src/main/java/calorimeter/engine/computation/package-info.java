// SPDX-License-Identifier: Apache-2.0
/// What families of models are computed with: the summing of gradients over a batch, and pieces of networks.
///
/// Read [calorimeter.engine.computation.ShardedGradient] first: it cuts a batch into shards and blocks, runs a
/// `Computation` on them and adds what they give (`GradientSums`). `Rows` holds activations, `AffineMap` is
/// y = x W + b with its gradients, `RowLoss` the loss of rows of logits. Imports `kernel` and `model`.
@NullMarked
package calorimeter.engine.computation;

import org.jspecify.annotations.NullMarked;
