package calorimeter.engine.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A fixed crew of threads that runs numbered tasks, the caller being one of them. Which thread runs a task is
/// left to chance; a computation is reproducible because its tasks are the same whatever the number of threads
/// and write to places of their own.
///
/// Not for concurrent callers: one computation owns one crew.
public final class Workers implements AutoCloseable {

    /// What a thread does with one numbered task; `worker` in 0 … threads − 1 selects scratch memory.
    @FunctionalInterface
    public interface Task {
        void run(int worker, int task);
    }

    /// A phase of a training step lasts from tens of microseconds to milliseconds; parking and waking a thread
    /// costs about as much as the shortest phase, so a waiting thread looks for this many turns before it
    /// parks.
    private static final int TURNS_BEFORE_PARKING = 20_000;

    private static final Task NOTHING = (worker, task) -> {};

    private final Thread[] helpers;
    private final AtomicInteger nextTask = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicInteger phase = new AtomicInteger();
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;
    private Task task = NOTHING;
    private int tasks;

    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + " but must be at least 1");
        }
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            int worker = i + 1;
            helpers[i] = Thread.ofPlatform()
                    .daemon()
                    .name("calorimeter-worker-" + worker)
                    .unstarted(() -> serve(worker));
            helpers[i].start();
        }
    }

    public int threads() {
        return helpers.length + 1;
    }

    /// Runs tasks 0 … tasks − 1 and returns when all are done. Throws what a task threw.
    ///
    /// @throws IllegalStateException when the crew is closed
    public void run(int tasks, Task task) {
        if (closed) {
            throw new IllegalStateException("the crew is closed and runs no more tasks");
        }
        if (helpers.length == 0 || tasks == 1) {
            for (int i = 0; i < tasks; i++) {
                task.run(0, i);
            }
            return;
        }
        this.task = task;
        this.tasks = tasks;
        nextTask.set(0);
        working.set(helpers.length);
        phase.incrementAndGet();
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        work(0);
        while (working.get() > 0) {
            Thread.onSpinWait();
        }
        this.task = NOTHING;
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            switch (thrown) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                default -> throw new IllegalStateException(thrown);
            }
        }
    }

    private void serve(int worker) {
        int seen = 0;
        while (true) {
            int turns = 0;
            while (phase.get() == seen) {
                if (closed) {
                    return;
                }
                if (++turns < TURNS_BEFORE_PARKING) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            seen++;
            work(worker);
            working.decrementAndGet();
        }
    }

    private void work(int worker) {
        try {
            for (int i = nextTask.getAndIncrement(); i < tasks; i = nextTask.getAndIncrement()) {
                task.run(worker, i);
            }
        } catch (Throwable thrown) {
            failure = thrown;
            nextTask.set(tasks);
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
