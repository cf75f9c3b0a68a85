// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.peaks.PeakDetector;
import calorimeter.statistics.series.NoiseModel;
import calorimeter.statistics.series.TestSteps;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PeakCalibrationTest {

    private static final PeakDetector DETECTOR = PeakDetector.standard();
    private static final double[] STEPS = TestSteps.logged(1000, 10);

    /// 400 nulls at 10 %, tried on 400 others: spreads of 1.5 % from nulls and from trials, z = 3.
    @Test
    void multipleHasItsRate() {
        NoiseModel noise = new NoiseModel(1, 0.8);
        double multiple =
                PeakCalibration.multiple(DETECTOR, STEPS, noise, 0.1, 400, 1).orElseThrow();
        double rate = Arrays.stream(PeakCalibration.scores(DETECTOR, STEPS, noise, 400, 2))
                        .filter(score -> score > multiple)
                        .count()
                / 400.0;
        assertThat(rate).isBetween(0.1 - 3 * 0.0212, 0.1 + 3 * 0.0212);
    }

    /// The unit of the noise does not matter, its correlation does: 95 % quantiles of about 4.2 and 6.1.
    @Test
    void redderNoiseNeedsAHigherMultiple() {
        double white = multiple(new NoiseModel(1, 0));
        assertThat(multiple(new NoiseModel(1000, 0))).isCloseTo(white, within(1e-9));
        assertThat(white).isBetween(3.8, 4.6);
        assertThat(multiple(new NoiseModel(1, 0.9))).isGreaterThan(white + 0.5);
    }

    @Test
    void declinesWithTooFewNulls() {
        assertThat(PeakCalibration.multiple(DETECTOR, STEPS, new NoiseModel(1, 0), 0.05, 18, 1))
                .isInstanceOf(Answer.Declined.class);
    }

    private static double multiple(NoiseModel noise) {
        return PeakCalibration.multiple(DETECTOR, STEPS, noise, 0.05, 299, 1).orElseThrow();
    }
}
