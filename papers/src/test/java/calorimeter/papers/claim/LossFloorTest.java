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
