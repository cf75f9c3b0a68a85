// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.golden.GoldenFile;
import calorimeter.engine.golden.GoldenPoint;
import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The bound that [Exponential] states, on the golden points and on a dense grid; exact values at the ends.
class ExponentialTest {

    private static final double BOUND = 1.2e-7;

    @Test
    void goldenPointsKeepTheStatedBound() {
        List<GoldenPoint> points = GoldenFile.read("functions/exp").points();
        int normal = 0;
        for (GoldenPoint point : points) {
            float x = point.input();
            float actual = Exponential.of(x);
            if (Double.isNaN(point.value())) {
                assertThat(actual).as("exp(%s)", x).isNaN();
            } else if (point.value() < Float.MIN_NORMAL) {
                assertThat(actual).as("exp(%s)", x).isEqualTo(0f);
            } else if (point.value() > Float.MAX_VALUE) {
                assertThat(actual).as("exp(%s)", x).isEqualTo(Float.POSITIVE_INFINITY);
            } else {
                require(x, actual, point.value());
                normal++;
            }
        }
        assertThat(normal).isGreaterThan(1500);
    }

    /// StrictMath's double is exact here: its error of one unit in the last place is 2⁻⁵², ours to be seen
    /// 2⁻²³.
    @Test
    void randomArgumentsKeepTheStatedBound() {
        RandomStream stream = Seed.of(5).child("exponential").stream();
        for (int i = 0; i < 2_000_000; i++) {
            float x = (float) (-87.33 + 176.05 * stream.nextDouble());
            require(x, Exponential.of(x), StrictMath.exp(x));
        }
    }

    /// A softmax row is not disturbed by an excess above 1 of its largest entry.
    @Test
    void zeroGivesExactlyOneAndNegativeArgumentsAtMostOne() {
        assertThat(Exponential.of(0f)).isEqualTo(1f);
        assertThat(Exponential.of(-0f)).isEqualTo(1f);
        for (float x = -1e-3f; x < 0; x += 1e-7f) {
            assertThat(Exponential.of(x)).isLessThanOrEqualTo(1f);
        }
    }

    @Test
    void rangeEndsWhereTheDocumentationSays() {
        assertThat(Exponential.of(Exponential.LOWEST)).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
        assertThat(Exponential.of(Math.nextDown(Exponential.LOWEST))).isEqualTo(0f);
        assertThat(Exponential.of(Exponential.HIGHEST)).isFinite();
        assertThat(Exponential.of(Math.nextUp(Exponential.HIGHEST))).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(StrictMath.exp(Math.nextUp(Exponential.HIGHEST))).isGreaterThan(Float.MAX_VALUE);
        assertThat(StrictMath.exp(Math.nextDown(Exponential.LOWEST))).isLessThan(Float.MIN_NORMAL);
    }

    private static void require(float x, float actual, double expected) {
        double error = Math.abs(actual - expected) / expected;
        assertThat(error <= BOUND).as("relative error %s of exp(%s)", error, x).isTrue();
    }
}
