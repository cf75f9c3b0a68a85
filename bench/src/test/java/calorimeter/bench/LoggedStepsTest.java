// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.bench.LoggedSteps.StopWatch;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.run.TrainParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoggedStepsTest {

    private static final int ROWS = 2;

    /// A clock that can be read twice: two rows in two seconds.
    @Test
    void theClockRunsFromRowToRow() {
        List<Double> readings = new ArrayList<>(List.of(9.0, 9.0 + ROWS));
        StopWatch watch = new StopWatch(ROWS, () -> (long) (1e9 * readings.removeFirst()));
        for (int step = 0; step <= LoggedSteps.BEFORE + ROWS + 1; step++) {
            watch.row(step, new double[0]);
        }
        assertThat(watch.seconds()).isCloseTo(1, within(1e-12));
        assertThat(readings).isEmpty();
    }

    /// Every step that is timed makes its update, the last one too: an update that is not made has no norm.
    @Test
    void theLastTimedStepIsAWholeOne() {
        TrainParameters parameters =
                BenchmarkCase.training("nanda", Map.of("p", "5")).parameters();
        List<Long> steps = new ArrayList<>();
        List<Double> norms = new ArrayList<>();
        List<Integer> timed = new ArrayList<>();
        try (Workers workers = new Workers(1)) {
            TrainExperiment experiment = new TrainExperiment(Kernels.scalar(), workers);
            int norm = experiment.columns(parameters).stream()
                    .map(column -> column.name())
                    .toList()
                    .indexOf("update.norm");
            StopWatch watch =
                    new StopWatch(ROWS, () -> {
                        timed.add(steps.size() - 1);
                        return 0;
                    }) {
                        @Override
                        public void row(long step, double[] values) {
                            steps.add(step);
                            norms.add(values[norm]);
                            super.row(step, values);
                        }
                    };
            LoggedSteps.run(Kernels.scalar(), workers, parameters, ROWS, watch);
        }
        assertThat(steps).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(timed).containsExactly(LoggedSteps.BEFORE, LoggedSteps.BEFORE + ROWS);
        assertThat(norms.subList(LoggedSteps.BEFORE, timed.getLast() + 1)).allMatch(Double::isFinite);
        assertThat(norms.getLast()).isNaN();
    }
}
