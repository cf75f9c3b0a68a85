package calorimeter.engine.optimizer;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// From a gradient to the direction that a learning rule follows: the filter first, element by element, then
/// the projection, tensor by tensor. (Ours where both are asked for: the projection is the later one, since its
/// source wraps the learning rule.)
///
/// The direction is an array of its own; the gradient stays.
public final class GradientTransform {

    private final @Nullable SlowGradient slow;
    private final boolean orthogonal;
    private final float[] direction;

    /// @param orthogonal whether the direction is made orthogonal to the weights, tensor by tensor (OrthoGrad)
    /// @param length of the parameters
    public GradientTransform(GradientFilterSettings filter, boolean orthogonal, int length) {
        slow = switch (filter) {
            case GradientFilterSettings.None none -> null;
            case GradientFilterSettings.Grokfast grokfast -> new SlowGradient(grokfast, length);
        };
        this.orthogonal = orthogonal;
        direction = new float[isIdentity() ? 0 : length];
    }

    /// Whether the direction is the gradient itself, so that there is nothing to call.
    public boolean isIdentity() {
        return slow == null && !orthogonal;
    }

    /// Whether [#project] does anything.
    public boolean projects() {
        return orthogonal;
    }

    /// What to follow, once [#filter] has covered all elements and [#project] all tensors. Live.
    public float[] direction() {
        return direction;
    }

    /// Elements from … to − 1 of the direction. Elements are independent of one another, so ranges may be taken
    /// by different threads.
    ///
    /// @param scale that clips the gradient
    /// @param step number of the update, from 1
    public void filter(float[] gradient, float scale, long step, int from, int to) {
        for (int i = from; i < to; i++) {
            direction[i] = gradient[i] * scale;
        }
        if (slow != null) {
            slow.apply(direction, step, from, to);
        }
    }

    /// Makes elements from … to − 1, one whole tensor, orthogonal to its weights. Tensors are independent of
    /// one another.
    public void project(float[] weights, int from, int to) {
        OrthogonalProjection.apply(weights, direction, from, to);
    }

    /// The arrays of the state by name, as [Optimizer#state].
    public SortedMap<String, float[]> state() {
        return slow == null ? new TreeMap<>() : new TreeMap<>(Map.of("slow", slow.average));
    }
}
