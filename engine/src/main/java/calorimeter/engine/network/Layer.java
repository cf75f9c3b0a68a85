// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import calorimeter.engine.kernel.Workers;

/// One step from the input of a network to its logits.
///
/// Between layers lie [Activations]: a layer reads one slot and writes another, or works in place. It is called for
/// blocks of examples, by several threads at a time.
interface Layer {

    /// Takes new parameters.
    default void load(float[] parameters, Workers workers) {}

    /// Computes its output for examples `from` to `to` − 1 of the batch.
    void forward(Activations pass, int from, int to);

    /// Chain rule for the same examples, from the gradient of the output: leaves that of the input, and adds that of
    /// its parameters to `gradient`.
    void backward(Activations pass, int from, int to, float[] gradient);

    /// Writes to `gradient` what needs the whole batch, when all of it has gone backward.
    default void finish(Activations pass, float[] gradient, Workers workers) {}
}
