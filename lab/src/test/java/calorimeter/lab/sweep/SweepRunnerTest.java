// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import calorimeter.lab.run.ProgressListener;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.CheckpointStore;
import calorimeter.lab.store.RunBundle;
import calorimeter.lab.store.RunHandle;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.store.SweepHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SweepRunnerTest {

    private static final Sweep SMALL = TinySweeps.of("small", "max-steps=60", "p=7,11", "seeds=0..2");

    @TempDir
    Path home;

    private static RunRecord record(RunStore store, Sweep sweep, int position) {
        return Objects.requireNonNull(SweepRun.of(store, sweep).get(position).record());
    }

    @Test
    void whatIsFinishedIsNotTouchedAgain() {
        try (RunStore store = RunStore.open(home)) {
            assertThat(TinySweeps.run(store, SMALL, 2)).isEqualTo(new SweepSummary(6, 6, 0, 0, 0, 0));
            List<RunRecord> before = store.runs();
            assertThat(TinySweeps.run(store, SMALL, 2)).isEqualTo(new SweepSummary(6, 6, 0, 0, 0, 0));

            assertThat(store.runs()).isEqualTo(before).hasSize(6);
            assertThat(before).allMatch(run -> store.sessions(run).size() == 1);
        }
    }

    @Test
    void coresDoNotChangeTheBits() {
        try (RunStore one = RunStore.open(home.resolve("one"));
                RunStore four = RunStore.open(home.resolve("four"))) {
            TinySweeps.run(one, SMALL, 1);
            TinySweeps.run(four, SMALL, 4);

            assertThat(TinySweeps.results(four, SMALL)).isEqualTo(TinySweeps.results(one, SMALL));
        }
    }

    @Test
    void aStoppedSweepGoesOn() {
        try (RunStore whole = RunStore.open(home.resolve("whole"));
                RunStore pieces = RunStore.open(home.resolve("pieces"))) {
            TinySweeps.run(whole, SMALL, 2);
            int sessions = 0;
            SweepSummary summary;
            do {
                SweepRunner.Options options = TinySweeps.options(2).withStop(TinySweeps.after(100));
                summary = new SweepRunner(pieces, options).run(SMALL, SweepListener.NONE);
                assertThat(summary.completed() + summary.interrupted()).isEqualTo(6);
                sessions++;
            } while (!summary.isComplete());

            assertThat(sessions).isGreaterThan(2);
            assertThat(TinySweeps.results(pieces, SMALL)).isEqualTo(TinySweeps.results(whole, SMALL));
            assertThat(pieces.runs()).hasSize(6);
        }
    }

    @Test
    void aRunThatDivergesIsAnOutcome() {
        Sweep sweep = TinySweeps.of("hot", "max-steps=60", "p=7", "optimizer=sgd", "learning-rate=0.01,1e30");
        try (RunStore store = RunStore.open(home)) {
            assertThat(TinySweeps.run(store, sweep, 2)).isEqualTo(new SweepSummary(2, 1, 1, 0, 0, 0));
            assertThat(TinySweeps.run(store, sweep, 2)).isEqualTo(new SweepSummary(2, 1, 1, 0, 0, 0));
            assertThat(store.runs()).hasSize(2);
        }
    }

    @Test
    void aRunThatFailsDoesNotStopTheOthersAndIsTriedAgain() throws IOException {
        try (RunStore store = RunStore.open(home)) {
            SweepRunner.Options stopping = TinySweeps.options(2).withStop(TinySweeps.after(30));
            new SweepRunner(store, stopping).run(SMALL, SweepListener.NONE);
            CheckpointStore checkpoints = store.checkpoints(record(store, SMALL, 0));
            Path file = checkpoints.file(checkpoints.steps().getLast());
            Files.writeString(file, "damaged");
            List<SweepRun> failed = new ArrayList<>();

            SweepSummary summary = new SweepRunner(store, TinySweeps.options(2)).run(SMALL, new Ends(failed));

            assertThat(summary).isEqualTo(new SweepSummary(6, 5, 0, 1, 0, 0));
            assertThat(failed.stream().filter(run -> run.state() == SweepRun.State.FAILED))
                    .singleElement()
                    .satisfies(run -> {
                        assertThat(run.position()).isZero();
                        assertThat(run.failure()).contains(file + " is damaged").contains("delete it");
                    });
            Files.delete(file);
            assertThat(TinySweeps.run(store, SMALL, 2)).isEqualTo(new SweepSummary(6, 6, 0, 0, 0, 0));
        }
    }

    @Test
    void aCheckpointThatDoesNotFitStopsItsRunAlone() {
        try (RunStore store = RunStore.open(home)) {
            SweepRunner.Options stopping = TinySweeps.options(2).withStop(TinySweeps.after(30));
            new SweepRunner(store, stopping).run(SMALL, SweepListener.NONE);
            CheckpointStore checkpoints = store.checkpoints(record(store, SMALL, 0));
            checkpoints.write(new Checkpoint(checkpoints.steps().getLast(), List.of(), Map.of()));
            List<SweepRun> ends = new ArrayList<>();

            SweepSummary summary = new SweepRunner(store, TinySweeps.options(2)).run(SMALL, new Ends(ends));

            assertThat(summary).isEqualTo(new SweepSummary(6, 5, 0, 1, 0, 0));
            assertThat(ends.stream().filter(run -> run.state() == SweepRun.State.FAILED))
                    .singleElement()
                    .satisfies(run -> assertThat(run.failure()).contains("does not fit the run's settings"));
        }
    }

    @Test
    void aRunThatSomebodyElseComputesIsBusy() {
        try (RunStore store = RunStore.open(home);
                RunStore other = RunStore.open(home)) {
            SweepRunner.Options stopping = TinySweeps.options(2).withStop(TinySweeps.after(30));
            new SweepRunner(store, stopping).run(SMALL, SweepListener.NONE);
            RunRecord first = record(store, SMALL, 0);
            try (RunHandle held = other.resume(first, first.provenance())) {
                assertThat(TinySweeps.run(store, SMALL, 2)).isEqualTo(new SweepSummary(6, 5, 0, 0, 1, 0));
                assertThat(held.name()).isEqualTo(first.name());
            }
            assertThat(TinySweeps.run(store, SMALL, 2)).isEqualTo(new SweepSummary(6, 6, 0, 0, 0, 0));
            assertThat(store.runs()).hasSize(6);
        }
    }

    @Test
    void oneSweepOfANameAtATime() {
        try (RunStore store = RunStore.open(home);
                RunStore other = RunStore.open(home);
                SweepHandle held = other.openSweep("small")) {
            assertThatThrownBy(() -> TinySweeps.run(store, SMALL, 2))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("sweep small is being written by this process; wait until it has finished, or stop it");
            assertThat(held.members()).isEmpty();
            assertThat(store.runs()).isEmpty();
        }
    }

    /// As when the disk fails: all runs stop at checkpoints before the failure is told.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whateverEndsTheSweepNobodyGoesOnComputing(boolean error) {
        SweepListener broken = new Ends(new ArrayList<>()) {
            @Override
            public void ended(SweepRun run) {
                if (error) {
                    throw new AssertionError("broken");
                }
                throw new IllegalStateException("broken");
            }
        };
        Sweep sweep = TinySweeps.of("broken", "p=7", "max-steps=20,1000000");
        try (RunStore store = RunStore.open(home)) {
            assertThatThrownBy(() -> new SweepRunner(store, TinySweeps.options(2)).run(sweep, broken))
                    .hasMessage("broken");

            assertThat(SweepRun.of(store, sweep))
                    .extracting(SweepRun::state)
                    .containsExactly(SweepRun.State.COMPLETED, SweepRun.State.INTERRUPTED);
            assertThat(store.checkpoints(record(store, sweep, 1)).steps()).isNotEmpty();
        }
    }

    @Test
    void theStackTraceOfADefectIsKeptWithItsRun() {
        List<SweepRun> ends = new ArrayList<>();
        SweepListener defective = new Ends(ends) {
            @Override
            public void step(SweepRun run, long step) {
                if (run.position() == 1) {
                    throw new IllegalStateException("broken");
                }
            }
        };
        try (RunStore store = RunStore.open(home)) {
            assertThat(new SweepRunner(store, TinySweeps.options(2)).run(SMALL, defective))
                    .isEqualTo(new SweepSummary(6, 5, 0, 1, 0, 0));

            Path trace = store.folder(record(store, SMALL, 1)).resolve("failure.txt");
            assertThat(trace)
                    .content()
                    .contains("java.lang.IllegalStateException: broken")
                    .contains("at calorimeter.lab.sweep.RunTask.step(");
            assertThat(ends.stream().filter(run -> run.state() == SweepRun.State.FAILED))
                    .extracting(SweepRun::failure)
                    .containsExactly("unexpected java.lang.IllegalStateException: broken; this is a bug; the stack"
                            + " trace is in " + trace);
        }
    }

    /// Between the last look at the store and the beginning.
    @Test
    void aRunThatSomebodyElseJustCompletedIsComplete() {
        try (RunStore store = RunStore.open(home);
                RunStore other = RunStore.open(home)) {
            SweepRunner.Options stopping = TinySweeps.options(1).withStop(TinySweeps.after(30));
            new SweepRunner(store, stopping).run(SMALL, SweepListener.NONE);
            Sweep same = TinySweeps.of("same", "max-steps=60", "p=7", "seeds=0..1");
            SweepListener overtaken = new Ends(new ArrayList<>()) {
                @Override
                public void started(SweepRun run, int threads) {
                    if (run.position() == 0) {
                        TinySweeps.run(other, same, 1);
                    }
                }
            };

            assertThat(record(store, SMALL, 0).status()).isEqualTo(RunStatus.INTERRUPTED);
            assertThat(new SweepRunner(store, TinySweeps.options(1)).run(SMALL, overtaken))
                    .isEqualTo(new SweepSummary(6, 6, 0, 0, 0, 0));
        }
    }

    /// The stop is asked for just after the long run has made room for itself.
    @Test
    void aRunThatYieldedAndIsNotStartedAgainIsToldToo() {
        Sweep sweep = TinySweeps.of("tail", "p=7", "log-every=1", "max-steps=20,100000");
        List<SweepRun> ends = new ArrayList<>();
        Thread session = Thread.currentThread();
        AtomicInteger asked = new AtomicInteger();
        try (RunStore store = RunStore.open(home)) {
            SweepRunner.Options options = TinySweeps.options(2)
                    .withStop(() -> Thread.currentThread().equals(session)
                            && SweepRun.of(store, sweep).get(1).state() == SweepRun.State.INTERRUPTED
                            && asked.incrementAndGet() > 1);
            SweepSummary summary = new SweepSession(
                            store, options, new LocalExecutor(store, options), new Ends(ends), 0)
                    .run(SweepRun.of(store, sweep));

            assertThat(summary).isEqualTo(new SweepSummary(2, 1, 0, 0, 0, 1));
            assertThat(ends)
                    .extracting(SweepRun::position, SweepRun::state)
                    .containsExactly(tuple(0, SweepRun.State.COMPLETED), tuple(1, SweepRun.State.INTERRUPTED));
        }
    }

    @Test
    void sweepsShareTheRunsThatTheyHaveInCommon() {
        try (RunStore store = RunStore.open(home)) {
            TinySweeps.run(store, SMALL, 2);
            Sweep larger = TinySweeps.of("larger", "max-steps=60", "p=7,11,13", "seeds=0..2");
            assertThat(TinySweeps.run(store, larger, 2).completed()).isEqualTo(9);

            assertThat(store.runs()).hasSize(9);
        }
    }

    /// The long run begins beside the short one on one thread and gets the second core when that has ended.
    @Test
    void theLastRunGoesOnWithMoreThreads() {
        Sweep sweep = TinySweeps.of("tail", "p=7", "log-every=1", "max-steps=20,400");
        List<String> starts = new ArrayList<>();
        SweepListener listener = new Ends(new ArrayList<>()) {
            @Override
            public void started(SweepRun run, int threads) {
                starts.add(run.position() + ":" + threads);
            }
        };
        try (RunStore store = RunStore.open(home.resolve("wide"));
                RunStore narrow = RunStore.open(home.resolve("narrow"))) {
            SweepRunner.Options options = TinySweeps.options(2);
            SweepSummary summary = new SweepSession(store, options, new LocalExecutor(store, options), listener, 0)
                    .run(SweepRun.of(store, sweep));
            TinySweeps.run(narrow, sweep, 1);

            assertThat(summary).isEqualTo(new SweepSummary(2, 2, 0, 0, 0, 0));
            assertThat(starts).containsExactly("0:1", "1:1", "1:2");
            assertThat(store.sessions(record(store, sweep, 1))).hasSize(2);
            assertThat(TinySweeps.results(store, sweep)).isEqualTo(TinySweeps.results(narrow, sweep));
        }
    }

    /// Computes in stores of its own and hands back bundles, as tasks on other machines do.
    private RunExecutor elsewhere(AtomicInteger submitted) {
        return order -> {
            int number = submitted.incrementAndGet();
            RunStore scratch = RunStore.open(home.resolve("scratch" + number));
            SweepRun missing = new SweepRun(
                    order.run().position(),
                    order.run().parameters(),
                    order.run().identity(),
                    SweepRun.State.MISSING,
                    null,
                    null);
            return new LocalExecutor(scratch, TinySweeps.options(1))
                    .submit(new RunOrder(missing, order.threads(), order.listener(), order.stop()))
                    .handle((nothing, failure) -> {
                        try (scratch) {
                            return Optional.of(scratch.pack(scratch.runs().getFirst()));
                        }
                    });
        };
    }

    @Test
    void runsThatAreComputedElsewhereAreAdopted() {
        try (RunStore local = RunStore.open(home.resolve("local"));
                RunStore driver = RunStore.open(home.resolve("driver"))) {
            TinySweeps.run(local, SMALL, 2);
            AtomicInteger submitted = new AtomicInteger();
            SweepRunner runner = new SweepRunner(driver, TinySweeps.options(2), elsewhere(submitted));

            assertThat(runner.run(SMALL, SweepListener.NONE)).isEqualTo(new SweepSummary(6, 6, 0, 0, 0, 0));
            assertThat(runner.run(SMALL, SweepListener.NONE)).isEqualTo(new SweepSummary(6, 6, 0, 0, 0, 0));

            assertThat(submitted).hasValue(6);
            assertThat(TinySweeps.results(driver, SMALL)).isEqualTo(TinySweeps.results(local, SMALL));
            for (RunRecord run : local.runs()) {
                assertThat(Arrays.deepToString(
                                driver.series(driver.find(run.name())).matrix()))
                        .isEqualTo(Arrays.deepToString(local.series(run).matrix()));
            }
        }
    }

    /// A stopped sweep adopts what its tasks had reached; the next one begins those runs anew and adopts their ends.
    @Test
    void aSweepThatWasStoppedElsewhereGoesOn() {
        try (RunStore driver = RunStore.open(home.resolve("driver"))) {
            SweepRunner.Options stopping = TinySweeps.options(2).withStop(TinySweeps.after(30));
            AtomicInteger submitted = new AtomicInteger();
            new SweepRunner(driver, stopping, elsewhere(submitted)).run(SMALL, SweepListener.NONE);

            assertThat(new SweepRunner(driver, TinySweeps.options(2), elsewhere(submitted))
                            .run(SMALL, SweepListener.NONE)
                            .completed())
                    .isEqualTo(6);
            assertThat(driver.runs()).as("no further attempts").hasSize(6);
        }
    }

    /// Memory and cores of this machine say nothing about others.
    @Test
    void anExecutorElsewhereSaysHowManyRunsItTakes() {
        try (RunStore driver = RunStore.open(home.resolve("driver"))) {
            RunExecutor tasks = elsewhere(new AtomicInteger());
            AtomicInteger computing = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<Integer> threads = new ArrayList<>();
            RunExecutor four = new RunExecutor() {
                @Override
                public Optional<Elsewhere> elsewhere() {
                    return Optional.of(new Elsewhere(4, 3));
                }

                @Override
                public CompletableFuture<Optional<RunBundle>> submit(RunOrder order) {
                    threads.add(order.threads());
                    most.accumulateAndGet(computing.incrementAndGet(), Math::max);
                    return tasks.submit(order).whenComplete((run, failure) -> computing.decrementAndGet());
                }
            };

            new SweepRunner(driver, TinySweeps.options(1), four).run(SMALL, SweepListener.NONE);

            assertThat(most).hasValue(4);
            assertThat(threads).hasSize(6).containsOnly(3);
        }
    }

    /// A store that cannot take in what one task has computed takes in nothing of the others either.
    @Test
    void aFullDiskStopsTheSweepAlsoWhenARunFromElsewhereIsAdopted() throws SQLException {
        try (RunStore driver = RunStore.open(home.resolve("driver"))) {
            SweepRunner.Options stopping = TinySweeps.options(2).withStop(TinySweeps.after(30));
            new SweepRunner(driver, stopping).run(SMALL, SweepListener.NONE);
            assertThat(record(driver, SMALL, 0).status()).isEqualTo(RunStatus.INTERRUPTED);
            fill(home.resolve("driver"));
            AtomicInteger submitted = new AtomicInteger();
            RunExecutor elsewhere = elsewhere(submitted);
            RunExecutor silent = order ->
                    elsewhere.submit(new RunOrder(order.run(), order.threads(), ProgressListener.NONE, order.stop()));
            List<SweepRun> ends = new ArrayList<>();

            assertThatThrownBy(() -> new SweepRunner(driver, TinySweeps.options(1), silent).run(SMALL, new Ends(ends)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the disk is full");
            assertThat(submitted).hasValue(1);
            assertThat(ends).noneMatch(run -> run.state() == SweepRun.State.FAILED);
        }
    }

    /// No row can be added any more.
    private static void fill(Path store) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + store.resolve("calorimeter.db"));
                Statement statement = other.createStatement()) {
            statement.execute(
                    "CREATE TRIGGER full BEFORE INSERT ON observation BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
        }
    }

    @Test
    void aTaskThatIsLostStopsItsRunAlone() {
        try (RunStore driver = RunStore.open(home.resolve("driver"))) {
            RunExecutor honest = elsewhere(new AtomicInteger());
            RunExecutor faulty = order -> order.run().position() == 0
                    ? CompletableFuture.failedFuture(new IllegalStateException("a task was lost"))
                    : honest.submit(order);
            List<SweepRun> ends = new ArrayList<>();

            assertThat(new SweepRunner(driver, TinySweeps.options(2), faulty).run(SMALL, new Ends(ends)))
                    .isEqualTo(new SweepSummary(6, 5, 0, 1, 0, 0));
            assertThat(ends.stream().filter(run -> run.state() == SweepRun.State.FAILED))
                    .singleElement()
                    .satisfies(run -> assertThat(run.failure()).contains("a task was lost"));
        }
    }

    /// Remembers what has ended.
    private static class Ends implements SweepListener {

        private final List<SweepRun> ends;

        Ends(List<SweepRun> ends) {
            this.ends = ends;
        }

        @Override
        public void ended(SweepRun run) {
            ends.add(run);
        }
    }
}
