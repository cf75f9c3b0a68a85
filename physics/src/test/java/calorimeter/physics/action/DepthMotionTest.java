// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.action.DepthMotion.Sums;
import calorimeter.physics.ensemble.EnergySpectrum;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DepthMotionTest {

    private static final double[][] ENERGIES = {{0, 1, 2}, {0.5, 0.2, 1}, {1, 0, 0.3}, {2, 0.4, 0}};

    /// A softmax row is pulled by the layer it enters: these follow, with friction, what comes next.
    @Test
    void softmaxRowsFollowTheNextLayer() {
        double[][] rows = softmax();
        DepthMotion motion = DepthMotion.of(Sums.of(rows, ENERGIES, 1, 1));
        assertThat(motion.friction()).isPositive();
        assertThat(motion.residual()).isBetween(0.0, 0.9);
        // Twice the interval: the same path at half the speed.
        DepthMotion slow = DepthMotion.of(Sums.of(rows, ENERGIES, 1, 2));
        assertThat(slow.friction()).isCloseTo(2 * motion.friction(), within(1e-12));
        assertThat(slow.mass()).isCloseTo(4 * motion.mass(), within(1e-12));
        assertThat(slow.residual()).isCloseTo(motion.residual(), within(1e-12));
    }

    /// In units of T only the weights count, and paths add up.
    @Test
    void softmaxRowsNeedNoEnergies() {
        double[][] rows = softmax();
        DepthMotion given = DepthMotion.of(Sums.of(rows, ENERGIES, 1, 1));
        Sums own = Sums.ofSoftmax(rows);
        assertThat(DepthMotion.of(own).mass()).isCloseTo(given.mass(), within(1e-12));
        assertThat(DepthMotion.of(own).friction()).isCloseTo(given.friction(), within(1e-12));
        assertThat(DepthMotion.of(own.plus(own)).residual()).isCloseTo(given.residual(), within(1e-12));
    }

    @Test
    void anOrderWithoutMotionExplainsNothing() {
        assertThat(DepthMotion.shuffledResiduals(3, order -> Sums.NONE, 2, new SplittableRandom(1)))
                .containsExactly(1, 1);
    }

    @Test
    void refusesBadInput() {
        double[][] rows = softmax();
        assertThatThrownBy(() -> Sums.of(rows, ENERGIES, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the interval is 0.0");
        assertThatThrownBy(() -> Sums.of(Arrays.copyOf(rows, 2), Arrays.copyOf(ENERGIES, 2), 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 rows of weights and 2 of energies");
        double[][] same = {rows[0], rows[0], rows[0]};
        double[][] sameEnergies = {ENERGIES[0], ENERGIES[0], ENERGIES[0]};
        assertThatThrownBy(() -> DepthMotion.of(Sums.of(same, sameEnergies, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be above 0 to be compared");
    }

    private static double[][] softmax() {
        return Arrays.stream(ENERGIES)
                .map(levels -> EnergySpectrum.of(levels).probabilities(1))
                .toArray(double[][]::new);
    }
}
