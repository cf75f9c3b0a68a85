package calorimeter.lab.experiment;

import calorimeter.lab.store.CheckpointStore;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunDescription;
import calorimeter.lab.store.RunHandle;
import calorimeter.lab.store.RunIdentity;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Carries out experiments in a store: gives each run a name, keeps its rows and checkpoints, and says how it
/// ended.
public final class Runner {

    /// Small beside what people wait for, large beside the milliseconds that a checkpoint takes.
    public static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(10);

    private final RunStore store;
    private final Provenance provenance;
    private final ProgressListener listener;
    private final Duration betweenCheckpoints;
    private final BooleanSupplier stop;

    /// @param betweenCheckpoints what a killed run has to compute again at most; zero for a checkpoint at every
    ///     step
    /// @param stop asked after every step; once true, the run stops at a checkpoint
    public Runner(
            RunStore store,
            Provenance provenance,
            ProgressListener listener,
            Duration betweenCheckpoints,
            BooleanSupplier stop) {
        this.store = store;
        this.provenance = provenance;
        this.listener = listener;
        this.betweenCheckpoints = betweenCheckpoints;
        this.stop = stop;
    }

    /// Identity of a run: a sweep asks the store for it before computing a point again.
    public static String identity(String experiment, String configurationJson, long seed) {
        return RunIdentity.of(experiment, configurationJson, seed, NumericVersion.CURRENT);
    }

    /// Starts a new run.
    ///
    /// @param configurationJson the parameters as the store keeps them
    /// @param resultJson how the store keeps the result
    public <P extends Record, R extends Record> Outcome<R> start(
            Experiment<P, R> experiment,
            String preset,
            long seed,
            P parameters,
            String configurationJson,
            Function<R, String> resultJson) {
        RunDescription description = new RunDescription(
                experiment.id(),
                preset,
                seed,
                configurationJson,
                identity(experiment.id(), configurationJson, seed),
                experiment.columns(parameters),
                provenance);
        try (RunHandle handle = store.start(description)) {
            return run(experiment, parameters, handle, resultJson);
        }
    }

    /// Continues an interrupted run from its last checkpoint.
    public <P extends Record, R extends Record> Outcome<R> resume(
            Experiment<P, R> experiment, RunRecord record, P parameters, Function<R, String> resultJson) {
        try (RunHandle handle = store.resume(record, experiment.columns(parameters), provenance)) {
            return run(experiment, parameters, handle, resultJson);
        }
    }

    private <P extends Record, R extends Record> Outcome<R> run(
            Experiment<P, R> experiment, P parameters, RunHandle handle, Function<R, String> resultJson) {
        CheckpointStore checkpoints = handle.checkpoints(CheckpointStore.DEFAULT_KEEP);
        RunSeries earlier = store.series(handle.record());
        StoreRecorder recorder =
                new StoreRecorder(store, handle, checkpoints, earlier, listener, betweenCheckpoints, stop);
        listener.started(handle.name(), recorder.resumePoint().isPresent());
        RunStatus status = RunStatus.FAILED;
        String json = null;
        try {
            R result = experiment.run(parameters, recorder);
            json = resultJson.apply(result);
            status = RunStatus.COMPLETED;
            return new Outcome.Completed<>(handle.name(), result);
        } catch (RunDivergedException e) {
            status = RunStatus.DIVERGED;
            return new Outcome.Diverged<>(handle.name(), e.step(), e.quantity());
        } catch (RunInterruptedException e) {
            status = RunStatus.INTERRUPTED;
            return new Outcome.Interrupted<>(handle.name(), e.step());
        } finally {
            finish(recorder, handle, status, json);
        }
    }

    /// When the disk is full, the failure that stopped the run is the one to report, not that its end could not
    /// be noted either: the next reader sees a run that nobody holds and calls it interrupted.
    private void finish(StoreRecorder recorder, RunHandle handle, RunStatus status, @Nullable String json) {
        if (status == RunStatus.FAILED) {
            return;
        }
        recorder.flush();
        store.finish(handle, status, recorder.lastStep(), recorder.wallSeconds(), json);
    }
}
