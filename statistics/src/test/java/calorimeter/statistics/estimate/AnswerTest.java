// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void aGivenAnswerHasAValue() {
        Answer<Integer> answer = Answer.given(20).map(value -> value + 1);
        assertThat(answer.orElseThrow()).isEqualTo(21);
    }

    @Test
    void aDeclinedAnswerKeepsItsReason() {
        Answer<Integer> declined =
                Answer.<Integer>tooFew("a median's number of runs", 2, 5).map(value -> value + 1);
        assertThat(declined)
                .isEqualTo(new Answer.Declined<>(
                        Answer.Reason.TOO_FEW, 2, "a median's number of runs needs at least 5, not 2"));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(declined::orElseThrow)
                .withMessageContaining("at least 5");
    }

    @Test
    void valuesValidate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interval(1, 0, 0.95))
                .withMessageContaining("from 1.0 to 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interval(0, 1, 95))
                .withMessageContaining("confidence is 95.0");
        Interval all = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.95);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Estimate(Double.NaN, all, 3))
                .withMessageContaining("estimate is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Estimate(0, all, 0))
                .withMessageContaining("n = 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TestResult(0, 1.5, Alternative.LESS, new Estimate(0, all, 3)))
                .withMessageContaining("p-value is 1.5");
    }
}
