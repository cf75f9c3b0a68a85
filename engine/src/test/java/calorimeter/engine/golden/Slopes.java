// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.util.function.ToDoubleFunction;

/// Holds a gradient g against slopes of the loss f along random directions v, |v_i| = 1, by differences of two steps,
/// extrapolated:
///
///     ⟨g, v⟩ = (4 D(h) − D(2h))/3,   D(h) = (f(θ + hv) − f(θ − hv))/2h
public final class Slopes {

    private static final int DIRECTIONS = 8;

    private Slopes() {}

    /// @param loss of parameters in an array of the layout
    /// @param tolerance as a share of the norm of the gradient, which is the typical slope
    public static void requireGradient(
            ParameterLayout layout,
            float[] parameters,
            float[] gradient,
            ToDoubleFunction<float[]> loss,
            double step,
            double tolerance,
            Seed seed) {
        double norm = Math.sqrt(product(gradient, gradient));
        for (int i = 0; i < DIRECTIONS; i++) {
            float[] direction = signs(layout, seed.child(i));
            double slope = (4 * difference(loss, parameters, direction, step)
                            - difference(loss, parameters, direction, 2 * step))
                    / 3;
            assertThat(slope)
                    .as("direction %d, gradient norm %s", i, norm)
                    .isCloseTo(product(gradient, direction), within(tolerance * norm));
        }
    }

    /// ±1 for every parameter, 0 in the padding.
    private static float[] signs(ParameterLayout layout, Seed seed) {
        float[] flat = new float[layout.length()];
        for (Tensor tensor : layout.tensors()) {
            RandomStream stream = seed.child(tensor.name()).stream();
            float[] values = new float[tensor.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = stream.nextInt(2) == 0 ? -1f : 1f;
            }
            layout.insert(tensor, values, flat);
        }
        return flat;
    }

    private static double difference(ToDoubleFunction<float[]> loss, float[] at, float[] direction, double h) {
        return (loss.applyAsDouble(moved(at, direction, h)) - loss.applyAsDouble(moved(at, direction, -h))) / (2 * h);
    }

    private static float[] moved(float[] at, float[] direction, double h) {
        float[] moved = new float[at.length];
        for (int i = 0; i < at.length; i++) {
            moved[i] = (float) (at[i] + h * direction[i]);
        }
        return moved;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
