// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.range.OutOfRangeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearningRateDropsTest {

    /// The hundredth update is made with the old rate, the next with the new one.
    @ParameterizedTest
    @CsvSource({"1, 0.8", "100, 0.8", "101, 0.4", "200, 0.4", "201, 0.2", "1000000, 0.2"})
    void dropsBehindTheUpdateOfEachStep(long update, double rate) {
        assertThat(new LearningRateDrops(List.of(100, 200), 0.5).rate(0.8, update))
                .isEqualTo(rate);
    }

    @Test
    void withoutDropsTheRateIsConstant() {
        assertThat(LearningRateDrops.NONE.rate(0.3, Long.MAX_VALUE)).isEqualTo(0.3);
    }

    @Test
    void stepsMustIncrease() {
        for (List<Integer> steps : List.of(List.of(0), List.of(-3, 4), List.of(5, 5), List.of(7, 6))) {
            assertThatThrownBy(() -> new LearningRateDrops(steps, 0.1))
                    .isInstanceOf(OutOfRangeException.class)
                    .hasMessage("learning rate drops is " + steps
                            + " but must be none, or steps of at least 1 that increase: 1000/2000");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void theFactorIsAShare(double factor) {
        assertThatThrownBy(() -> new LearningRateDrops(List.of(5), factor))
                .hasMessage("learning rate drop factor is " + factor + " but must be strictly between 0 and 1");
    }
}
