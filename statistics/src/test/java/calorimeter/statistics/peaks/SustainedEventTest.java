// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.peaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import calorimeter.statistics.series.SampledSeries;
import org.junit.jupiter.api.Test;

class SustainedEventTest {

    private static final SustainedEvent EVENT = new SustainedEvent(0.5, 20);

    @Test
    void occursAtTheFirstStepOfTheFirstStretchThatIsLongEnough() {
        Onset onset = EVENT.in(every10(0, 0.6, 0.6, 0.4, 0.5, 0.7, 0.5, 0.2, 0.9));
        assertThat(onset).isEqualTo(new Onset.Occurred(40, 60));
    }

    @Test
    void isPendingWhenTheRecordEndsInAStretchTooShort() {
        assertThat(EVENT.in(every10(0, 0.6, 0.4, 0.8, 0.9))).isEqualTo(new Onset.Pending(30, 10));
        assertThat(EVENT.in(every10(0, 0.6, 0.4, 0.8, 0.9)).knownAbsentUntil()).isEqualTo(30);
    }

    @Test
    void hasNotOccurredWhenEveryStretchEndedTooSoon() {
        assertThat(EVENT.in(every10(0, 0.6, 0.4, 0.8, 0.9, 0.1))).isEqualTo(new Onset.NotOccurred(50, 2));
        assertThat(EVENT.in(every10(0, 0.1))).isEqualTo(new Onset.NotOccurred(10, 0));
    }

    @Test
    void mayHoldFromTheFirstSampleAndForNoTimeAtAll() {
        assertThat(EVENT.in(every10(1, 1, 1))).isEqualTo(new Onset.Occurred(0, 20));
        assertThat(new SustainedEvent(0.5, 0).in(every10(0, 0.5, 0))).isEqualTo(new Onset.Occurred(10, 10));
    }

    /// Spans are steps, not samples: with a gap in the log the sample behind the gap confirms.
    @Test
    void countsStepsNotSamples() {
        SampledSeries series = SampledSeries.of(new double[] {0, 5, 1000}, new double[] {0, 1, 1});
        assertThat(EVENT.in(series)).isEqualTo(new Onset.Occurred(5, 1000));
    }

    @Test
    void refusesALevelOrSpanThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SustainedEvent(Double.NaN, 1))
                .withMessageContaining("level is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SustainedEvent(1, -1))
                .withMessageContaining("span is -1.0");
    }

    private static SampledSeries every10(double... values) {
        double[] steps = new double[values.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = 10 * i;
        }
        return SampledSeries.of(steps, values);
    }
}
