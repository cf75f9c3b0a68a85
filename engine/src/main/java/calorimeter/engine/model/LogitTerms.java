// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.model;

import org.jspecify.annotations.Nullable;

/// Terms that the next gradients have beside the loss, which depend on the logits z of examples, p = softmax(z):
///
///     f · mean loss + Σ over examples i and classes k of c_ik p_ik
///     ∂/∂z_ij = f · that of the loss + p_ij (c_ij − Σ_k c_ik p_ik)
///
/// Without terms, f = 1 and c = 0, the gradient is that of the loss, bit for bit.
public final class LogitTerms {

    private float lossFactor = 1;

    /// c [examples of the data set × classes], null for zeros.
    private float @Nullable [] coefficients;

    private int classes;

    /// Takes all terms away.
    public void clear() {
        lossFactor = 1;
        coefficients = null;
    }

    /// Adds to f.
    public void addLoss(double weight) {
        lossFactor += (float) weight;
    }

    /// Adds to c.
    ///
    /// @param values [examples of the data set × classes], row-major
    public void addProbabilities(float[] values, int ofClasses) {
        float[] sum = values.clone();
        if (coefficients != null) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += coefficients[i];
            }
        }
        coefficients = sum;
        classes = ofClasses;
    }

    /// f.
    public float lossFactor() {
        return lossFactor;
    }

    /// Whether some c may differ from 0.
    public boolean ofProbabilities() {
        return coefficients != null;
    }

    /// Adds the gradient of an example's term to `gradient[offset …]`.
    ///
    /// @param logits of the example; overwritten
    public void add(int example, double[] logits, float[] gradient, int offset) {
        float[] c = coefficients;
        if (c == null) {
            return;
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            highest = Math.max(highest, logits[k]);
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            logits[k] = StrictMath.exp(logits[k] - highest);
            sum += logits[k];
        }
        double mean = 0;
        for (int k = 0; k < classes; k++) {
            logits[k] /= sum;
            mean += c[example * classes + k] * logits[k];
        }
        for (int k = 0; k < classes; k++) {
            gradient[offset + k] += (float) (logits[k] * (c[example * classes + k] - mean));
        }
    }
}
