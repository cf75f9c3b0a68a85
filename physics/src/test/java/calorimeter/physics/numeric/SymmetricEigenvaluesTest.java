// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SymmetricEigenvaluesTest {

    /// The second-difference matrix of order n has the eigenvalues 2 − 2cos(πk/(n+1)).
    @Test
    void secondDifferencesHaveTheirCosines() {
        for (int n : new int[] {1, 2, 3, 10, 64}) {
            double[][] matrix = new double[n][n];
            for (int i = 0; i < n; i++) {
                matrix[i][i] = 2;
                if (i + 1 < n) {
                    matrix[i][i + 1] = -1;
                    matrix[i + 1][i] = -1;
                }
            }
            double[] eigenvalues = SymmetricEigenvalues.of(matrix);
            for (int k = 1; k <= n; k++) {
                double expected = 2 - 2 * Math.cos(Math.PI * (n + 1 - k) / (n + 1));
                assertThat(eigenvalues[k - 1]).isCloseTo(expected, within(1e-13));
            }
        }
    }

    /// Trace and squared norm are invariants: Σλ = tr A, Σλ² = |A|².
    @Test
    void invariantsOfRandomMatricesHold() {
        RandomGenerator random = new SplittableRandom(11);
        for (int n = 1; n <= 40; n++) {
            double[][] matrix = new double[n][n];
            double trace = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                for (int j = i; j < n; j++) {
                    matrix[i][j] = random.nextGaussian();
                    matrix[j][i] = matrix[i][j];
                    squares += (i == j ? 1 : 2) * matrix[i][j] * matrix[i][j];
                }
                trace += matrix[i][i];
            }
            double sum = 0;
            double sumOfSquares = 0;
            for (double eigenvalue : SymmetricEigenvalues.of(matrix)) {
                sum += eigenvalue;
                sumOfSquares += eigenvalue * eigenvalue;
            }
            assertThat(sum).isCloseTo(trace, within(1e-12 * n));
            assertThat(sumOfSquares).isCloseTo(squares, within(1e-12 * n * n));
        }
    }

    @Test
    void degenerateAndZeroEigenvaluesAreExact() {
        assertThat(SymmetricEigenvalues.of(new double[][] {{3, 0, 0}, {0, 3, 0}, {0, 0, 3}}))
                .containsExactly(3, 3, 3);
        assertThat(SymmetricEigenvalues.of(new double[][] {{0, 0}, {0, 0}})).containsExactly(0.0, 0.0);
        assertThat(SymmetricEigenvalues.of(new double[][] {{1, 1}, {1, 1}})[1]).isCloseTo(0, within(1e-15));
    }

    @Test
    void refusesWhatIsNotASquareFiniteMatrix() {
        assertThatThrownBy(() -> SymmetricEigenvalues.of(new double[0][])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SymmetricEigenvalues.of(new double[][] {{1, 2}, {2}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> SymmetricEigenvalues.of(new double[][] {{1, Double.NaN}, {2, 1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }
}
