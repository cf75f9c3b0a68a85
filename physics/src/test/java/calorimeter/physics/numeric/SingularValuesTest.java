// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SingularValuesTest {

    /// ((3, 0), (4, 5)) has the singular values √45 and √5.
    @Test
    void ofASmallMatrix() {
        assertThat(SingularValues.of(new double[][] {{3, 0}, {4, 5}}))
                .containsExactly(new double[] {Math.sqrt(45), Math.sqrt(5)}, within(1e-14));
    }

    /// Rows of length 10⁻⁸ beside rows of length 1 keep their digits, which a Gram matrix would lose.
    @Test
    void smallValuesKeepTheirDigits() {
        double c = Math.cos(0.7);
        double s = Math.sin(0.7);
        double[] values = SingularValues.of(new double[][] {{c, s}, {-1e-9 * s, 1e-9 * c}});
        assertThat(values[0]).isCloseTo(1, within(1e-15));
        assertThat(values[1]).isCloseTo(1e-9, within(1e-22));
    }

    @Test
    void squaresSumToTheSquaredNormAndRankShows() {
        SplittableRandom random = new SplittableRandom(3);
        double[][] rows = new double[12][7];
        double squares = 0;
        for (double[] row : rows) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            for (int j = 0; j < 7; j++) {
                row[j] = a * Math.sin(j) + b * Math.cos(2 * j);
                squares += row[j] * row[j];
            }
        }
        double[] values = SingularValues.of(rows);
        assertThat(values).hasSize(12);
        assertThat(values[0] * values[0] + values[1] * values[1]).isCloseTo(squares, within(1e-12));
        assertThat(values[2]).isLessThan(1e-14);
    }
}
