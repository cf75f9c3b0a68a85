// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.layered;

import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.Arrays;

/// Terms that the next gradients have beside the loss, which depend on attention scores s of rows p = softmax(s):
///
///     Σ over rows of  a·S + b·C,   S = −Σ p ln p,   C = Var_p(s)
///     ∂S/∂s_j = −p_j (ln p_j + S) = −p_j d_j,   ∂C/∂s_j = p_j (d_j² − C + 2 d_j),   d_j = s_j − ⟨s⟩
///
/// The weights a and b belong to a query's position and a head. Without terms the gradient is that of the loss, bit for
/// bit.
public final class ScoreTerms {

    private final int heads;

    /// Weights of a layer, [positions × heads].
    private final double[][] entropy;

    private final double[][] specificHeat;
    private boolean present;

    ScoreTerms(TransformerSettings settings) {
        heads = settings.heads();
        entropy = new double[settings.layers()][settings.sequence() * heads];
        specificHeat = new double[settings.layers()][settings.sequence() * heads];
    }

    /// Takes all terms away.
    public void clear() {
        for (int layer = 0; layer < entropy.length; layer++) {
            Arrays.fill(entropy[layer], 0);
            Arrays.fill(specificHeat[layer], 0);
        }
        present = false;
    }

    /// Adds to the weight of S of every row of one head and query.
    public void addEntropy(int layer, int position, int head, double weight) {
        entropy[layer][position * heads + head] += weight;
        present = true;
    }

    /// As [#addEntropy], of C.
    public void addSpecificHeat(int layer, int position, int head, double weight) {
        specificHeat[layer][position * heads + head] += weight;
        present = true;
    }

    boolean present() {
        return present;
    }

    /// Adds `scale` · ∂/∂s_j of a row's terms to `gradient`, where the row's entries are `[from, from + visible)`.
    void add(
            int layer,
            int position,
            int head,
            float[] scores,
            float[] probabilities,
            int from,
            int visible,
            double scale,
            float[] gradient) {
        double a = scale * entropy[layer][position * heads + head];
        double b = scale * specificHeat[layer][position * heads + head];
        if (a == 0 && b == 0) {
            return;
        }
        double mean = 0;
        for (int j = from; j < from + visible; j++) {
            mean += (double) probabilities[j] * scores[j];
        }
        double variance = 0;
        for (int j = from; j < from + visible; j++) {
            double d = scores[j] - mean;
            variance += probabilities[j] * d * d;
        }
        for (int j = from; j < from + visible; j++) {
            double d = scores[j] - mean;
            gradient[j] += (float) (probabilities[j] * (b * (d * d - variance + 2 * d) - a * d));
        }
    }
}
