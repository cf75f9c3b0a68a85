// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseModelTest {

    private static final double[] STEPS = TestSteps.logged(100_000, 10);

    /// Over 200 seeds these estimates scatter by at most 2 % of σ and 0.02 of φ (one standard deviation); z =
    /// 4.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.6})
    void recoversAutoregressiveNoiseOnASmoothSignal(double correlation) {
        double[] values = TestNoise.autoregressive(STEPS.length, correlation, new Random(11));
        for (int k = 0; k < values.length; k++) {
            values[k] = 0.1 * values[k] + Math.sin(3 * LogTime.ofStep(STEPS[k]));
        }
        NoiseModel noise = NoiseModel.estimate(SampledSeries.of(STEPS, values));
        assertThat(noise.standardDeviation()).isCloseTo(0.1, within(0.008));
        assertThat(noise.correlation()).isCloseTo(correlation, within(0.08));
    }

    @Test
    void seesHardlyAnyNoiseInASmoothSignal() {
        double[] values = new double[STEPS.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = Math.sin(3 * LogTime.ofStep(STEPS[k]));
        }
        assertThat(NoiseModel.estimate(SampledSeries.of(STEPS, values)).standardDeviation())
                .isLessThan(1e-6);
    }

    @Test
    void standardErrorIsTheQuadraticFormOfTheCorrelations() {
        double[] weights = {0.5, -0.25, 0, 0.7, 0.1};
        NoiseModel noise = new NoiseModel(2, 0.8);
        double variance = 0;
        for (int j = 0; j < weights.length; j++) {
            for (int k = 0; k < weights.length; k++) {
                variance += 4 * weights[j] * weights[k] * Math.pow(0.8, Math.abs(j - k));
            }
        }
        assertThat(noise.standardError(weights)).isCloseTo(Math.sqrt(variance), within(1e-14));
    }

    @Test
    void tooFewSamplesAndConstantsHaveNoKnownNoise() {
        double[] six = {0, 1, 2, 3, 4, 5};
        assertThat(NoiseModel.estimate(SampledSeries.of(six, new double[] {1, 0, 1, 0, 1, 0})))
                .isEqualTo(new NoiseModel(0, 0));
        assertThat(NoiseModel.estimate(SampledSeries.of(STEPS, new double[STEPS.length])))
                .isEqualTo(new NoiseModel(0, 0));
    }
}
