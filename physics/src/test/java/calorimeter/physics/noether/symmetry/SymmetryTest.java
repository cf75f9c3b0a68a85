// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.noether.symmetry.Symmetry.Family;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SymmetryTest {

    private static final Block U = Block.matrix("U", 2, 3);
    private static final Block V = Block.matrix("V", 3, 2);
    private static final Tensors Q =
            Tensors.ofDoubles(Map.of("U", new double[] {1, 2, 3, 4, 5, 6}, "V", new double[] {1, -1, 2, 0, 0, 3}));
    private static final Tensors SINGLE =
            Tensors.ofFloats(Map.of("U", new float[] {1, 2, 3, 4, 5, 6}, "V", new float[] {1, -1, 2, 0, 0, 3}));

    @Test
    void matrixChargesArePackedByRows() {
        Symmetry symmetry = Symmetries.factors("UV", U, V.transposed());
        // UᵀU − V Vᵀ by hand.
        assertThat(symmetry.charge(Q)).containsExactly(17 - 2, 22 - 2, 27 + 3, 29 - 4, 36, 45 - 9);
        assertThat(symmetry.charge(SINGLE)).containsExactly(symmetry.charge(Q));
        assertThat(symmetry.laws()).isEqualTo(6);
        assertThat(symmetry.law(0, 2)).isEqualTo(2);
        assertThat(symmetry.law(1, 1)).isEqualTo(3);
        assertThat(symmetry.law(2, 2)).isEqualTo(5);
    }

    @Test
    void rotationsAreAntisymmetric() {
        Symmetry rotation = Symmetries.rotation(Symmetries.factors("UV", U, V.transposed()));
        assertThat(rotation.charge(Q)).containsOnly(0);
        Tensors velocity =
                Tensors.ofDoubles(Map.of("U", new double[] {0, 1, 0, 0, 0, 0}, "V", new double[] {0, 0, 0, 0, 1, 0}));
        // aᵀv − vᵀa: from U entry (0,1), from V (as [2 × 3]) entry (0,2).
        assertThat(rotation.momentum(Q, velocity)).containsExactly(1, 1, 2 - 3);
        assertThat(rotation.law(0, 1)).isZero();
        assertThat(rotation.law(1, 2)).isEqualTo(2);
        assertThatThrownBy(() -> rotation.law(1, 1)).hasMessageContaining("no entry (1, 1)");
    }

    @Test
    void translationsSumRows() {
        assertThat(Symmetries.translation("rows", U).charge(Q)).containsExactly(6, 15);
        assertThat(Symmetries.unseen("entries", U.rows(1, 1)).charge(Q)).containsExactly(4, 5, 6);
        Symmetry exchange = Symmetries.exchange("first", U.rows(0, 1).columns(0, 2), V.rows(2, 1));
        assertThat(exchange.charge(Q)).containsExactly(1, 2 - 3);
        assertThat(exchange.kineticBreaking(Q)).containsExactly(0, 0);
    }

    @Test
    void rescalesSubtractWhatLeadsOut() {
        Symmetry unit = Symmetries.unit("unit", 1, U, Block.vector("b", 3), V);
        Tensors tensors = Tensors.ofDoubles(Map.of(
                "U", new double[] {1, 2, 3, 4, 5, 6}, "V", new double[] {1, -1, 2, 0, 0, 3}, "b", new double[] {0, 7, 0
                }));
        assertThat(unit.charge(tensors)).containsExactly(4 + 25 + 49 - 4);
    }

    /// ⟨X(q), y⟩ is the derivative of the charge's half along y, for symmetric products.
    @Test
    void productIsTheGradientOfHalfTheCharge() {
        Symmetry symmetry = Symmetries.factors("UV", U, V.transposed());
        double[] y = {0.3, -0.2, 0.5, 0.1, 0.7, -0.4};
        Tensors direction = Tensors.ofDoubles(Map.of("U", y, "V", new double[6]));
        double[] product = symmetry.product(Q, direction);
        double[] ahead = symmetry.charge(moved(y, 1e-4));
        double[] behind = symmetry.charge(moved(y, -1e-4));
        for (int law = 0; law < 6; law++) {
            assertThat(product[law]).isCloseTo((ahead[law] - behind[law]) / 4e-4, within(1e-9));
        }
    }

    private static Tensors moved(double[] direction, double amount) {
        double[] u = {1, 2, 3, 4, 5, 6};
        for (int i = 0; i < 6; i++) {
            u[i] += amount * direction[i];
        }
        return Tensors.ofDoubles(Map.of("U", u, "V", new double[] {1, -1, 2, 0, 0, 3}));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Symmetries.factors("UV", U, V))
                .hasMessage("block of V, 3 × 2 with sign -1, does not fit the symmetry UV");
        assertThatThrownBy(() -> new Symmetry("none", Family.SCALE, List.of())).hasMessageContaining("no block");
        assertThatThrownBy(() -> Symmetries.scale("s", U.negative())).hasMessageContaining("does not fit");
        assertThatThrownBy(() -> U.columns(2, 2)).hasMessage("columns 2 to 3 of U are asked for, but it has 3");
        assertThatThrownBy(() -> Symmetries.scale("s", Block.matrix("U", 2, 2)).charge(Q))
                .hasMessage("tensor U has 6 entries but must have 4");
        assertThatThrownBy(() -> Symmetries.scale("s", Block.vector("W", 2)).charge(Q))
                .hasMessageContaining("there is no tensor W");
    }
}
