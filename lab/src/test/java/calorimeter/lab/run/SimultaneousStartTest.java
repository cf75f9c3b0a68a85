// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimultaneousStartTest {

    @TempDir
    private Path home;

    /// Two starters with stores of their own, as two processes have them.
    @Test
    void oneOfTwoGetsTheRun() throws Exception {
        RunStore.open(home).close();
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int seed = 0; seed < 10; seed++) {
                TrainParameters run = TinyRuns.tiny(Presets.NANDA, "seed=" + seed, "max-steps=20");
                List<Future<String>> starters =
                        List.of(threads.submit(() -> start(run, together)), threads.submit(() -> start(run, together)));
                String first = starters.getFirst().get();
                String second = starters.getLast().get();

                assertThat(List.of(first, second))
                        .as("one has the run, one is told")
                        .contains("done");
                assertThat(first + second).contains("has the same settings, was begun meanwhile by another process");
            }
        }
        try (RunStore store = RunStore.openToRead(home)) {
            assertThat(store.runs()).hasSize(10).allMatch(run -> run.attempt() == 1);
            assertThat(store.runs()).allMatch(run -> run.status() == RunStatus.COMPLETED);
        }
    }

    private String start(TrainParameters run, CyclicBarrier together) throws Exception {
        try (RunStore store = RunStore.open(home);
                Workers workers = new Workers(1)) {
            TrainExperiment experiment = new TrainExperiment(Kernels.vector(), workers);
            together.await();
            TinyRuns.runner(store, Integer.MAX_VALUE).onlyFirst().start(experiment, run);
            return "done";
        } catch (StoreException told) {
            return String.valueOf(told.getMessage());
        }
    }
}
