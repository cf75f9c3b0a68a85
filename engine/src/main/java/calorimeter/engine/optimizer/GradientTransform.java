// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.optimizer;

import calorimeter.engine.optimizer.GradientFilterSettings.Grokfast;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// From a gradient to the direction that a learning rule follows: first the filter of [GradientFilterSettings],
/// element by element, then OrthoGrad, tensor by tensor. (Ours where both are asked for: the projection is the
/// later one, since its source wraps the learning rule.)
///
/// The direction is an array of its own; the gradient stays.
public final class GradientTransform {

    /// Keeps the divisions of [#project] finite.
    private static final double EPSILON = 1e-30;

    private final @Nullable Grokfast grokfast;
    private final boolean orthogonal;
    private final float[] direction;

    /// The average h of [Grokfast].
    private final float[] slow;

    /// @param orthogonal whether the direction is made orthogonal to the weights, tensor by tensor (OrthoGrad)
    /// @param length of the parameters
    public GradientTransform(GradientFilterSettings filter, boolean orthogonal, int length) {
        grokfast = filter instanceof Grokfast settings ? settings : null;
        this.orthogonal = orthogonal;
        direction = new float[isIdentity() ? 0 : length];
        slow = new float[grokfast == null ? 0 : length];
    }

    /// Whether the direction is the gradient itself, so that there is nothing to call.
    public boolean isIdentity() {
        return grokfast == null && !orthogonal;
    }

    /// Whether [#project] is asked for.
    public boolean projects() {
        return orthogonal;
    }

    /// What to follow, once [#filter] has covered all elements and [#project] all tensors. Live.
    public float[] direction() {
        return direction;
    }

    /// Computes elements from … to − 1 of the direction. Elements are independent of one another, so ranges may
    /// be taken by different threads.
    ///
    /// @param scale that clips the gradient
    /// @param step number of the update, from 1
    public void filter(float[] gradient, float scale, long step, int from, int to) {
        for (int i = from; i < to; i++) {
            direction[i] = gradient[i] * scale;
        }
        if (grokfast == null) {
            return;
        }
        float keep = (float) grokfast.alpha();
        float take = (float) (1 - grokfast.alpha());
        float amplification = (float) grokfast.lambda();
        for (int i = from; i < to; i++) {
            float g = direction[i];
            float h = step == 1 ? g : slow[i] * keep + g * take;
            slow[i] = h;
            direction[i] = g + h * amplification;
        }
    }

    /// OrthoGrad (Prieto et al., arXiv:2501.04697, §5) for elements from … to − 1, one whole tensor. The part of
    /// the gradient along the weights, which only scales them, is taken out, and the rest is stretched to the
    /// length that the gradient had:
    ///
    ///     g⊥ = g − (w·g)/(w·w + ε) w,   g ← g⊥ |g|/(|g⊥| + ε),   ε = 1e-30
    ///
    /// The paper's equation ends at g⊥; the stretching and ε are of the authors' published code. A tensor of
    /// zeros keeps its gradient. Sums run in the order of the elements, in double precision; padding is zero in
    /// both arrays.
    public void project(float[] weights, int from, int to) {
        double weightSquares = 0;
        double product = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            double w = weights[i];
            double g = direction[i];
            weightSquares += w * w;
            product += w * g;
            squares += g * g;
        }
        double along = product / (weightSquares + EPSILON);
        double squaresLeft = 0;
        for (int i = from; i < to; i++) {
            double g = direction[i] - along * weights[i];
            squaresLeft += g * g;
        }
        double stretch = Math.sqrt(squares) / (Math.sqrt(squaresLeft) + EPSILON);
        for (int i = from; i < to; i++) {
            direction[i] = (float) ((direction[i] - along * weights[i]) * stretch);
        }
    }

    /// The arrays of the state by name, as [Optimizer#state].
    public SortedMap<String, float[]> state() {
        return grokfast == null ? new TreeMap<>() : new TreeMap<>(Map.of("slow", slow));
    }
}
