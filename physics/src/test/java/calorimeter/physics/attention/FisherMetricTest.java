// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.numeric.SymmetricEigenvalues;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FisherMetricTest {

    private static final double[] SCORES = {0.3, -1.2, 2.0, 0.3, 0.9};

    /// g is the Jacobian of softmax: central differences with h = 10⁻⁵ have errors of 10⁻¹⁰.
    @Test
    void isTheJacobianOfSoftmax() {
        double[][] g = FisherMetric.ofScores(SCORES).matrix();
        double h = 1e-5;
        for (int j = 0; j < SCORES.length; j++) {
            double[] above = SCORES.clone();
            double[] below = SCORES.clone();
            above[j] += h;
            below[j] -= h;
            double[] pAbove = softmax(above);
            double[] pBelow = softmax(below);
            for (int i = 0; i < SCORES.length; i++) {
                assertThat(g[i][j]).isCloseTo((pAbove[i] - pBelow[i]) / (2 * h), within(1e-9));
            }
        }
    }

    @Test
    void productAndLengthAgreeWithTheMatrix() {
        FisherMetric metric = FisherMetric.ofScores(SCORES);
        double[][] g = metric.matrix();
        RandomGenerator random = new SplittableRandom(3);
        for (int trial = 0; trial < 20; trial++) {
            double[] v = random.doubles(SCORES.length, -2, 2).toArray();
            double[] product = metric.times(v);
            double length = 0;
            double trace = 0;
            for (int i = 0; i < v.length; i++) {
                double expected = 0;
                for (int j = 0; j < v.length; j++) {
                    expected += g[i][j] * v[j];
                }
                assertThat(product[i]).isCloseTo(expected, within(1e-15));
                length += v[i] * expected;
                trace += g[i][i];
            }
            assertThat(metric.squaredLength(v)).isCloseTo(length, within(1e-14));
            assertThat(metric.trace()).isCloseTo(trace, within(1e-15));
        }
    }

    /// The length of the scores themselves is the specific heat; a constant has no length, whatever its size.
    @Test
    void lengthOfTheScoresIsTheSpecificHeat() {
        FisherMetric metric = FisherMetric.ofScores(SCORES);
        assertThat(metric.squaredLength(SCORES))
                .isCloseTo(AttentionRow.state(SCORES, 0.5).specificHeat(), within(1e-15));
        double[] constant = {1e8, 1e8, 1e8, 1e8, 1e8};
        assertThat(metric.squaredLength(constant)).isZero();
        assertThat(metric.times(constant)).containsOnly(0);
        double[] eigenvalues = SymmetricEigenvalues.of(metric.matrix());
        assertThat(eigenvalues[4]).isCloseTo(0, within(1e-16));
        assertThat(eigenvalues[3]).isPositive();
    }

    /// The mean 1 + 10⁻⁹ is found from the likely component, wherever it stands.
    @Test
    void unlikelyOffsetsCostNoPrecision() {
        assertThat(FisherMetric.at(new double[] {1e-17, 1}).times(new double[] {1e8, 1})[1])
                .isCloseTo(-1e-9, within(1e-15));
        assertThat(FisherMetric.at(new double[] {1, 1e-17}).times(new double[] {1, 1e8})[0])
                .isCloseTo(-1e-9, within(1e-15));
    }

    @Test
    void copiesAndChecksItsInput() {
        double[] p = {0.5, 0.5};
        FisherMetric metric = FisherMetric.at(p);
        p[0] = 1;
        assertThat(metric.matrix()[0][0]).isEqualTo(0.25);
        assertThat(metric.size()).isEqualTo(2);
        assertThatThrownBy(() -> FisherMetric.at(new double[] {0.5, 0.6}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.1");
        assertThatThrownBy(() -> metric.times(new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 components");
    }

    private static double[] softmax(double[] scores) {
        double[] weights = new double[scores.length];
        AttentionRow.state(scores, 0, scores.length, 1, weights);
        return weights;
    }
}
