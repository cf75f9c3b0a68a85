// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PairedTest {

    @Test
    void tiedDifferencesAllowForUnseenPairs() {
        double[] tied = new double[12];
        Arrays.fill(tied, 1);
        double[] nearly = tied.clone();
        nearly[0] = 1.001;
        double allowance = 1 - Math.pow(0.025, 1.0 / 12);
        for (double[] differences : new double[][] {tied, nearly}) {
            var interval = new Paired(differences, 2).estimate().interval();
            assertThat(interval.lower()).isCloseTo(1 - 2 * allowance, within(1e-2));
            assertThat(interval.upper()).isCloseTo(1 + 2 * allowance, within(1e-2));
        }
    }

    @Test
    void fewerThanSixPairsDecideNothingHoweverAlike() {
        for (double difference : new double[] {0, 7}) {
            for (int n = 1; n < 6; n++) {
                double[] alike = new double[n];
                Arrays.fill(alike, difference);
                var estimate = new Paired(alike, 1).estimate();
                assertThat(estimate.value()).isEqualTo(difference);
                assertThat(estimate.interval().lower()).isEqualTo(Double.NEGATIVE_INFINITY);
                assertThat(estimate.interval().upper()).isEqualTo(Double.POSITIVE_INFINITY);
            }
        }
    }

    /// Of eight signs that would be even, all agree with probability 2⁻⁸ on either side.
    @Test
    void thePValueOfEightZerosIsThatOfEightSigns() {
        double[] zeros = new double[8];
        Paired paired = new Paired(zeros, 1);
        assertThat(paired.estimate().interval().upper()).isCloseTo(1 - Math.pow(0.025, 1.0 / 8), within(1e-12));
        assertThat(Decision.pValue(paired.intervals(), 1)).isCloseTo(2 * Math.pow(0.5, 8), within(1e-6));
    }
}
