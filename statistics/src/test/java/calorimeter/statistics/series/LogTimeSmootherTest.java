// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogTimeSmootherTest {

    private static final double[] STEPS = TestSteps.logged(20_000, 10);

    /// A Gaussian of width w smoothed by one of width b is a Gaussian of width √(w² + b²), lower by the same
    /// factor.
    @Test
    void widensAGaussianInQuadrature() {
        double width = 0.2;
        double bandwidth = 0.1;
        SmoothedSeries smoothed = new LogTimeSmoother(100, bandwidth).smooth(gaussian(2.5, width));
        double wide = Math.sqrt(width * width + bandwidth * bandwidth);
        for (int node = 0; node < smoothed.size(); node++) {
            if (smoothed.time(node) > 1.2 && smoothed.time(node) < 3.8) {
                double distance = (smoothed.time(node) - 2.5) / wide;
                double expected = width / wide * Math.exp(-distance * distance / 2);
                // Rounding off over a cell of width h adds h²/12 to w²: relative 1e-4 here. Linear
                // interpolation between the sparse early samples (0.05 decades) adds up to 0.05²/8w² = 0.8 %.
                assertThat(smoothed.value(node)).isCloseTo(expected, within(0.008));
            }
        }
    }

    @Test
    void leavesAConstantAlone() {
        double[] values = new double[STEPS.length];
        Arrays.fill(values, -3.7);
        SmoothedSeries smoothed = LogTimeSmoother.ofBandwidth(0.05).smooth(SampledSeries.of(STEPS, values));
        for (double value : smoothed.values()) {
            assertThat(value).isCloseTo(-3.7, within(1e-13));
        }
    }

    @Test
    void keepsMonotoneSeriesMonotoneUpToTheEnds() {
        double[] values = new double[STEPS.length];
        Random random = new Random(5);
        for (int k = 1; k < values.length; k++) {
            values[k] = values[k - 1] + (random.nextInt(10) == 0 ? random.nextDouble() : 0);
        }
        double[] smooth = new LogTimeSmoother(50, 0.3)
                .smooth(SampledSeries.of(STEPS, values))
                .values();
        for (int node = 1; node < smooth.length; node++) {
            assertThat(smooth[node]).isGreaterThanOrEqualTo(smooth[node - 1] - 1e-12 * smooth[smooth.length - 1]);
        }
    }

    @Test
    void withoutBandwidthInterpolatesSparseSamplesLinearly() {
        SampledSeries series = SampledSeries.of(new double[] {0, 9, 99}, new double[] {1, 3, -1});
        SmoothedSeries smoothed = new LogTimeSmoother(10, 0).smooth(series);
        assertThat(smoothed.size()).isEqualTo(21);
        for (int node = 1; node < 20; node++) {
            double line = node <= 10 ? 1 + 0.2 * node : 3 - 0.4 * (node - 10);
            // At the kink the mean over a cell lies below the tip by (slope left + slope right) · h/8.
            double expected = node == 10 ? line - (2 + 4) * 0.1 / 8 : line;
            assertThat(smoothed.value(node)).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void weightsReproduceTheValuesAndSumToOne() {
        SampledSeries series = gaussian(3, 0.1);
        SmoothedSeries smoothed = LogTimeSmoother.ofBandwidth(0.05).smooth(series);
        for (int node = 0; node < smoothed.size(); node += 17) {
            double sum = 0;
            double value = 0;
            double[] weights = smoothed.weights(node);
            for (int k = 0; k < weights.length; k++) {
                assertThat(weights[k]).isGreaterThanOrEqualTo(0);
                sum += weights[k];
                value += weights[k] * series.value(k);
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
            assertThat(value).isCloseTo(smoothed.value(node), within(1e-12));
        }
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogTimeSmoother(0, 0.1))
                .withMessageContaining("points per decade are 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogTimeSmoother(100, 0.005))
                .withMessageContaining("bandwidth is 0.005");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        LogTimeSmoother.ofBandwidth(0.05).smooth(SampledSeries.of(new double[] {1}, new double[] {1})))
                .withMessageContaining("at least 2");
    }

    private static SampledSeries gaussian(double center, double width) {
        double[] values = new double[STEPS.length];
        for (int k = 0; k < values.length; k++) {
            double distance = (LogTime.ofStep(STEPS[k]) - center) / width;
            values[k] = Math.exp(-distance * distance / 2);
        }
        return SampledSeries.of(STEPS, values);
    }
}
