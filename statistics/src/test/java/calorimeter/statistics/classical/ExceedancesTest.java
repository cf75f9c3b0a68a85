// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.estimate.Answer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExceedancesTest {

    private static double pValue(double[] values, double lowest, double highest, int others) {
        return Exceedances.of(values, lowest, highest, others, 0.95)
                .orElseThrow()
                .pValue();
    }

    @Test
    void oneValueAndTwoOthersAreInOneOfThreeOrders() {
        assertThat(pValue(new double[] {5}, 1, 3, 2)).isCloseTo(2.0 / 3, within(1e-14));
        assertThat(pValue(new double[] {2}, 1, 3, 2)).isCloseTo(1, within(1e-14));
    }

    @Test
    void probabilitiesSumToOneAndHaveTheKnownMean() {
        for (int n : new int[] {1, 5, 12}) {
            for (int m : new int[] {2, 10}) {
                double sum = 0;
                double mean = 0;
                for (int k = 0; k <= n; k++) {
                    sum += Exceedances.probability(k, n, m);
                    mean += k * Exceedances.probability(k, n, m);
                }
                assertThat(sum).isCloseTo(1, within(1e-12));
                // Each value is outside with probability 2/(m + 1).
                assertThat(mean).isCloseTo(2.0 * n / (m + 1), within(1e-12));
            }
        }
    }

    @Test
    void theDistributionIsThatOfRandomOrders() {
        SplittableRandom random = new SplittableRandom(12);
        int n = 6;
        int m = 10;
        int replicas = 40_000;
        int[] counts = new int[n + 1];
        for (int r = 0; r < replicas; r++) {
            double[] others = random.doubles(m).sorted().toArray();
            int outside = (int) random.doubles(n)
                    .filter(x -> x < others[0] || x > others[m - 1])
                    .count();
            counts[outside]++;
        }
        for (int k = 0; k <= n; k++) {
            double p = Exceedances.probability(k, n, m);
            // Four standard errors, for seven counts.
            assertThat(counts[k] / (double) replicas)
                    .isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / replicas) + 1e-4));
        }
    }

    @Test
    void itDeclinesWithoutDataAndWithARangeOfOne() {
        assertThat(Exceedances.of(new double[0], 1, 2, 10, 0.95)).isInstanceOf(Answer.Declined.class);
        assertThat(Exceedances.of(new double[] {1}, 1, 1, 1, 0.95)).isInstanceOf(Answer.Declined.class);
    }
}
