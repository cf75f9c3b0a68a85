// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static Power power(DecisionRule rule, double value, double half) {
        Interval interval = new Interval(value - half, value + half, 0.95);
        Grounds grounds = new Grounds("x", new Estimate(value, interval, 100_000), "test", List.of(), List.of());
        Verdict.Tested verdict =
                rule.of(grounds, confidence -> new Interval(interval.lower(), interval.upper(), confidence), 1);
        return verdict.grounds().power().orElseThrow();
    }

    /// An effect of half the interval's width clears the bound that supports in one of two experiments.
    @Test
    void thePowerIsThatForTheBoundThatRefutes() {
        Power power = power(new Decision(0.1, 0.35), 7, 0.25);
        assertThat(power.effect()).isEqualTo(0.35);
        assertThat(power.value()).isCloseTo(0.5, within(1e-9));
    }

    /// Bounds two half widths from the middle are kept at both ends with Φ(1.96) − Φ(−1.96).
    @Test
    void thePowerOfAnEquivalenceIsThatOfItsMiddle() {
        Power power = power(new Equivalence(1, 2), 1.4, 0.25);
        assertThat(power.effect()).isEqualTo(1.5);
        assertThat(power.value()).isCloseTo(0.95, within(1e-4));
    }
}
