// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// Means of five values whose standard error is 1, so that t with four degrees of freedom decides: 2.776 at
/// 95 %.
class DifferenceTest {

    private static final Evidence NOTHING = new Evidence(List.of(), List.of(), List.of(), Map.of());

    private static Verdict.Tested judge(double mean, double least) {
        double[] values = DoubleStream.of(-2, -1, 0, 1, 2)
                .map(value -> mean + value * Math.sqrt(2))
                .toArray();
        return (Verdict.Tested)
                new MeanVerdict(Arm.MAIN, "x", values, List.of()).judge(NOTHING, new Difference(least), List.of());
    }

    @Test
    void anIntervalWithoutZeroSupportsOnEitherSide() {
        for (double mean : new double[] {2.8, -2.8}) {
            Verdict.Tested verdict = judge(mean, 1);
            assertThat(verdict).isInstanceOf(Verdict.Supported.class);
            assertThat(verdict.pValue().orElseThrow()).isCloseTo(0.0488, within(5e-4));
        }
        assertThat(judge(2.7, 1)).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void anIntervalNearZeroRefutes() {
        Verdict.Tested verdict = judge(0.2, 3);
        assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        assertThat(verdict.pValue().orElseThrow()).isCloseTo(0.0487, within(5e-4));
        assertThat(judge(-0.3, 3)).isInstanceOf(Verdict.Undecided.class);
        assertThat(judge(2.8, 9)).isInstanceOf(Verdict.Supported.class);
    }

    @Test
    void nothingIsNearerThanNothing() {
        assertThatThrownBy(() -> new Difference(0)).hasMessageContaining("must be positive");
    }
}
