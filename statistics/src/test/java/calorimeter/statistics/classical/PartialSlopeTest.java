// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PartialSlopeTest {

    private static final double[] ONE = {1, 1, 1, 1, 1, 1};
    private static final double[] X = {0, 1, 2, 3, 4, 5};
    private static final double[] Z = {0, 0, 1, 0, 1, 1};
    private static final double[] Y = {1.0, 2.1, 4.9, 3.9, 7.2, 8.0};

    /// By numpy's lstsq on the columns 1, x, z, with (XᵀX)⁻¹ for the error and t(3) = 3.18245.
    @Test
    void agreesWithTheFullRegression() {
        Estimate slope = PartialSlope.of(Y, Z, List.of(ONE, X), 0.95).orElseThrow();
        assertThat(slope.value()).isCloseTo(2.025, within(1e-12));
        assertThat(slope.interval().upper() - slope.value()).isCloseTo(0.5299339276203, within(1e-10));
        assertThat(slope.n()).isEqualTo(6);
    }

    @Test
    void withoutATrendButAConstantItIsTheSlopeOfALine() {
        Estimate slope = PartialSlope.of(Y, X, List.of(ONE), 0.95).orElseThrow();
        assertThat(slope.value()).isCloseTo(1.40857142857143, within(1e-12));
    }

    @Test
    void whatTheTrendExplainsIsNoSlope() {
        double[] shifted = Y.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += 1e3 - 70 * X[i];
        }
        assertThat(PartialSlope.of(shifted, Z, List.of(ONE, X), 0.95)
                        .orElseThrow()
                        .value())
                .isCloseTo(2.025, within(1e-9));
    }

    /// Binomial at z = 3: 0.95 ± 0.0103 of 4 000.
    @Test
    void itsIntervalCovers() {
        SplittableRandom random = new SplittableRandom(11);
        int covered = 0;
        for (int trial = 0; trial < 4000; trial++) {
            double[] y = new double[6];
            for (int i = 0; i < 6; i++) {
                y[i] = 2 - X[i] + 0.7 * Z[i] + random.nextGaussian();
            }
            covered += PartialSlope.of(y, Z, List.of(ONE, X), 0.95)
                            .orElseThrow()
                            .interval()
                            .contains(0.7)
                    ? 1
                    : 0;
        }
        assertThat(covered / 4000.0).isCloseTo(0.95, within(0.0103));
    }

    @Test
    void declinesWithoutFreedomWithoutAQuestionAndWithoutError() {
        double[] three = {1, 2, 3};
        assertThat(PartialSlope.of(three, new double[] {1, 0, 0}, List.of(new double[] {1, 1, 1}, three), 0.95))
                .isInstanceOf(Answer.Declined.class);
        assertThat(PartialSlope.of(Y, X, List.of(ONE, X), 0.95)).isInstanceOf(Answer.Declined.class);
        assertThat(PartialSlope.of(X, Z, List.of(ONE, X), 0.95)).isInstanceOf(Answer.Declined.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartialSlope.of(Y, Z, List.of(ONE, ONE), 0.95))
                .withMessageContaining("column 1 of the trend");
    }
}
