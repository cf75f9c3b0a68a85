// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

class ContrastTest {

    /// An interval ± 0.1 up to the confidence 0.999, and the whole line beyond, so that no p-value is below 0.001.
    private static Contrast resampled(String label, double difference) {
        DoubleFunction<Interval> intervals = confidence -> confidence > 0.999
                ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, confidence)
                : new Interval(difference - 0.1, difference + 0.1, confidence);
        return new Contrast(label, new Estimate(difference, intervals.apply(Family.CONFIDENCE), 30), intervals, 3);
    }

    private static Verdict.Tested verdict(Contrast... contrasts) {
        return (Verdict.Tested)
                Contrast.all(List.of(contrasts), new Decision(0, 0.01), "lead", "test", List.of(), List.of());
    }

    @Test
    void ofEqualPValuesTheLeastDifferenceIsShown() {
        Verdict.Tested refuted = verdict(resampled("a", -0.3), resampled("b", -0.6), resampled("c", 0.3));
        assertThat(refuted).isInstanceOf(Verdict.Refuted.class);
        assertThat(refuted.grounds().quantity()).endsWith("against b");
        // Three opponents, each of which refutes.
        assertThat(refuted.pValue().orElseThrow()).isCloseTo(0.003, within(1e-5));

        Verdict.Tested supported = verdict(resampled("a", 0.6), resampled("b", 0.3), resampled("c", 0.5));
        assertThat(supported).isInstanceOf(Verdict.Supported.class);
        assertThat(supported.grounds().quantity()).endsWith("against b");
        assertThat(supported.pValue().orElseThrow()).isCloseTo(0.001, within(1e-6));
    }

    @Test
    void oneOpponentThatIsNotBeatenKeepsItFromSupport() {
        Verdict.Tested verdict = verdict(resampled("a", 0.6), resampled("b", 0.05));
        assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
        assertThat(verdict.grounds().quantity()).endsWith("against b");
        // Its interval holds 0 at every confidence.
        assertThat(verdict.pValue().orElseThrow()).isCloseTo(1, within(1e-6));
    }
}
