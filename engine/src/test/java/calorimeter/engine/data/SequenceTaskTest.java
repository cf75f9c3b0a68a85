// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.data.sequence.SequenceRule.Sum;
import calorimeter.engine.random.Seed;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequenceTaskTest {

    @Test
    void theTrainFractionDealsTheRows() {
        SequenceTask task = new SequenceTask(new Sum(4, 5, 100), 0.299, false);
        Dataset<TokenSequences> data = task.dataset(Seed.of(1));

        assertThat(data.train()).hasSize(29).isSorted();
        assertThat(data.test()).hasSize(71).isSorted();
        assertThat(IntStream.concat(IntStream.of(data.train()), IntStream.of(data.test())))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).boxed().toList());
        assertThat(data.train()[0] + data.train()[28]).isNotEqualTo(28);
        assertThat(data.filesSha256()).isEmpty();
    }

    /// By chance 20 of 100 classes stay what they are, give or take 4.
    @Test
    void randomLabelsLeaveTheRowsAsTheyAre() {
        TokenSequences rule = new SequenceTask(new Sum(4, 5, 100), 0.5, false)
                .dataset(Seed.of(1))
                .examples();
        TokenSequences random = new SequenceTask(new Sum(4, 5, 100), 0.5, true)
                .dataset(Seed.of(1))
                .examples();

        assertThat(IntStream.range(0, 100).filter(row -> rule.label(row) == random.label(row)))
                .hasSizeBetween(8, 32);
        assertThat(IntStream.range(0, 400))
                .allMatch(place -> rule.token(place / 4, place % 4) == random.token(place / 4, place % 4));
    }

    @Test
    void aSideWithoutRows() {
        assertThatThrownBy(() -> new SequenceTask(new Sum(4, 5, 100), 0.009, false))
                .hasMessage("train fraction is 0.009 but leaves no training example of 100");
        assertThatThrownBy(() -> new SequenceTask(new Sum(4, 5, 100), 1, false))
                .hasMessage("train fraction is 1.0 but must be strictly between 0 and 1");
    }
}
