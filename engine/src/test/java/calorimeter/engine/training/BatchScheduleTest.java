// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.random.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchScheduleTest {

    private static final int[] TRAIN = {2, 3, 5, 7, 11, 13, 17};

    private static BatchSchedule schedule(int batchSize) {
        return new BatchSchedule(TRAIN, batchSize, Seed.of(1));
    }

    @Test
    void everyEpochSeesEveryExampleOnce() {
        BatchSchedule schedule = schedule(3);
        for (long epoch = 0; epoch < 4; epoch++) {
            int[] seen = LongStream.range(3 * epoch, 3 * epoch + 3)
                    .boxed()
                    .flatMapToInt(step -> Arrays.stream(schedule.batch(step)))
                    .toArray();
            assertThat(seen).containsExactlyInAnyOrder(TRAIN);
            assertThat(schedule.batch(3 * epoch)).hasSize(3);
            assertThat(schedule.batch(3 * epoch + 2)).hasSize(1);
        }
    }

    @Test
    void epochsAreShuffledDifferently() {
        assertThat(epoch(0)).isNotEqualTo(epoch(1));
    }

    private static int[] epoch(long epoch) {
        BatchSchedule schedule = schedule(3);
        return IntStream.range(0, 3)
                .flatMap(i -> Arrays.stream(schedule.batch(3 * epoch + i)))
                .toArray();
    }

    /// A resumed run asks for a late step first.
    @Test
    void batchesDependOnTheStepAndNotOnTheOrderOfAsking() {
        BatchSchedule forwards = schedule(2);
        int[][] expected = new int[20][];
        for (int step = 0; step < 20; step++) {
            expected[step] = forwards.batch(step);
        }
        BatchSchedule backwards = schedule(2);
        for (int step = 19; step >= 0; step--) {
            assertThat(backwards.batch(step)).isEqualTo(expected[step]);
        }
    }

    @Test
    void fullBatchesKeepTheOrderOfTheTrainingSet() {
        assertThat(schedule(0).full()).isTrue();
        assertThat(schedule(100).full()).isTrue();
        assertThat(schedule(7).batch(5)).isEqualTo(TRAIN);
    }
}
