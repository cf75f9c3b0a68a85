// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.computation;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Padding;
import calorimeter.engine.model.LogitTerms;
import calorimeter.engine.model.LossFunction;
import java.util.Arrays;

/// The loss of rows of logits z, summed, with its gradient: ln Σ_i exp(z_i) − z_label, or the same with
/// [StableMax], or [SquaredError]; of z/τ where the output temperature τ is not 1.
///
/// With softmax the gradient with respect to the right logit is −Σ over the other classes of their probability, summed
/// directly, and the loss of a winning right logit is log1p of the others' weight: both keep their relative
/// precision when the model is nearly certain, where 1 − p would round to zero in single precision. (The code
/// of Nanda et al. takes this step in double precision for the same reason.)
public final class RowLoss {

    private final Kernel kernel;
    private final LossFunction function;
    private final int classes;
    private final LogitTerms terms;

    /// Logits of a row with terms.
    private final double[] logits;
    private final float temperature;

    /// Padding has the probability of a logit of −∞: whole registers, and zeros again in the end.
    private final int padded;

    private double loss;
    private int correct;

    /// @param terms what gradients have beside the loss
    public RowLoss(Kernel kernel, LossFunction function, int classes, LogitTerms terms) {
        this.kernel = kernel;
        this.function = function;
        this.classes = classes;
        this.terms = terms;
        logits = new double[classes];
        temperature = (float) function.temperature();
        padded = Padding.round(classes);
    }

    public int classes() {
        return classes;
    }

    /// Summed loss of the rows since [#clear].
    public double loss() {
        return loss;
    }

    /// How many of them have their largest logit (the first of equals) at the label.
    public int correct() {
        return correct;
    }

    public void clear() {
        loss = 0;
        correct = 0;
    }

    /// As [#row(float[], int, int, float)], and adds the terms of an example of the data set, unless `weight` is 0.
    public void row(float[] z, int offset, int example, int label, float weight) {
        boolean adds = terms.ofProbabilities() && weight != 0;
        for (int k = 0; adds && k < classes; k++) {
            logits[k] = z[offset + k];
        }
        row(z, offset, label, weight * terms.lossFactor());
        if (adds) {
            terms.add(example, logits, z, offset);
        }
    }

    /// Takes one row of logits z at `offset`, padded to whole registers, and leaves `weight` · ∂loss/∂logits in
    /// its place, see [Kernel#FLUSHED].
    void row(float[] z, int offset, int label, float weight) {
        if (temperature == 1f) {
            unitRow(z, offset, label, weight);
            return;
        }
        for (int i = offset; i < offset + classes; i++) {
            z[i] /= temperature;
        }
        unitRow(z, offset, label, weight / temperature);
    }

    /// [#row] at τ = 1.
    private void unitRow(float[] z, int offset, int label, float weight) {
        float highest = kernel.maximum(z, offset, classes);
        boolean right = z[offset + label] == highest && first(z, offset, label, highest);
        correct += right ? 1 : 0;
        loss += switch (function.form()) {
            case SOFTMAX -> softmax(z, offset, label, weight, highest, right);
            case STABLEMAX -> StableMax.loss(kernel, z, offset, classes, label, weight);
            case SQUARED_ERROR -> SquaredError.loss(kernel, z, offset, classes, label, weight);
        };
    }

    private double softmax(float[] z, int offset, int label, float weight, float highest, boolean right) {
        float margin = highest - z[offset + label];
        Arrays.fill(z, offset + classes, offset + padded, Float.NEGATIVE_INFINITY);
        kernel.exponential(highest, z, offset, z, offset, padded);
        float own = z[offset + label];
        z[offset + label] = 0f;
        float others = kernel.sum(z, offset, padded);
        float factor = weight / (others + own);
        z[offset + label] = -others;
        kernel.scaleFlushed(factor, z, offset, padded);
        return right ? StrictMath.log1p(others) : margin + StrictMath.log((double) others + own);
    }

    private static boolean first(float[] z, int offset, int label, float highest) {
        for (int i = 0; i < label; i++) {
            if (z[offset + i] == highest) {
                return false;
            }
        }
        return true;
    }
}
