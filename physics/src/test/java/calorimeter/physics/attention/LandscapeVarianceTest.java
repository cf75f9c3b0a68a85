// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LandscapeVarianceTest {

    /// Rows {0, 2} and {7}: mean 3, V = (9 + 1 + 16)/3, within (1 + 1 + 0)/3, between (2·4 + 16)/3.
    @Test
    void smallCaseByHand() {
        LandscapeVariance variance = new LandscapeVariance();
        variance.add(new double[] {0, 2}, 0, 2);
        variance.add(new double[] {99, 7, 99}, 1, 2);
        LandscapeState state = variance.state();
        assertThat(state.mean()).isCloseTo(3, within(1e-15));
        assertThat(state.withinRows()).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(state.betweenRows()).isCloseTo(8, within(1e-14));
        assertThat(state.variance()).isCloseTo(26.0 / 3, within(1e-14));
        assertThat(state.scores()).isEqualTo(3);
        assertThat(state.rows()).isEqualTo(2);
    }

    @Test
    void nothingMergedIntoNothingIsNothing() {
        LandscapeVariance variance = new LandscapeVariance();
        variance.merge(new LandscapeVariance());
        variance.add(new double[] {0, 2}, 0, 2);
        assertThat(variance.state().mean()).isEqualTo(1);
        assertThatThrownBy(() -> variance.add(new double[] {0, 1, Double.NaN}, 1, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("score 1 is NaN");
    }

    /// Law of total variance: within + between equals the two-pass variance of the pooled scores, also on a
    /// common offset of 10⁴ many times the spread.
    @Test
    void partsAddUpToThePooledVariance() {
        for (double offset : new double[] {0, 1e4, -1e4}) {
            for (double spread : new double[] {1e-3, 1, 1e3}) {
                List<double[]> rows = rows(new SplittableRandom(4), 400, offset, spread);
                LandscapeState state = pooled(rows).state();
                double[] all = rows.stream().flatMapToDouble(Arrays::stream).toArray();
                double mean = 0;
                for (double score : all) {
                    mean += (score - offset) / all.length;
                }
                double variance = 0;
                for (double score : all) {
                    variance += Math.pow(score - offset - mean, 2) / all.length;
                }
                // A row mean on the offset rounds to a unit in its last place, which enters V times the spread;
                // the running mean adds one such rounding per row, in random directions.
                double lastPlace = Math.ulp(offset);
                assertThat(state.variance()).isCloseTo(variance, within(1e-13 * variance + lastPlace * spread));
                assertThat(state.mean() - offset).isCloseTo(mean, within(1e-13 * spread + 20 * lastPlace));
            }
        }
    }

    @Test
    void mergingIsAssociativeWithinRounding() {
        List<double[]> rows = rows(new SplittableRandom(5), 900, 100, 2);
        LandscapeState whole = pooled(rows).state();
        LandscapeVariance leftFirst = pooled(rows.subList(0, 100));
        leftFirst.merge(pooled(rows.subList(100, 650)));
        leftFirst.merge(pooled(rows.subList(650, 900)));
        LandscapeVariance right = pooled(rows.subList(100, 650));
        right.merge(pooled(rows.subList(650, 900)));
        LandscapeVariance rightFirst = pooled(rows.subList(0, 100));
        rightFirst.merge(right);
        rightFirst.merge(new LandscapeVariance());
        for (LandscapeState state : List.of(leftFirst.state(), rightFirst.state())) {
            assertThat(state.scores()).isEqualTo(whole.scores());
            assertThat(state.rows()).isEqualTo(whole.rows());
            assertThat(state.mean()).isCloseTo(whole.mean(), within(1e-12));
            assertThat(state.withinRows()).isCloseTo(whole.withinRows(), within(1e-13));
            assertThat(state.betweenRows()).isCloseTo(whole.betweenRows(), within(1e-12));
        }
    }

    /// V sees offsets between rows, the specific heat does not; with β = 0-like flat rows V can be large while
    /// C = 0.
    @Test
    void isNotTheSpecificHeat() {
        LandscapeVariance variance = new LandscapeVariance();
        variance.add(new double[] {5, 5, 5}, 0, 3);
        variance.add(new double[] {-5, -5, -5}, 0, 3);
        assertThat(variance.state().withinRows()).isZero();
        assertThat(variance.state().betweenRows()).isEqualTo(25);
        assertThat(AttentionRow.state(new double[] {5, 5, 5}, 1).specificHeat()).isZero();
    }

    @Test
    void refusesEmptyAndNonFiniteRows() {
        LandscapeVariance variance = new LandscapeVariance();
        assertThatThrownBy(() -> variance.add(new double[] {1}, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> variance.add(new double[] {1, Double.NaN}, 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("score 1 is NaN");
        assertThatThrownBy(variance::state).isInstanceOf(IllegalStateException.class);
    }

    private static LandscapeVariance pooled(List<double[]> rows) {
        LandscapeVariance variance = new LandscapeVariance();
        for (double[] row : rows) {
            variance.add(row, 0, row.length);
        }
        return variance;
    }

    private static List<double[]> rows(RandomGenerator random, int count, double offset, double spread) {
        List<double[]> rows = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            double rowOffset = offset + spread * random.nextGaussian();
            double[] row = new double[1 + random.nextInt(30)];
            for (int j = 0; j < row.length; j++) {
                row[j] = rowOffset + spread * random.nextGaussian();
            }
            rows.add(row);
        }
        return rows;
    }
}
