// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunStoreConcurrencyTest {

    @TempDir
    Path home;

    private static <R> List<R> together(int threads, Callable<R> work) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<R>> futures = executor.invokeAll(Collections.nCopies(threads, work));
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    void manyCreateTheSameStoreAndStartTheSameRunAtOnce() throws Exception {
        List<String> names = together(8, () -> {
            try (RunStore store = RunStore.open(home);
                    RunHandle run = store.start(Samples.description(0))) {
                store.append(run, Samples.rows(1, 20));
                store.finish(run, RunStatus.COMPLETED, 20, 2, null);
                return run.name();
            }
        });
        assertThat(names).doesNotHaveDuplicates();
        try (RunStore store = RunStore.open(home)) {
            assertThat(store.runs()).extracting(RunRecord::attempt).containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
            assertThat(store.runs())
                    .allSatisfy(run -> assertThat(store.series(run).size()).isEqualTo(20));
        }
    }

    /// Whoever opens a file while another makes its tables sees none of them or all, with the id that says
    /// whose they are.
    @Test
    void aStoreThatOthersAreJustMakingIsNotTakenForAForeignFile() throws Exception {
        for (int round = 0; round < 40; round++) {
            Path fresh = home.resolve("fresh-" + round);
            List<Integer> runs = together(8, () -> {
                try (RunStore store = RunStore.open(fresh)) {
                    return store.runs().size();
                }
            });
            assertThat(runs).containsOnly(0);
        }
    }

    @Test
    void threadsShareAStore() throws Exception {
        try (RunStore store = RunStore.open(home)) {
            together(4, () -> {
                try (RunHandle run = store.start(Samples.description(0))) {
                    for (RunRow row : Samples.rows(1, 50)) {
                        store.append(run, List.of(row));
                    }
                    return run.name();
                }
            });
            assertThat(store.runs())
                    .hasSize(4)
                    .allSatisfy(run -> assertThat(store.series(run).size()).isEqualTo(50));
        }
    }

    /// What a reader in another process sees: always a beginning of the series, never less than before, and
    /// with it that the run is alive; what a second writer sees: one line.
    @Test
    void anotherProcessIsReadWhileItWritesAndCannotBeWrittenTo() throws Exception {
        try (ChildProcess writer = ChildProcess.run(EndlessRun.class, home.toString())) {
            assertThat(writer.readLine()).startsWith("ready ");
            try (RunStore store = RunStore.open(home)) {
                RunRecord run = store.runs().getFirst();
                int seen = 0;
                for (int look = 0; look < 30; look++) {
                    String acknowledged = writer.readLine();
                    RunSeries series = store.series(run);
                    assertThat(series.size()).isGreaterThanOrEqualTo(seen);
                    for (int row = 0; row < series.size(); row++) {
                        assertThat(series.step(row)).isEqualTo(row + 1);
                        assertThat(series.row(row)).containsExactly(Samples.values(row + 1));
                    }
                    if (acknowledged != null && acknowledged.startsWith("row ")) {
                        assertThat(series.size()).isGreaterThanOrEqualTo(Integer.parseInt(acknowledged.substring(4)));
                    }
                    seen = series.size();
                }
                assertThat(store.find(run.name()).status()).isEqualTo(RunStatus.RUNNING);
                assertThatThrownBy(() -> store.resume(run, Samples.PROVENANCE))
                        .isInstanceOf(StoreException.class)
                        .hasMessageMatching("run " + run.name()
                                + " is being written by process \\d+; wait until it has finished, or stop it");
                assertThatThrownBy(() -> store.delete(run)).hasMessageContaining("is being written by process");
                writer.kill();
                assertThat(store.find(run.name()).status()).isEqualTo(RunStatus.INTERRUPTED);
                store.resume(run, Samples.PROVENANCE).close();
            }
        }
    }
}
