// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CompensatedSumTest {

    /// Plain summation of a million tenths is wrong in the eleventh digit.
    @Test
    void aMillionTenthsAreAHundredThousand() {
        CompensatedSum sum = new CompensatedSum();
        double plain = 0;
        for (int i = 0; i < 1_000_000; i++) {
            sum.add(0.1);
            plain += 0.1;
        }
        assertThat(sum.value()).isEqualTo(100_000.0);
        assertThat(plain).isNotEqualTo(100_000.0);
    }

    @Test
    void keepsSmallTermsBesideCancellingLargeOnes() {
        CompensatedSum sum = new CompensatedSum();
        for (double term : new double[] {1, 1e100, 1, -1e100}) {
            sum.add(term);
        }
        assertThat(sum.value()).isEqualTo(2.0);
    }

    /// Against exact decimal arithmetic, in any grouping, to the last digit or its neighbour.
    @Test
    void groupingChangesAtMostTheLastDigit() {
        RandomGenerator random = new SplittableRandom(5);
        for (int trial = 0; trial < 200; trial++) {
            CompensatedSum whole = new CompensatedSum();
            CompensatedSum[] parts = {new CompensatedSum(), new CompensatedSum(), new CompensatedSum()};
            BigDecimal exact = BigDecimal.ZERO;
            for (int i = 0; i < 1000; i++) {
                double term = random.nextGaussian() * Math.pow(10, 20 * random.nextDouble() - 10);
                whole.add(term);
                parts[i % 3].add(term);
                exact = exact.add(new BigDecimal(term));
            }
            parts[2].merge(parts[0]);
            parts[2].merge(parts[1]);
            double lastDigit = Math.ulp(exact.doubleValue());
            assertThat(Math.abs(whole.value() - exact.doubleValue())).isLessThanOrEqualTo(lastDigit);
            assertThat(Math.abs(parts[2].value() - exact.doubleValue())).isLessThanOrEqualTo(lastDigit);
        }
    }

    @Test
    void overflowIsInfiniteAndNotUndefined() {
        CompensatedSum sum = new CompensatedSum();
        sum.add(Double.MAX_VALUE);
        sum.add(Double.MAX_VALUE);
        sum.add(1);
        assertThat(sum.value()).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
