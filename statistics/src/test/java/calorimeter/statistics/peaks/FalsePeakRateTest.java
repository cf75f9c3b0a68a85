// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.peaks;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.statistics.series.SampledSeries;
import calorimeter.statistics.series.TestNoise;
import calorimeter.statistics.series.TestSteps;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How often pure noise has a peak at the default settings: the share of 400 seeded series with at least one,
/// with Wilson's binomial interval at z = 3. Noise is autoregressive from sample to sample (φ = 0 is white),
/// on three logging schedules of 170, 1 310 and 4 080 samples.
class FalsePeakRateTest {

    private static final int REPLICAS = 400;
    private static final double Z = 3;

    @ParameterizedTest
    @CsvSource({
        "1000, 0, 0.03",
        "1000, 0.3, 0.04",
        "1000, 0.6, 0.07",
        "1000, 0.9, 0.12",
        "1000, 0.95, 0.16",
        "12500, 0, 0.03",
        "12500, 0.3, 0.03",
        "12500, 0.6, 0.03",
        "12500, 0.9, 0.08",
        "40000, 0.9, 0.07",
    })
    void isAtMost(int budget, double correlation, double bound) {
        double rate = rate(budget, correlation);
        assertThat(center(rate) + halfWidth(rate)).isLessThanOrEqualTo(bound);
    }

    /// Where the detector alone is no protection: wandering over hundreds of samples is a signal to a single
    /// series.
    @Test
    void isHighForNoiseThatWandersOverTheSmoothingWindow() {
        double rate = rate(40_000, 0.995);
        assertThat(center(rate) - halfWidth(rate)).isGreaterThan(0.5);
    }

    private static double rate(int budget, double correlation) {
        double[] steps = TestSteps.logged(budget, 10);
        Random random = new Random(20260802);
        int withPeak = 0;
        for (int replica = 0; replica < REPLICAS; replica++) {
            double[] values = TestNoise.autoregressive(steps.length, correlation, random);
            withPeak += PeakDetector.standard()
                            .find(SampledSeries.of(steps, values))
                            .isEmpty()
                    ? 0
                    : 1;
        }
        return withPeak / (double) REPLICAS;
    }

    private static double center(double rate) {
        return (rate + Z * Z / (2 * REPLICAS)) / (1 + Z * Z / REPLICAS);
    }

    private static double halfWidth(double rate) {
        double variance = rate * (1 - rate) / REPLICAS + Z * Z / (4.0 * REPLICAS * REPLICAS);
        return Z * Math.sqrt(variance) / (1 + Z * Z / REPLICAS);
    }
}
