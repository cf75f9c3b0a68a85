// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A crew that loses a task or a wake-up hangs or miscounts, so every test has a time limit.
@Timeout(60)
class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void everyTaskRunsExactlyOnce(int threads) {
        try (Workers workers = new Workers(threads)) {
            for (int tasks : new int[] {0, 1, 2, 7, 1000}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(tasks + 1);
                workers.run(tasks, (worker, task) -> {
                    assertThat(worker).isBetween(0, threads - 1);
                    runs.incrementAndGet(task);
                });
                for (int task = 0; task < tasks; task++) {
                    assertThat(runs.get(task)).as("task %d of %d", task, tasks).isEqualTo(1);
                }
                assertThat(runs.get(tasks)).isZero();
            }
        }
    }

    /// What a thread wrote in one phase it finds in its cache in the next.
    @Test
    void everyThreadBeginsWithItsOwnStretch() {
        CyclicBarrier both = new CyclicBarrier(2);
        try (Workers workers = new Workers(2)) {
            for (int run = 0; run < 50; run++) {
                workers.run(2, (worker, task) -> {
                    await(both);
                    assertThat(worker).isEqualTo(task);
                });
            }
        }
    }

    /// What tasks wrote without synchronisation is visible to the caller and to the tasks of the next run.
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void thousandsOfRunsSeeOneAnothersWrites(int threads) {
        int[] values = new int[17];
        try (Workers workers = new Workers(threads)) {
            for (int run = 1; run <= 2000; run++) {
                workers.run(values.length, (worker, task) -> values[task]++);
                assertThat(values).containsOnly(run);
            }
        }
    }

    @Test
    void helpersWakeAfterTheyHaveParked() throws InterruptedException {
        try (Workers workers = new Workers(2)) {
            for (int run = 0; run < 5; run++) {
                Thread.sleep(20);
                AtomicInteger sum = new AtomicInteger();
                workers.run(100, (worker, task) -> sum.addAndGet(task));
                assertThat(sum).hasValue(4950);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void failuresReachTheCallerAndTheCrewGoesOn(int threads) {
        try (Workers workers = new Workers(threads)) {
            for (int round = 0; round < 60; round++) {
                int broken = round % 20;
                assertThatThrownBy(() -> workers.run(20, (worker, task) -> failAt(broken, task)))
                        .isInstanceOf(ArithmeticException.class)
                        .hasMessage("task " + broken);
                AtomicInteger count = new AtomicInteger();
                workers.run(20, (worker, task) -> count.incrementAndGet());
                assertThat(count).hasValue(20);
            }
        }
    }

    private static void failAt(int broken, int task) {
        if (task == broken) {
            throw new ArithmeticException("task " + task);
        }
    }

    /// An error, too, arrives as what it is.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void errorsReachTheCallerUnchanged(int threads) {
        try (Workers workers = new Workers(threads)) {
            assertThatThrownBy(() -> workers.run(4, (worker, task) -> {
                        throw new OutOfMemoryError("of a test");
                    }))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("of a test");
        }
    }

    /// The barrier opens when all three threads stand at it, so each has taken one task.
    @Test
    void closingEndsTheThreads() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CyclicBarrier barrier = new CyclicBarrier(3);
        Workers workers = new Workers(3);
        workers.run(3, (worker, task) -> {
            threads.add(Thread.currentThread());
            await(barrier);
        });
        workers.close();
        assertThat(threads).hasSize(3).contains(Thread.currentThread());
        threads.remove(Thread.currentThread());
        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void closedCrewRefusesWork(int threads) {
        Workers workers = new Workers(threads);
        workers.close();
        workers.close();
        assertThatThrownBy(() -> workers.run(10, (worker, task) -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noThreadsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Workers(0)).withMessageContaining("threads is 0");
    }
}
