package calorimeter.statistics.peaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.LogTimeSmoother;
import calorimeter.statistics.series.SampledSeries;
import calorimeter.statistics.series.TestSteps;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeakDetectorTest {

    private static final double[] STEPS = TestSteps.logged(40_000, 10);
    private static final PeakDetector DETECTOR = PeakDetector.standard();

    /// Positions to one grid spacing (0.01 decades), heights to the lowering of a Gaussian of width w by the
    /// bandwidth, w / √(w² + 0.05²).
    @Test
    void recoversASumOfGaussiansInLogTime() {
        double[] centers = {1.5, 2.6, 3.7};
        double[] widths = {0.15, 0.1, 0.2};
        double[] heights = {0.5, 1, 0.3};
        List<Peak> peaks = DETECTOR.find(SampledSeries.of(STEPS, gaussians(centers, widths, heights)));
        assertThat(peaks).hasSize(3);
        for (int i = 0; i < 3; i++) {
            Peak peak = peaks.get(i);
            assertThat(peak.time()).isCloseTo(centers[i], within(0.0101));
            assertThat(LogTime.ofStep(peak.step())).isCloseTo(centers[i], within(0.02));
            double lowered = heights[i] * widths[i] / Math.sqrt(widths[i] * widths[i] + 0.05 * 0.05);
            assertThat(peak.height()).isCloseTo(lowered, within(0.01 * heights[i]));
            assertThat(peak.recorded()).isCloseTo(heights[i], within(0.02 * heights[i]));
            assertThat(peak.prominence()).isCloseTo(lowered, within(0.02 * heights[i]));
        }
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
        assertThat(peaks).allSatisfy(peak -> assertThat(peak.standardError()).isBetween(0.001, 0.03));
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
        PeakDetector lenient = new PeakDetector(LogTimeSmoother.standard(), 0, 0);
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
        assertThat(new PeakDetector(new LogTimeSmoother(100, 0.12), 0, 0).find(series))
                .hasSize(2);
        assertThat(new PeakDetector(new LogTimeSmoother(100, 0.15), 0, 0).find(series))
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
        assertThat(new PeakDetector(LogTimeSmoother.standard(), 0.05, 5).find(SampledSeries.of(STEPS, values)))
                .hasSize(2);
    }

    @Test
    void tooShortASeriesHasNoPeakAndBadThresholdsAreRefused() {
        assertThat(DETECTOR.find(SampledSeries.of(new double[] {0, 1}, new double[] {0, 1})))
                .isEmpty();
        assertThat(DETECTOR.find(SampledSeries.of(new double[] {0, 9, 99}, new double[] {0, 1, 0})))
                .extracting(Peak::step)
                .containsExactly(9.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PeakDetector(LogTimeSmoother.standard(), 1.5, 5))
                .withMessageContaining("relative prominence is 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PeakDetector(LogTimeSmoother.standard(), 0.1, -1))
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
