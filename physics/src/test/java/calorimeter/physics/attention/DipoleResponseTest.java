// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DipoleResponseTest {

    private static final double BETA = 0.5;

    /// M = −∂F/∂q and α = ∂M/∂q by central differences, for fewer and for more keys than dimensions.
    @Test
    void momentAndPolarisabilityAreDerivatives() {
        RandomGenerator random = new SplittableRandom(9);
        double h = 1e-5;
        for (int count : new int[] {1, 2, 3, 12}) {
            double[][] keys = gaussian(random, count, 4);
            double[] query = gaussian(random, 1, 4)[0];
            DipoleResponse response = response(query, keys);
            for (int a = 0; a < 4; a++) {
                double[] above = query.clone();
                double[] below = query.clone();
                above[a] += h;
                below[a] -= h;
                double slope = (row(above, keys).freeEnergy() - row(below, keys).freeEnergy()) / (2 * h);
                assertThat(response.moment()[a]).isCloseTo(-slope, within(1e-8));
                double[] direction = new double[4];
                direction[a] = 1;
                double[] column = response.times(direction);
                for (int b = 0; b < 4; b++) {
                    double change = response(above, keys).moment()[b]
                            - response(below, keys).moment()[b];
                    assertThat(column[b]).isCloseTo(change / (2 * h), within(1e-8));
                }
            }
        }
    }

    /// Trace and largest eigenvalue of α against the columns α·e_a; α·v = λv is tried on the Rayleigh quotient.
    @Test
    void traceAndTopEigenvalueAreThoseOfTheMatrix() {
        RandomGenerator random = new SplittableRandom(10);
        for (int count : new int[] {2, 3, 8, 40}) {
            DipoleResponse response = response(gaussian(random, 1, 6)[0], gaussian(random, count, 6));
            double trace = 0;
            for (int a = 0; a < 6; a++) {
                double[] direction = new double[6];
                direction[a] = 1;
                trace += response.times(direction)[a];
            }
            assertThat(response.trace()).isCloseTo(trace, within(1e-13));
            double[] v = {1, 1, 1, 1, 1, 1};
            double quotient = 0;
            for (int iteration = 0; iteration < 20_000; iteration++) {
                double[] next = response.times(v);
                quotient = Math.sqrt(dot(next, next) / dot(v, v));
                double length = Math.sqrt(dot(next, next));
                for (int a = 0; a < 6; a++) {
                    v[a] = next[a] / length;
                }
            }
            assertThat(response.topEigenvalue()).isCloseTo(quotient, within(1e-12));
            assertThat(response.topEigenvalue()).isLessThanOrEqualTo(response.trace() * (1 + 1e-14));
        }
    }

    /// Two keys ±k at p = ½ each: M = 0, α = βkkᵀ, whose only eigenvalue is β|k|².
    @Test
    void oppositeKeysPolariseAlongTheirAxis() {
        DipoleResponse response = DipoleResponse.of(new double[] {0.5, 0.5}, new double[][] {{3, 4}, {-3, -4}}, 2);
        assertThat(response.moment()).containsExactly(0, 0);
        assertThat(response.trace()).isEqualTo(50);
        assertThat(response.topEigenvalue()).isCloseTo(50, within(1e-13));
        assertThat(response.times(new double[] {-4, 3})).containsExactly(0, 0);
    }

    @Test
    void refusesInconsistentInput() {
        double[] p = {0.5, 0.5};
        assertThatThrownBy(() -> DipoleResponse.of(p, new double[][] {{1}}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 keys but 2");
        assertThatThrownBy(() -> DipoleResponse.of(p, new double[][] {{1}, {1, 2}}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key 1");
        assertThatThrownBy(() -> DipoleResponse.of(p, new double[][] {{}, {}}, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DipoleResponse.of(p, new double[][] {{1}, {Double.NaN}}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> DipoleResponse.of(p, new double[][] {{1}, {2}}, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beta is 0.0");
        assertThatThrownBy(() ->
                        DipoleResponse.of(p, new double[][] {{1}, {2}}, 1).times(new double[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static DipoleResponse response(double[] query, double[][] keys) {
        double[] weights = new double[keys.length];
        AttentionRow.state(scores(query, keys), 0, keys.length, BETA, weights);
        return DipoleResponse.of(weights, keys, BETA);
    }

    private static RowState row(double[] query, double[][] keys) {
        return AttentionRow.state(scores(query, keys), BETA);
    }

    private static double[] scores(double[] query, double[][] keys) {
        double[] scores = new double[keys.length];
        for (int j = 0; j < keys.length; j++) {
            scores[j] = BETA * dot(query, keys[j]);
        }
        return scores;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[][] gaussian(RandomGenerator random, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            for (int a = 0; a < columns; a++) {
                row[a] = random.nextGaussian();
            }
        }
        return matrix;
    }
}
