// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One process's share of a sweep: a queue of runs, the runs that the executor is computing, and this thread, which
/// alone hands them out and is told when they end.
final class SweepSession {

    /// A run that has computed for so long may stop for the tenths of a second that a checkpoint and a new crew
    /// take; a shorter one is over soon anyway.
    static final double SECONDS_BEFORE_WIDENING = 5;

    private static final long LOOK_MILLISECONDS = 100;

    private final RunStore store;
    private final SweepRunner.Options options;
    private final RunExecutor executor;
    private final SweepListener listener;
    private final double secondsBeforeWidening;
    private final Deque<SweepRun> waiting = new ArrayDeque<>();
    private final List<RunTask> computing = new ArrayList<>();
    private final BlockingQueue<RunTask> ended = new LinkedBlockingQueue<>();
    private final Map<Integer, SweepRun> states = new TreeMap<>();

    /// Why no further run is begun and those being computed stop: asked by their threads.
    private volatile @Nullable Throwable end;

    SweepSession(
            RunStore store,
            SweepRunner.Options options,
            RunExecutor executor,
            SweepListener listener,
            double secondsBeforeWidening) {
        this.store = store;
        this.options = options;
        this.executor = executor;
        this.listener = listener;
        this.secondsBeforeWidening = secondsBeforeWidening;
    }

    /// @throws StoreException when the world outside failed, after all runs have stopped
    SweepSummary run(List<SweepRun> runs) {
        for (SweepRun run : runs) {
            take(run);
        }
        try {
            do {
                computeWaiting();
            } while (takeReleased());
        } catch (RuntimeException | Error e) {
            end(e);
        } finally {
            // Whatever happened, nobody computes with a store that is about to be closed.
            computing.forEach(RunTask::awaitEnd);
        }
        throwReason();
        noteYielded();
        return SweepSummary.of(states.values());
    }

    /// The first reason is the one to report.
    private void end(Throwable reason) {
        if (end == null) {
            end = reason;
        }
    }

    private void throwReason() {
        Throwable reason = end;
        if (reason instanceof Error error) {
            throw error;
        }
        if (reason instanceof RuntimeException failure) {
            throw failure;
        }
    }

    private void take(SweepRun run) {
        states.put(run.position(), run);
        if (run.isToCompute()) {
            waiting.add(run);
        }
    }

    private void computeWaiting() {
        while (!computing.isEmpty() || !(waiting.isEmpty() || stopped())) {
            fill();
            widen();
            RunTask task = awaitEnd();
            if (task != null) {
                settle(task);
            }
        }
    }

    /// Runs that others were computing and have ended or left meanwhile. Returns whether there is more to do.
    private boolean takeReleased() {
        List<SweepRun> busy = states.values().stream()
                .filter(run -> run.state() == SweepRun.State.BUSY)
                .toList();
        for (SweepRun run : busy) {
            SweepRun now = run.now(store);
            if (now.state() != SweepRun.State.BUSY) {
                take(now);
                listener.ended(now);
            }
        }
        return !waiting.isEmpty() && !stopped();
    }

    private boolean stopped() {
        return end != null || options.stop().getAsBoolean();
    }

    private int free() {
        return options.cores() - computing.stream().mapToInt(RunTask::threads).sum();
    }

    private boolean hasRoom() {
        return executor.elsewhere()
                .map(there -> computing.size() < there.runs())
                .orElse(free() > 0);
    }

    private int threads() {
        return executor.elsewhere()
                .map(RunExecutor.Elsewhere::threads)
                .orElseGet(() -> options.threads(free(), waiting.size() + computing.size()));
    }

    private void fill() {
        while (hasRoom() && !waiting.isEmpty() && !stopped()) {
            int threads = threads();
            SweepRun run = waiting.remove().now(store);
            if (!run.isToCompute()) {
                note(run); // another process was faster
                continue;
            }
            RunTask task = new RunTask(store, listener, run, threads);
            task.start(executor, this::stopped, ended::add);
            computing.add(task);
        }
    }

    /// When nothing waits any more, a run that could have twice its threads stops at a checkpoint and goes on
    /// with them.
    private void widen() {
        if (executor.elsewhere().isPresent()
                || !waiting.isEmpty()
                || free() == 0
                || computing.stream().anyMatch(RunTask::isYielding)) {
            return;
        }
        for (RunTask task : computing) {
            int possible = options.threads(free() + task.threads(), computing.size());
            if (possible >= 2 * task.threads() && task.secondsComputing() >= secondsBeforeWidening) {
                task.giveWay();
                return;
            }
        }
    }

    private @Nullable RunTask awaitEnd() {
        if (computing.isEmpty()) {
            return null;
        }
        try {
            return ended.poll(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Whoever interrupts wants an end, and gets it when the runs have stopped at checkpoints.
            end(new StoreException("the sweep's thread was interrupted; run it again to go on", e));
            return null;
        }
    }

    private void settle(RunTask task) {
        computing.remove(task);
        Throwable thrown = task.thrown();
        if (thrown != null && task.isOutside()) {
            end(thrown);
        }
        SweepRun now = task.run().now(store);
        if (thrown != null && !task.isOutside() && now.isToCompute()) {
            now = now.failed(task.note(thrown, options.programVersion()));
        }
        if (task.isYielding() && now.state() == SweepRun.State.INTERRUPTED && !stopped()) {
            waiting.addFirst(now);
        } else {
            note(now);
        }
    }

    /// Runs that stopped to go on with more threads, and then nothing went on.
    private void noteYielded() {
        for (SweepRun run : waiting) {
            if (!run.equals(states.get(run.position()))) {
                note(run);
            }
        }
    }

    private void note(SweepRun run) {
        states.put(run.position(), run);
        listener.ended(run);
    }
}
