// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A fixed crew of threads, the caller among them, that runs numbered tasks. A thread begins with its own
/// stretch of them, the same in every phase of as many tasks, so that what it wrote before is still in its
/// cache; then it helps where others are behind. So which thread runs a task is left to chance. A
/// computation is reproducible because its tasks do not depend on the number of threads, and each writes to
/// its own places.
///
/// Not for concurrent callers: one computation owns one crew.
public final class Workers implements AutoCloseable {

    /// What a thread does with one numbered task; `worker` in 0 … threads − 1 selects scratch memory.
    @FunctionalInterface
    public interface Task {
        void run(int worker, int task);
    }

    /// Turns that a waiting thread looks for work before it parks. Parking and waking costs about as much as the
    /// shortest phase of a training step, some tens of microseconds.
    private static final int TURNS_BEFORE_PARKING = 20_000;

    /// How long the caller parks between two looks at a long phase.
    private static final long PARK_NANOSECONDS = 20_000;

    private final Thread[] helpers;
    private volatile Phase phase = new Phase(0, 1, (worker, task) -> {});
    private volatile boolean closed;

    /// One call of [#run]. It ends when its tasks are done, even if some helper has not noticed it: on a crowded
    /// machine a helper may wait for a core longer than the whole phase takes.
    private static final class Phase {

        /// Elements of [#begun] from one counter to the next: no two in one line of a cache.
        private static final int APART = 32;

        final int tasks;
        final int threads;
        final Task task;

        /// How many tasks of each stretch have been begun.
        final AtomicIntegerArray begun;

        final AtomicInteger unfinished;
        volatile @Nullable Throwable failure;

        Phase(int tasks, int threads, Task task) {
            this.tasks = tasks;
            this.threads = threads;
            this.task = task;
            begun = new AtomicIntegerArray(threads * APART);
            unfinished = new AtomicInteger(tasks);
        }

        /// The first task of a thread's stretch.
        int first(int stretch) {
            return (int) ((long) tasks * stretch / threads);
        }

        void work(int worker) {
            for (int turn = 0; turn < threads; turn++) {
                work(worker, (worker + turn) % threads);
            }
        }

        private void work(int worker, int stretch) {
            int end = first(stretch + 1);
            for (int i = next(stretch); i < end; i = next(stretch)) {
                try {
                    if (failure == null) {
                        task.run(worker, i);
                    }
                } catch (Throwable thrown) {
                    failure = thrown;
                } finally {
                    unfinished.decrementAndGet();
                }
            }
        }

        private int next(int stretch) {
            return first(stretch) + begun.getAndIncrement(stretch * APART);
        }
    }

    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + " but must be at least 1");
        }
        Phase idle = phase;
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            int worker = i + 1;
            helpers[i] = Thread.ofPlatform()
                    .daemon()
                    .name("calorimeter-worker-" + worker)
                    .unstarted(() -> serve(worker, idle));
            helpers[i].start();
        }
    }

    public int threads() {
        return helpers.length + 1;
    }

    /// Runs tasks 0 … tasks − 1 and returns when all are done. If one throws, those not yet begun are left out, and its
    /// exception is thrown here.
    ///
    /// @throws IllegalStateException when the crew is closed
    public void run(int tasks, Task task) {
        if (closed) {
            throw new IllegalStateException("the crew is closed and runs no more tasks");
        }
        if (helpers.length == 0 || tasks <= 1) {
            for (int i = 0; i < tasks; i++) {
                task.run(0, i);
            }
            return;
        }
        Phase now = new Phase(tasks, threads(), task);
        phase = now;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        now.work(0);
        for (int turns = 0; now.unfinished.get() > 0; turns++) {
            if (turns < TURNS_BEFORE_PARKING) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, PARK_NANOSECONDS); // on a crowded machine the helper needs this core
            }
        }
        switch (now.failure) {
            case null -> {}
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            case Throwable thrown -> throw new IllegalStateException(thrown);
        }
    }

    /// @param idle the phase before the first, so that a thread that starts late still sees the first
    private void serve(int worker, Phase idle) {
        Phase seen = idle;
        while (true) {
            int turns = 0;
            while (phase == seen) {
                if (closed) {
                    return;
                }
                if (++turns < TURNS_BEFORE_PARKING) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            seen = phase;
            seen.work(worker);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }
}
