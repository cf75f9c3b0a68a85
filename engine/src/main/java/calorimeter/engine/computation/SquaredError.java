// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.computation;

import calorimeter.engine.kernel.Kernel;

/// Squared error of logits z against 1 at the label and 0 elsewhere, as torch.nn.MSELoss on one-hot targets:
///
///     d_i = z_i − [i = label],   loss = (1/classes) Σ_i d_i²,   ∂loss/∂z_i = (2/classes) d_i
///
/// The answer of a model is its largest logit, as with softmax.
final class SquaredError {

    private SquaredError() {}

    /// The loss of one row of logits; leaves `weight` · ∂loss/∂z in their place, see [Kernel#FLUSHED].
    static double loss(Kernel kernel, float[] z, int offset, int classes, int label, float weight) {
        z[offset + label] -= 1f;
        double squares = kernel.dot(z, offset, z, offset, classes);
        kernel.scaleFlushed(2 * weight / classes, z, offset, classes);
        return squares / classes;
    }
}
