// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.peaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.LogTimeSmoother;
import calorimeter.statistics.series.NoiseModel;
import calorimeter.statistics.series.SampledSeries;
import calorimeter.statistics.series.TestSteps;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeakDetectorTest {

    private static final double[] STEPS = TestSteps.logged(40_000, 10);
    private static final PeakDetector DETECTOR = PeakDetector.standard();

    /// Places and heights by the fit. The first peak is logged every 0.05 decades, w/3, which costs 1 % of
    /// height.
    @Test
    void recoversASumOfGaussiansInLogTime() {
        double[] centers = {1.5, 2.6, 3.7};
        double[] widths = {0.15, 0.1, 0.2};
        double[] heights = {0.5, 1, 0.3};
        List<Peak> peaks = DETECTOR.find(SampledSeries.of(STEPS, gaussians(centers, widths, heights)));
        assertThat(peaks).hasSize(3);
        for (int i = 0; i < 3; i++) {
            Peak peak = peaks.get(i);
            assertThat(peak.time()).isCloseTo(centers[i], within(0.01 * widths[i]));
            assertThat(LogTime.ofStep(peak.step())).isCloseTo(centers[i], within(0.02));
            assertThat(peak.height()).isCloseTo(heights[i], within(0.005 * heights[i]));
            assertThat(peak.recorded()).isCloseTo(heights[i], within(0.02 * heights[i]));
            assertThat(peak.prominence()).isCloseTo(heights[i], within(0.02 * heights[i]));
            assertThat(peak.bandwidth()).isEqualTo(0.005);
        }
    }

    /// Flanks of 0.06 and 0.02 decades near the record's end, like the specific heat of a network that begins
    /// to generalise. The maximum of the curve smoothed by 0.05 decades is too early by more than 0.02 decades.
    @Test
    void aNarrowPeakWithUnequalFlanksIsNotMovedTowardsTheGentlerOne() {
        double[] steps = TestSteps.logged(12_500, 10);
        double summit = LogTime.ofStep(9_800);
        double[] values = new double[steps.length];
        for (int k = 0; k < steps.length; k++) {
            double distance = LogTime.ofStep(steps[k]) - summit;
            double width = distance < 0 ? 0.06 : 0.02;
            values[k] = 0.1 + 0.1 * Math.exp(-distance * distance / (2 * width * width));
        }
        SampledSeries series = SampledSeries.of(steps, values);
        List<Peak> peaks = DETECTOR.find(series);
        assertThat(peaks).hasSize(1);
        assertThat(peaks.getFirst().time()).isCloseTo(summit, within(0.002));
        assertThat(peaks.getFirst().height()).isCloseTo(0.2, within(0.0005));
        Summit wide = Summit.of(series, LogTimeSmoother.ofBandwidth(0.05), new NoiseModel(0, 0), 0.1)
                .getFirst();
        assertThat(wide.time()).isLessThan(summit - 0.02);
    }

    /// Over 100 seeds places scatter as their standard errors say: the mean square of (place − centre)/error is
    /// 1 if they are exact and at most 1.6² by what SummitFit says of them.
    @Test
    void standardErrorsOfPlacesAreHonest() {
        double[] signal = gaussians(new double[] {3}, new double[] {0.1}, new double[] {1});
        Random random = new Random(4);
        double square = 0;
        for (int replica = 0; replica < 100; replica++) {
            double[] values = signal.clone();
            for (int k = 0; k < values.length; k++) {
                values[k] += 0.1 * random.nextGaussian();
            }
            List<Peak> peaks = DETECTOR.find(SampledSeries.of(STEPS, values));
            assertThat(peaks).hasSize(1);
            double z = (peaks.getFirst().time() - 3) / peaks.getFirst().timeError();
            square += z * z / 100;
        }
        assertThat(square).isBetween(0.7, 2.6);
    }

    @Test
    void recoversPeaksUnderNoise() {
        double[] values = gaussians(new double[] {1.8, 3}, new double[] {0.15, 0.15}, new double[] {1, 0.5});
        Random random = new Random(3);
        for (int k = 0; k < values.length; k++) {
            values[k] += 0.03 * random.nextGaussian();
        }
        List<Peak> peaks = DETECTOR.find(SampledSeries.of(STEPS, values));
        assertThat(peaks)
                .extracting(Peak::time)
                .satisfiesExactly(
                        first -> assertThat(first).isCloseTo(1.8, within(0.06)),
                        second -> assertThat(second).isCloseTo(3, within(0.03)));
        assertThat(peaks).allSatisfy(peak -> assertThat(peak.standardError()).isBetween(0.001, 0.06));
    }

    @Test
    void monotoneAndConstantSeriesHaveNoPeak() {
        double[] rising = new double[STEPS.length];
        double[] falling = new double[STEPS.length];
        double[] constant = new double[STEPS.length];
        for (int k = 0; k < STEPS.length; k++) {
            rising[k] = 1 / (1 + Math.exp(-8 * (LogTime.ofStep(STEPS[k]) - 2)));
            falling[k] = -rising[k];
            constant[k] = 0.1;
        }
        PeakDetector lenient = new PeakDetector(DETECTOR.scales(), 0, 0);
        assertThat(lenient.find(SampledSeries.of(STEPS, rising))).isEmpty();
        assertThat(lenient.find(SampledSeries.of(STEPS, falling))).isEmpty();
        assertThat(lenient.find(SampledSeries.of(STEPS, constant))).isEmpty();
    }

    @Test
    void aPlateauIsOnePeakInItsMiddle() {
        double[] values = new double[STEPS.length];
        for (int k = 0; k < values.length; k++) {
            double distance = Math.abs(LogTime.ofStep(STEPS[k]) - 2.5);
            values[k] = Math.max(0, Math.min(1, 2 - 4 * distance));
        }
        List<Peak> peaks = DETECTOR.find(SampledSeries.of(STEPS, values));
        assertThat(peaks).hasSize(1);
        assertThat(peaks.getFirst().height()).isCloseTo(1, within(1e-6));
        assertThat(peaks.getFirst().time()).isCloseTo(2.5, within(0.1));
    }

    @Test
    void theBandwidthDecidesWhetherTwoPeaksAreOne() {
        double[] values = gaussians(new double[] {2.4, 2.7}, new double[] {0.07, 0.07}, new double[] {1, 1});
        SampledSeries series = SampledSeries.of(STEPS, values);
        assertThat(DETECTOR.find(series)).hasSize(2);
        // Two equal Gaussians a distance d apart merge when their width reaches d / 2: √(0.07² + b²) = 0.15 at
        // b = 0.133.
        assertThat(new PeakDetector(List.of(new LogTimeSmoother(100, 0.12)), 0, 0).find(series))
                .hasSize(2);
        assertThat(new PeakDetector(List.of(new LogTimeSmoother(100, 0.15)), 0, 0).find(series))
                .hasSize(1);
    }

    @Test
    void theEndOfTheRecordIsNoPeakUntilTheSeriesComesDown() {
        double[] values = gaussians(new double[] {3}, new double[] {0.2}, new double[] {1});
        SampledSeries whole = SampledSeries.of(STEPS, values);
        int summit = 0;
        while (STEPS[summit] < 1000) {
            summit++;
        }
        SampledSeries cut = SampledSeries.of(Arrays.copyOf(STEPS, summit), Arrays.copyOf(values, summit));
        assertThat(DETECTOR.find(cut)).isEmpty();
        assertThat(DETECTOR.find(whole)).hasSize(1);
    }

    @Test
    void smallPeaksFallToTheRelativeThreshold() {
        double[] values = gaussians(new double[] {1.5, 3}, new double[] {0.15, 0.15}, new double[] {1, 0.08});
        assertThat(DETECTOR.find(SampledSeries.of(STEPS, values))).hasSize(1);
        assertThat(new PeakDetector(DETECTOR.scales(), 0.05, 6).find(SampledSeries.of(STEPS, values)))
                .hasSize(2);
    }

    @Test
    void tooShortASeriesHasNoPeakAndBadThresholdsAreRefused() {
        assertThat(DETECTOR.find(SampledSeries.of(new double[] {0, 1}, new double[] {0, 1})))
                .isEmpty();
        double[] six = {0, 1, 3, 9, 30, 99};
        SampledSeries unknownNoise = SampledSeries.of(six, new double[] {0, 0, 0, 1, 0, 0});
        assertThat(DETECTOR.find(unknownNoise)).isEmpty();
        assertThat(DETECTOR.score(unknownNoise)).isZero();
        double[] seven = {0, 9, 99, 999, 9999, 99_999, 999_999};
        assertThat(DETECTOR.find(SampledSeries.of(seven, new double[] {0, 1, 2, 3, 2, 1, 0})))
                .extracting(Peak::step)
                .containsExactly(999.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PeakDetector(List.of(), 0.1, 5))
                .withMessageContaining("no scales");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PeakDetector(DETECTOR.scales().reversed(), 0.1, 5))
                .withMessageContaining("bandwidth 1 is 0.016");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PeakDetector(DETECTOR.scales(), 1.5, 5))
                .withMessageContaining("relative prominence is 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DETECTOR.withNoiseMultiple(-1))
                .withMessageContaining("noise multiple is -1.0");
    }

    private static double[] gaussians(double[] centers, double[] widths, double[] heights) {
        double[] values = new double[STEPS.length];
        for (int k = 0; k < values.length; k++) {
            for (int i = 0; i < centers.length; i++) {
                double distance = (LogTime.ofStep(STEPS[k]) - centers[i]) / widths[i];
                values[k] += heights[i] * Math.exp(-distance * distance / 2);
            }
        }
        return values;
    }
}
