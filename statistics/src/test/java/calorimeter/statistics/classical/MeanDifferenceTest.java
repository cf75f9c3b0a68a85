// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MeanDifferenceTest {

    @Test
    void manyOthersLeaveTheIntervalOfTheMean() {
        double[] values = {4, 7, 1, 8, 5.5};
        Estimate difference =
                Mean.difference(values, 2, Integer.MAX_VALUE, 0.95).orElseThrow();
        Estimate mean = Mean.of(values, 0.95).orElseThrow();
        assertThat(difference.value()).isCloseTo(mean.value() - 2, within(1e-14));
        assertThat(difference.interval().width()).isCloseTo(mean.interval().width(), within(1e-6));
    }

    @Test
    void theIntervalCoversAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(6);
        int covered = 0;
        int replicas = 4000;
        for (int r = 0; r < replicas; r++) {
            double[] values = random.doubles(8).map(u -> Math.log(u / (1 - u))).toArray();
            double other =
                    random.doubles(10).map(u -> Math.log(u / (1 - u))).average().orElseThrow();
            covered += Mean.difference(values, other, 10, 0.95)
                            .orElseThrow()
                            .interval()
                            .contains(0)
                    ? 1
                    : 0;
        }
        // Three standard errors, and one per cent for logistic instead of normal values.
        assertThat(covered / (double) replicas).isCloseTo(0.95, within(0.0204));
    }

    @Test
    void itDeclinesWithoutVariation() {
        assertThat(Mean.difference(new double[] {3}, 2, 10, 0.95)).isInstanceOf(Answer.Declined.class);
        assertThat(Mean.difference(new double[] {3, 3}, 2, 10, 0.95)).isInstanceOf(Answer.Declined.class);
    }
}
