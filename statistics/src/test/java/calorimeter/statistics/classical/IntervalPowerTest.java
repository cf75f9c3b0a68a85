// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalPowerTest {

    private static Estimate estimate(double value, double half, int n) {
        return new Estimate(value, new Interval(value - half, value + half, 0.95), n);
    }

    @Test
    void halfOfTheTimeAnEffectOfTheHalfWidthClearsZero() {
        assertThat(IntervalPower.above(estimate(17, 6, 40), 0, 6)).isCloseTo(0.5, within(1e-12));
        assertThat(IntervalPower.above(estimate(17, 6, 40), 4, 10)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void withoutAnEffectItIsTheErrorOfOneSide() {
        assertThat(IntervalPower.above(estimate(3, 6, 100_000), 0, 0)).isCloseTo(0.025, within(1e-5));
    }

    @Test
    void anInfiniteIntervalHasNone() {
        assertThat(IntervalPower.above(estimate(3, Double.POSITIVE_INFINITY, 5), 0, 6))
                .isZero();
    }

    @Test
    void betweenBoundsNarrowerThanTheIntervalThereIsNone() {
        assertThat(IntervalPower.between(estimate(0, 2, 40), -1, 1)).isZero();
        assertThat(IntervalPower.between(estimate(0, 1, 40), -9, 9)).isCloseTo(1, within(1e-12));
    }

    /// Of means of 12 normal values: the stated power is that of Student's test within four points.
    @Test
    void isThatOfStudentsTest() {
        SplittableRandom random = new SplittableRandom(5);
        int supported = 0;
        double stated = 0;
        for (int trial = 0; trial < 4000; trial++) {
            double[] values = new double[12];
            for (int i = 0; i < values.length; i++) {
                values[i] = 0.7 + random.nextGaussian();
            }
            Estimate mean = Mean.of(values, 0.95).orElseThrow();
            supported += mean.interval().lower() > 0 ? 1 : 0;
            stated += IntervalPower.above(mean, 0, 0.7);
        }
        assertThat(stated / 4000).isCloseTo(supported / 4000.0, within(0.04));
    }
}
