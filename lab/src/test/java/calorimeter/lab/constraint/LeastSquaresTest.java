// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LeastSquaresTest {

    /// ∇f = −2 a − ½ b + c with c orthogonal to a = (1, 1, 0), b = (0, 1, 1).
    @Test
    void multipliersLeaveWhatIsOrthogonal() {
        double[] gradient = {-2 + 1, -2.5 - 1, -0.5 + 1};
        double[][] constraints = {{1, 1, 0}, {0, 1, 1}};

        double[] multipliers = LeastSquares.multipliers(gradient, constraints);

        assertThat(multipliers[0]).isCloseTo(2, within(1e-14));
        assertThat(multipliers[1]).isCloseTo(0.5, within(1e-14));
    }

    /// Rows must be exchanged: the second constraint is much longer than the first.
    @Test
    void lengthsMayDiffer() {
        double[] multipliers =
                LeastSquares.multipliers(new double[] {-3, -1e6}, new double[][] {{1e-3, 0}, {1e-3, 1e6}});

        assertThat(multipliers[0]).isCloseTo(2999, within(1e-4));
        assertThat(multipliers[1]).isCloseTo(1, within(1e-7));
    }

    @Test
    void constraintsThatDependOnOneAnotherHaveNone() {
        assertThat(LeastSquares.multipliers(new double[] {1, 1}, new double[][] {{1, 2}, {2, 4}}))
                .contains(Double.NaN);
        // The same but for rounding: 3 · 0.1 is not 0.3.
        assertThat(LeastSquares.multipliers(new double[] {1, 1}, new double[][] {{0.1, 0.7}, {3 * 0.1, 3 * 0.7}}))
                .contains(Double.NaN);
    }
}
