// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LogScheduleTest {

    private static List<Long> logged(LogSchedule schedule, long last) {
        return LongStream.rangeClosed(0, last).filter(schedule::logs).boxed().toList();
    }

    @Test
    void theFirstTheLastAndEveryMultiple() {
        assertThat(logged(new LogSchedule(10, 0, 35), 35)).containsExactly(0L, 10L, 20L, 30L, 35L);
    }

    @Test
    void spacedStepsAreEvenInTheLogarithm() {
        assertThat(logged(new LogSchedule(1000, 4, 1000), 1000)).containsExactly(0L, 1L, 10L, 100L, 1000L);
    }

    /// 1, 1.58, 2.51, 3.98, 6.31, 10: rounded, and 2 but once.
    @Test
    void spacedStepsAreRoundedAndCountOnce() {
        assertThat(logged(new LogSchedule(10, 6, 10), 10)).containsExactly(0L, 1L, 2L, 3L, 4L, 6L, 10L);
        assertThat(logged(new LogSchedule(10, 100, 10), 10))
                .isEqualTo(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L));
    }

    @Test
    void aSingleSpacedStepIsTheFirst() {
        assertThat(logged(new LogSchedule(50, 1, 50), 50)).containsExactly(0L, 1L, 50L);
    }

    @Test
    void everyStepWhenSoAsked() {
        assertThat(logged(new LogSchedule(1, 0, 5), 5)).hasSize(6);
    }

    @Test
    void aBudgetOfOneStep() {
        assertThat(logged(new LogSchedule(10, 100, 1), 1)).containsExactly(0L, 1L);
    }
}
