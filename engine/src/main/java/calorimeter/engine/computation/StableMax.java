// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.computation;

import calorimeter.engine.kernel.Kernel;

/// Cross entropy with StableMax in place of softmax (Prieto et al., arXiv:2501.04697, §4):
///
///     s(z) = z + 1 for z ≥ 0,   1/(1 − z) for z < 0;      s′ = 1 for s ≥ 1,   s² for s < 1
///     loss = −ln (s_label/Σ s) = ln(1 + others/s_label),   others = Σ of s but the label's
///     ∂loss/∂z_i = s′_i/Σ s,   ∂loss/∂z_label = −s′_label others/(s_label Σ s)
///
/// The two forms on the right hold no difference of nearly equal numbers, so loss and gradient keep their
/// relative precision in single precision; the authors' code takes this step in double for the same reason.
///
/// s is monotonic: the answer of a model is its largest logit, as with softmax.
final class StableMax {

    private StableMax() {}

    /// The loss of one row of logits in nats; leaves `weight` · ∂loss/∂z in their place, see [Kernel#FLUSHED]. Not
    /// finite when a logit is not.
    static double loss(Kernel kernel, float[] z, int offset, int classes, int label, float weight) {
        for (int i = offset; i < offset + classes; i++) {
            z[i] = z[i] >= 0 ? z[i] + 1 : 1 / (1 - z[i]);
        }
        float own = z[offset + label];
        z[offset + label] = 0f;
        float others = kernel.sum(z, offset, classes);
        for (int i = offset; i < offset + classes; i++) {
            float s = Math.min(z[i], 1f);
            z[i] = s * s;
        }
        // s′ others/s, without the square that would underflow before the quotient overflows
        z[offset + label] = own < 1 ? -own * others : -others / own;
        kernel.scaleFlushed(weight / (others + own), z, offset, classes);
        // an infinite right logit would hide in a quotient of zero
        return own == Float.POSITIVE_INFINITY ? Double.NaN : StrictMath.log1p((double) others / own);
    }
}
