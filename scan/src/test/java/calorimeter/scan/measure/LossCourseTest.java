// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A loss that falls along a logistic curve of log time, from 3 to 1 about step 99.
class LossCourseTest {

    private static final double[] STEPS = IntStream.rangeClosed(0, 80)
            .mapToDouble(i -> Math.pow(10, i / 20.0) - 1)
            .toArray();

    private static double[] logistic() {
        return Arrays.stream(STEPS)
                .map(step -> 1 + 2 / (1 + Math.exp(6 * (Math.log10(step + 1) - 2))))
                .toArray();
    }

    @Test
    void halfOfTheFallAndWhereItIsFastest() {
        LossCourse course = LossCourse.of(STEPS, logistic());
        assertThat(course.half().orElseThrow()).isCloseTo(99, within(13.0));
        assertThat(course.falls()).hasSize(1);
        // The slope of 2/(1 + e^(6x)) at 0 is −3 per decade.
        assertThat(course.falls().getFirst().time()).isCloseTo(2, within(0.02));
        assertThat(course.falls().getFirst().height()).isCloseTo(3, within(0.05));
    }

    @Test
    void aFallThatIsLostAgainDoesNotCount() {
        assertThat(LossCourse.of(new double[] {0, 10, 20, 30, 40}, new double[] {3, 1, 2.9, 1.2, 1})
                        .half())
                .hasValue(30);
    }

    @Test
    void aLossThatRisesHasNoHalf() {
        assertThat(LossCourse.of(new double[] {0, 10}, new double[] {1, 2}))
                .isEqualTo(new LossCourse(OptionalDouble.empty(), List.of()));
    }
}
