// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.SampledSeries;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossFloorTest {

    private static List<LossFloor> floors(DoubleUnaryOperator loss) {
        double[] steps = IntStream.range(0, 600)
                .mapToDouble(i -> i < 100 ? i : 10 * (i - 90))
                .toArray();
        double[] losses = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            losses[i] = loss.applyAsDouble(steps[i]);
        }
        return LossFloor.of(SampledSeries.of(steps, losses));
    }

    @Test
    void anExponentialDecayEndsAtItsFloor() {
        assertThat(floors(step -> Math.exp(-12 * Math.min(1, step / 1200))))
                .singleElement()
                .satisfies(floor -> assertThat(floor.end()).isCloseTo(LogTime.ofStep(1200), within(0.03)));
    }

    /// ln L falls by 12 a decade from step 99 on, by 20 from 315 to 999, by 2 afterwards.
    @Test
    void itReachesFromTheSteepestPlaceToTheEnd() {
        double fast = LogTime.ofStep(315);
        double end = LogTime.ofStep(999);
        assertThat(floors(step -> {
                    double time = LogTime.ofStep(step);
                    return Math.exp(-12 * Math.clamp(time - 2, 0, fast - 2)
                            - 20 * Math.clamp(time - fast, 0, end - fast)
                            - 2 * Math.max(0, time - end));
                }))
                .singleElement()
                .satisfies(floor -> {
                    assertThat(floor.steepest()).isBetween(fast, end);
                    assertThat(floor.end()).isCloseTo(end, within(0.04));
                });
    }

    @Test
    void aPeakIsAtAFloorFromATenthOfADecadeBeforeToATenthAfter() {
        LossFloor floor = new LossFloor(3, 3.2);
        assertThat(List.of(2.91, 3.1, 3.29)).allMatch(time -> floor.isAt(LogTime.toStep(time)));
        assertThat(List.of(2.89, 3.31)).noneMatch(time -> floor.isAt(LogTime.toStep(time)));
    }

    @Test
    void memorisationsTailIsOneOfItsOwn() {
        assertThat(floors(step ->
                        4 / (1 + Math.pow(step / 40, 6)) + 1e-2 * Math.exp(-8 * Math.min(1, Math.pow(step / 1200, 2)))))
                .hasSize(2);
    }

    @Test
    void aLossThatFallsAsAPowerOfTimeHasNone() {
        assertThat(floors(step -> 3 / (1 + step / 100))).isEmpty();
        assertThat(floors(step -> 3)).isEmpty();
    }
}
