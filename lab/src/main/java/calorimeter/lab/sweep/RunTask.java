package calorimeter.lab.sweep;

import calorimeter.engine.kernel.Workers;
import calorimeter.lab.run.ProgressListener;
import calorimeter.lab.run.Runner;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.ReproducibilityException;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run being computed on a thread of its own, with a crew of its own.
final class RunTask implements ProgressListener {

    private final RunStore store;
    private final SweepRunner.Options options;
    private final SweepListener listener;
    private final SweepRun run;
    private final int threads;
    private final BooleanSupplier stop;
    private final Consumer<RunTask> whenEnded;
    private final Thread thread;
    private final long startedAt = System.nanoTime();
    private volatile boolean yielding;

    /// Whether it has computed anything, and so has left its checkpoint behind.
    private volatile boolean begun;

    private volatile @Nullable Throwable thrown;
    private volatile @Nullable String note;
    private volatile @Nullable String name;

    RunTask(
            RunStore store,
            SweepRunner.Options options,
            SweepListener listener,
            SweepRun run,
            int threads,
            BooleanSupplier stop,
            Consumer<RunTask> whenEnded) {
        this.store = store;
        this.options = options;
        this.listener = listener;
        this.run = run;
        this.threads = threads;
        this.stop = stop;
        this.whenEnded = whenEnded;
        // A platform thread, since it computes; not a daemon, since the JVM must not end before its checkpoint.
        thread = Thread.ofPlatform().name("calorimeter-run-" + run.position()).unstarted(this::carryOut);
    }

    void start() {
        listener.started(run, threads);
        thread.start();
    }

    private void carryOut() {
        try {
            compute();
        } catch (Throwable failure) {
            thrown = failure; // noted by the session; other runs go on
            note = failure instanceof StoreException
                    ? failure.getMessage()
                    : FailureTrace.keep(store, name, options.programVersion(), failure);
        } finally {
            whenEnded.accept(this);
        }
    }

    /// Returns when nothing is computed any more; a request to stop must have been made.
    void awaitEnd() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void compute() {
        Runner runner = new Runner(
                store,
                options.provenance(threads),
                this,
                options.betweenCheckpoints(),
                () -> yielding || stop.getAsBoolean());
        Runner.Plan<TrainParameters> plan = TrainJson.plan(run.parameters());
        RunRecord earlier = run.record();
        try (Workers workers = new Workers(threads)) {
            TrainExperiment experiment = new TrainExperiment(options.kernel(), workers);
            if (earlier == null) {
                runner.start(experiment, plan, TrainJson::result);
            } else {
                runner.resume(experiment, earlier, plan, TrainJson::result);
            }
        }
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

    /// What a person should know of [#thrown].
    String note() {
        return String.valueOf(note);
    }

    /// Whether the disk or the database has failed, which would be the end of every run: not what is wrong with
    /// this run alone, as a checkpoint that is damaged or not its own, or bits that do not reproduce.
    boolean isOutside() {
        boolean ownCheckpoint = run.record() != null && !begun;
        return thrown instanceof StoreException && !(thrown instanceof ReproducibilityException) && !ownCheckpoint;
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
