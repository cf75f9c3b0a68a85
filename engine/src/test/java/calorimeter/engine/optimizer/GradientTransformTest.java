// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Closed forms of the filter and of the projection; trajectories are compared with PyTorch's in
/// `TrajectoryGoldenTest`.
class GradientTransformTest {

    private static float[] random(String name, int length) {
        RandomStream stream = Seed.of(8).child(name).stream();
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (2 * stream.nextDouble() - 1);
        }
        return values;
    }

    private static double product(float[] a, float[] b, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @Test
    void nothingAskedForIsNothingDone() {
        GradientTransform none = new GradientTransform(GradientFilterSettings.NONE, false, 10);
        assertThat(none.isIdentity()).isTrue();
        assertThat(none.state()).isEmpty();
    }

    /// With a constant gradient g the average is g, and the direction (1 + λ) g, from the first step on.
    @Test
    void aConstantGradientIsAmplifiedWhole() {
        GradientTransform transform = new GradientTransform(new GradientFilterSettings.Grokfast(0.98, 2), false, 1);
        for (long step = 1; step <= 50; step++) {
            transform.filter(new float[] {0.5f}, 0.5f, step, 0, 1);
            assertThat(transform.direction()[0]).as("step %d", step).isCloseTo(0.75f, within(1e-6f));
        }
    }

    /// A gradient of alternating sign has the average (−1)ⁿ (1 − α)/(1 + α) in the end: hardly amplified.
    @Test
    void aFastGradientIsHardlyAmplified() {
        double alpha = 0.9;
        GradientTransform transform = new GradientTransform(new GradientFilterSettings.Grokfast(alpha, 2), false, 1);
        for (long step = 1; step <= 400; step++) {
            transform.filter(new float[] {step % 2 == 0 ? 1f : -1f}, 1f, step, 0, 1);
        }
        assertThat((double) transform.direction()[0]).isCloseTo(1 + 2 * (1 - alpha) / (1 + alpha), within(1e-6));
    }

    /// 1e-6 is the rounding of 207 products to single precision.
    @ParameterizedTest
    @ValueSource(ints = {2, 13, 207, 4098})
    void theDirectionIsOrthogonalToTheWeightsAndAsLongAsTheGradient(int size) {
        float[] weights = random("weights", size + 3);
        float[] gradient = random("gradient", size + 3);
        GradientTransform transform = new GradientTransform(GradientFilterSettings.NONE, true, size + 3);
        transform.filter(gradient, 1f, 1, 0, size + 3);
        transform.project(weights, 1, size + 1);
        float[] direction = transform.direction();
        double length = Math.sqrt(product(gradient, gradient, 1, size + 1));
        double weight = Math.sqrt(product(weights, weights, 1, size + 1));
        assertThat(product(weights, direction, 1, size + 1)).isCloseTo(0, within(1e-6 * length * weight));
        assertThat(Math.sqrt(product(direction, direction, 1, size + 1))).isCloseTo(length, within(1e-6 * length));
        assertThat(direction[0]).isEqualTo(gradient[0]);
        assertThat(direction[size + 1]).isEqualTo(gradient[size + 1]);
    }

    @Test
    void theProjectionByHand() {
        GradientTransform transform = new GradientTransform(GradientFilterSettings.NONE, true, 2);
        transform.filter(new float[] {3f, 4f}, 1f, 1, 0, 2);
        transform.project(new float[] {2f, 0f}, 0, 2);
        assertThat(transform.direction()).containsExactly(0f, 5f);
    }

    @Test
    void zeroWeightsKeepTheGradientAndAZeroGradientStaysZero() {
        GradientTransform transform = new GradientTransform(GradientFilterSettings.NONE, true, 2);
        transform.filter(new float[] {3f, 4f}, 1f, 1, 0, 2);
        transform.project(new float[] {0f, 0f}, 0, 2);
        assertThat(transform.direction()).containsExactly(3f, 4f);
        transform.filter(new float[] {0f, 0f}, 1f, 2, 0, 2);
        transform.project(new float[] {1f, 2f}, 0, 2);
        assertThat(transform.direction()).containsExactly(0f, 0f);
    }

    @Test
    void badConstantsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GradientFilterSettings.Grokfast(1, 2))
                .withMessageContaining("alpha is 1.0 but must be in [0, 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GradientFilterSettings.Grokfast(0.98, -1))
                .withMessageContaining("lambda is -1.0 but must be in [0, 1e6]");
    }
}
