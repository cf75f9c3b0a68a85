// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.engine.data.image.DataException;
import calorimeter.lab.run.ProgressListener;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run that an executor is computing, as its sweep sees it.
final class RunTask implements ProgressListener {

    private final RunStore store;
    private final SweepListener listener;
    private final SweepRun run;
    private final int threads;
    private final long startedAt = System.nanoTime();
    private CompletableFuture<?> end = CompletableFuture.completedFuture(null);
    private volatile boolean yielding;

    /// Whether anything was computed: a checkpoint to go on from is no longer needed.
    private volatile boolean begun;

    private volatile @Nullable Throwable thrown;
    private volatile @Nullable String name;

    RunTask(RunStore store, SweepListener listener, SweepRun run, int threads) {
        this.store = store;
        this.listener = listener;
        this.run = run;
        this.threads = threads;
    }

    /// @param whenEnded told on any thread, when nothing computes the run any more and the store has what came of it
    void start(RunExecutor executor, BooleanSupplier stop, Consumer<RunTask> whenEnded) {
        listener.started(run, threads);
        end = executor.submit(new RunOrder(run, threads, this, () -> yielding || stop.getAsBoolean()))
                .thenAccept(bundle -> bundle.ifPresent(computed -> {
                    begun = true;
                    store.adopt(computed);
                }))
                .handle((done, failure) -> {
                    // Future stages wrap what a stage before them has thrown.
                    thrown = failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
                    whenEnded.accept(this);
                    return this;
                });
    }

    /// Returns when nothing is computed any more; a request to stop must have been made.
    void awaitEnd() {
        end.join();
    }

    SweepRun run() {
        return run;
    }

    int threads() {
        return threads;
    }

    boolean isYielding() {
        return yielding;
    }

    double secondsComputing() {
        return (System.nanoTime() - startedAt) * 1e-9;
    }

    /// Asks the run to stop at a checkpoint, so that it can go on with more threads.
    void giveWay() {
        yielding = true;
    }

    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /// What a person should know of a failure that is this run's own; the stack trace of a defect is kept.
    String note(Throwable failure, String programVersion) {
        return failure instanceof StoreException
                ? String.valueOf(failure.getMessage())
                : FailureTrace.keep(store, name, programVersion, failure);
    }

    /// Whether the disk, the database, a data set or a cluster has failed, which would be the end of every
    /// run. Not what is wrong with this run alone: a checkpoint that is damaged, unreadable or not its own,
    /// or bits that do not reproduce.
    boolean isOutside() {
        boolean readsCheckpoint = run.record() != null && !begun;
        return thrown instanceof DataException
                || thrown instanceof SweepException
                || (thrown instanceof StoreException failure
                        && (failure.getCause() instanceof SQLException
                                || (failure.getCause() instanceof IOException && !readsCheckpoint)));
    }

    @Override
    public void started(String given, boolean resumed) {
        name = given;
    }

    @Override
    public void row(long step, double[] values) {
        begun = true;
    }

    @Override
    public void step(long step) {
        begun = true;
        listener.step(run, step);
    }
}
