// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.positions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.numeric.SymmetricEigenvalues;
import java.util.List;
import org.junit.jupiter.api.Test;

class PositionsTest {

    private static final double[][] KEYS = {{1, 0}, {0.3, 0.8}, {-0.5, 0.2}};
    private static final PositionedRow ROW =
            PositionedRow.of(QueryKeyMap.identity(2), new double[] {2, 1}, 5, KEYS, new int[] {0, 1, 4});

    @Test
    void energiesByHand() {
        assertThat(ROW.energies(new NoPositions())).containsExactly(new double[] {-2, -1.4, 0.8}, within(1e-15));
        assertThat(ROW.energies(new LinearBias(0.5))).containsExactly(new double[] {0.5, 0.6, 1.3}, within(1e-15));
        // One plane at one radian a position: the angle from key to query is 5, 4 and 1.
        double[] rotary = ROW.energies(new Rotary(10_000, 2));
        assertThat(rotary[0]).isCloseTo(-(2 * Math.cos(5) - Math.sin(5)), within(1e-14));
        double[][] table = {{1, 1}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 1}};
        assertThat(ROW.energies(Learned.of(table))[0]).isCloseTo(-6, within(1e-15));
        assertThat(new Sinusoidal(2).code(3, 4))
                .containsExactly(
                        new double[] {2 * Math.sin(3), 2 * Math.cos(3), 2 * Math.sin(0.03), 2 * Math.cos(0.03)},
                        within(1e-15));
    }

    /// A vector of length 1 per plane, turned: query and key at one position leave the plain product.
    @Test
    void rotaryAtOnePositionIsNoPosition() {
        PositionedRow same =
                PositionedRow.of(QueryKeyMap.identity(2), new double[] {2, 1}, 7, KEYS, new int[] {7, 7, 7});
        assertThat(same.energies(new Rotary(50, 2))).containsExactly(same.energies(new NoPositions()), within(1e-15));
        assertThat(new Rotary(10_000, 4).frequencies()).containsExactly(new double[] {1, 0.01}, within(1e-16));
    }

    @Test
    void shiftCostsByHand() {
        double[][] table = new double[9][2];
        table[7] = new double[] {1, 0};
        ShiftCost cost = ShiftCost.of(ROW, Learned.of(table), 1, 2);
        // The query at 7 gains the code (1, 0): energies change by −1, −0.3 and 0.5.
        assertThat(cost.largestEnergyChange()).isCloseTo(1, within(1e-15));
        assertThat(cost.typicalEnergyChange()).isCloseTo(Math.sqrt((1 + 0.09 + 0.25) / 3), within(1e-15));
        assertThat(cost.divergence()).isPositive();
        assertThat(cost.freeEnergyChange()).isNegative();
        assertThat(ShiftCost.of(ROW, new Rotary(10_000, 2), 1, 1_000_000).largestEnergyChange())
                .isCloseTo(0, within(1e-8));
    }

    /// One key, one plane: F = E = −|q||k|cos(φ), so H = |q||k|cos φ·(1, −1; −1, 1): one zero mode, one
    /// stiffness.
    @Test
    void oneKeyIsAPendulum() {
        PositionedRow row = PositionedRow.of(
                QueryKeyMap.identity(2),
                new double[] {2, 0},
                0,
                new double[][] {{3 * Math.cos(0.5), 3 * Math.sin(0.5)}},
                new int[] {0});
        PhaseHessian hessian = PhaseHessian.of(row, new NoPositions(), 0.7);
        double stiffness = 6 * Math.cos(0.5);
        assertThat(hessian.relativeStiffness(0)).isCloseTo(stiffness, within(1e-14));
        assertThat(hessian.relativeTorque(0)).isCloseTo(-6 * Math.sin(0.5), within(1e-14));
        assertThat(hessian.uniformStiffness(0)).isCloseTo(0, within(1e-14));
        assertThat(hessian.energyScale(0)).isCloseTo(6, within(1e-14));
        assertThat(SymmetricEigenvalues.of(hessian.matrix(0)))
                .containsExactly(new double[] {2 * stiffness, 0}, within(1e-14));
        GoldstoneMode mode = hessian.modes(new double[] {0.1}).getFirst();
        assertThat(mode.positionStiffness()).isCloseTo(0.01 * stiffness, within(1e-15));
    }

    @Test
    void refusesBadInput() {
        assertThatThrownBy(() -> new Rotary(1, 4)).hasMessage("base is 1.0 but must be above 1 and finite");
        assertThatThrownBy(() -> new Rotary(10, 3)).hasMessage("dimension is 3 but must be even and at least 2");
        assertThatThrownBy(() -> new LinearBias(-1)).hasMessageContaining("-1.0 but must be at least 0");
        assertThatThrownBy(() -> new Sinusoidal(0)).hasMessageContaining("amplitude is 0.0");
        assertThatThrownBy(() -> Learned.of(new double[0][0])).hasMessageContaining("empty");
        assertThatThrownBy(() -> Learned.of(new double[][] {{1}, {1, 2}})).hasMessageContaining("1 and 2 entries");
        assertThatThrownBy(() -> ROW.energies(Learned.of(new double[3][2])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("position is 5 but learned codes reach from 0 to 2");
        assertThatThrownBy(() -> ROW.energies(new Rotary(10, 4))).hasMessageContaining("2 components");
        assertThatThrownBy(() -> ROW.shifted(Integer.MAX_VALUE)).hasMessageContaining("must lie in");
        assertThatThrownBy(() -> QueryKeyMap.of(new double[2][3], new double[3][3]))
                .hasMessageContaining("one shape");
        assertThatThrownBy(() -> PhaseHessian.of(ROW, new NoPositions(), 0)).hasMessageContaining("beta is 0.0");
        assertThatThrownBy(() -> PhaseHessian.of(ROW, new NoPositions(), 1).relativeStiffness(1))
                .hasMessage("plane is 1 but must lie in [0, 1)");
        PositionedRow odd =
                PositionedRow.of(QueryKeyMap.identity(1), new double[] {1}, 0, new double[][] {{1}}, new int[] {0});
        assertThatThrownBy(() -> PhaseHessian.of(odd, new NoPositions(), 1)).hasMessageContaining("must be even");
        for (PositionalEncoding encoding : List.of(new NoPositions(), new Rotary(10, 2))) {
            assertThat(encoding.name()).isNotBlank();
        }
    }
}
