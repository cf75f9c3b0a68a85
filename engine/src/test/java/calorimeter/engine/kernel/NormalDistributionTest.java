// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.golden.GoldenFile;
import calorimeter.engine.golden.GoldenPoint;
import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import org.junit.jupiter.api.Test;

/// Φ, GELU and the gradient of GELU within the bounds that [NormalDistribution] states.
class NormalDistributionTest {

    private static final double ABSOLUTE = 2.1e-7;

    /// The reference below is itself held to the 50-digit erf of the goldens.
    @Test
    void referenceAgreesWithTheGoldenErrorFunction() {
        for (GoldenPoint point : GoldenFile.read("functions/erf").points()) {
            if (!Float.isNaN(point.input())) {
                double phi = phi(point.input() * Math.sqrt(2));
                assertThat(phi).as("at %s", point.input()).isCloseTo((1 + point.value()) / 2, within(1e-15));
            }
        }
    }

    /// x = √2 u is not a float; φ(x) times its rounding carries the golden value over to the float beside it.
    @Test
    void cumulativeAgreesWithTheGoldenErrorFunction() {
        int finite = 0;
        for (GoldenPoint point : GoldenFile.read("functions/erf").points()) {
            double exact = point.input() * Math.sqrt(2);
            float x = (float) exact;
            float actual = cumulative(x);
            if (Float.isNaN(point.input())) {
                assertThat(actual).isNaN();
            } else if (Float.isFinite(x)) {
                double expected = (1 + point.value()) / 2 + density(exact) * (x - exact);
                assertThat((double) actual).as("Φ(%s)", x).isCloseTo(expected, within(ABSOLUTE));
                finite++;
            } else {
                assertThat(actual).isEqualTo(x > 0 ? 1f : 0f);
            }
        }
        assertThat(finite).isGreaterThan(1900);
    }

    @Test
    void lowerTailKeepsItsRelativePrecision() {
        RandomStream stream = Seed.of(6).child("tail").stream();
        for (int i = 0; i < 300_000; i++) {
            float x = (float) (-13 * stream.nextDouble());
            double expected = phi(x);
            double error = Math.abs(cumulative(x) - expected) / expected;
            assertThat(error <= (4 + 0.3 * x * x) * 1e-7)
                    .as("relative error %s of Φ(%s)", error, x)
                    .isTrue();
        }
    }

    @Test
    void geluAndItsGradientKeepTheStatedBounds() {
        Kernel kernel = Kernels.scalar();
        float[] x = new float[300_000];
        RandomStream stream = Seed.of(7).child("gelu").stream();
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (-16 + 32 * stream.nextDouble());
        }
        float[] y = x.clone();
        float[] slope = new float[x.length];
        kernel.gelu(y, 0, slope, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            double u = x[i];
            double gelu = u * phi(u);
            double gradient = phi(u) + u * density(u);
            assertThat(Math.abs(y[i] - gelu) <= ABSOLUTE * Math.abs(u))
                    .as("gelu(%s) is %s, should be %s", x[i], y[i], gelu)
                    .isTrue();
            assertThat(Math.abs(slope[i] - gradient) <= ABSOLUTE)
                    .as("gelu'(%s) is %s, should be %s", x[i], slope[i], gradient)
                    .isTrue();
        }
    }

    @Test
    void limitsAreExact() {
        assertThat(cumulative(0f)).isCloseTo(0.5f, within(1e-7f));
        assertThat(cumulative(-14f)).isZero();
        assertThat(cumulative(9f)).isEqualTo(1f);
        assertThat(cumulative(1e30f)).isEqualTo(1f);
        assertThat(cumulative(-1e30f)).isZero();
    }

    private static float cumulative(float x) {
        return NormalDistribution.cumulative(x, NormalDistribution.gaussian(x));
    }

    private static double density(double x) {
        return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    }

    /// Φ in double precision (Abramowitz & Stegun 26.2.11 and 26.2.14): near the middle the series
    /// ½ + φ(x) Σ x^(2n+1)/(1·3·…·(2n+1)), beyond |x| = 3 the continued fraction of the tail.
    private static double phi(double x) {
        double u = Math.abs(x);
        double tail = u < 3 ? 0.5 - density(u) * series(u) : density(u) / fraction(u);
        return x < 0 ? tail : 1 - tail;
    }

    private static double series(double u) {
        double term = u;
        double sum = u;
        for (int odd = 3; term > 1e-18 * sum; odd += 2) {
            term *= u * u / odd;
            sum += term;
        }
        return sum;
    }

    /// u + 1/(u + 2/(u + 3/(u + …))): 120 levels are exact to double precision for u ≥ 3.
    private static double fraction(double u) {
        double value = u;
        for (int level = 120; level >= 1; level--) {
            value = u + level / value;
        }
        return value;
    }
}
