// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.engine.training.Trainer;
import calorimeter.lab.observable.RunDivergedException;
import calorimeter.lab.store.CheckpointStore;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunDescription;
import calorimeter.lab.store.RunHandle;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Carries out training runs in a store: gives each run a name, keeps its rows and checkpoints, and says how it
/// ended.
public final class Runner {

    /// Small beside what people wait for, large beside the milliseconds that a checkpoint takes.
    public static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(10);

    private final RunStore store;
    private final Provenance provenance;
    private final ProgressListener listener;
    private final Duration betweenCheckpoints;
    private final BooleanSupplier stop;
    private final boolean first;

    /// @param betweenCheckpoints what a killed run has to compute again at most; zero for a checkpoint at every
    ///     step
    /// @param stop asked after every step; once true, the run stops at a checkpoint
    public Runner(
            RunStore store,
            Provenance provenance,
            ProgressListener listener,
            Duration betweenCheckpoints,
            BooleanSupplier stop) {
        this(store, provenance, listener, betweenCheckpoints, stop, false);
    }

    private Runner(
            RunStore store,
            Provenance provenance,
            ProgressListener listener,
            Duration betweenCheckpoints,
            BooleanSupplier stop,
            boolean first) {
        this.store = store;
        this.provenance = provenance;
        this.listener = listener;
        this.betweenCheckpoints = betweenCheckpoints;
        this.stop = stop;
        this.first = first;
    }

    /// The same, but a run of which the store knows an attempt is not started again, see [RunStore#startFirst].
    public Runner onlyFirst() {
        return new Runner(store, provenance, listener, betweenCheckpoints, stop, true);
    }

    /// With the usual checkpoints, to which nobody listens and which nobody stops.
    public Runner(RunStore store, Provenance provenance) {
        this(store, provenance, ProgressListener.NONE, BETWEEN_CHECKPOINTS, () -> false);
    }

    /// Starts a new run.
    ///
    /// @throws calorimeter.engine.data.image.DataException when its data cannot be read; then the store
    ///     knows nothing of it
    public Outcome start(TrainExperiment experiment, TrainParameters parameters) {
        parameters.requireDrawn();
        return begin(experiment, parameters, experiment.prepare(parameters));
    }

    /// Starts a new run from given parameters; their hash is part of its identity.
    ///
    /// @throws SettingException if the parameters are not those of the run's model, or not those it names
    public Outcome start(TrainExperiment experiment, TrainParameters parameters, InitialWeights weights) {
        Trainer trainer = experiment.prepare(parameters);
        return begin(experiment, weights.into(trainer, parameters), trainer);
    }

    private Outcome begin(TrainExperiment experiment, TrainParameters parameters, Trainer trainer) {
        RunDescription description = new RunDescription(
                TrainExperiment.ID,
                parameters.preset(),
                parameters.training().seed(),
                TrainJson.configuration(parameters),
                TrainJson.identity(parameters),
                experiment.columns(parameters),
                provenance);
        try (RunHandle handle = first ? store.startFirst(description) : store.start(description)) {
            return run(experiment, parameters, trainer, handle);
        }
    }

    /// Continues an interrupted run from its last checkpoint.
    ///
    /// @throws StoreException when the run was begun by a program with other numerics or with other data, or
    ///     records what no instrument of this one measures
    /// @throws calorimeter.engine.data.image.DataException when its data cannot be read; it stays as it was
    public Outcome resume(TrainExperiment experiment, RunRecord record) {
        TrainParameters parameters = TrainJson.parameters(record.configurationJson());
        if (!TrainJson.identity(parameters).equals(record.identity())) {
            throw new StoreException(
                    "run " + record.name() + " was begun by a program with other numerics (this one computes"
                            + " such runs with numeric version "
                            + parameters.training().model().numericVersion()
                            + "), so it cannot go on with the same bits;"
                            + " start it anew, or resume it with the program that began it");
        }
        requireStart(record, parameters);
        requireRecordable(record, store.columns(record), experiment.columns(parameters));
        Trainer trainer = experiment.prepare(parameters);
        try (RunHandle handle = store.resume(record, provenance)) {
            return run(experiment, parameters, trainer, handle);
        }
    }

    /// Given parameters are in the first checkpoint, which is written before the first step.
    private void requireStart(RunRecord run, TrainParameters parameters) {
        if (!parameters.startsFromDrawn() && store.checkpoints(run).steps().isEmpty()) {
            throw new StoreException("run " + run.name() + " starts from given parameters and was stopped before they"
                    + " were stored; begin it again with `calorimeter train --from FILE --again`");
        }
    }

    /// A run goes on with the columns it was begun with, be they fewer than those of a new run.
    private static void requireRecordable(RunRecord run, List<Column> recorded, List<Column> measured) {
        Set<String> known = measured.stream().map(Column::name).collect(Collectors.toSet());
        for (Column column : recorded) {
            if (!known.contains(column.name())) {
                throw new StoreException("run " + run.name() + " records " + column.name()
                        + ", which no instrument of this program measures; resume it with the program that began it,"
                        + " or delete it with `calorimeter runs delete " + run.name()
                        + "`, after which the same command begins it anew");
            }
        }
    }

    private Outcome run(TrainExperiment experiment, TrainParameters parameters, Trainer trainer, RunHandle handle) {
        CheckpointStore checkpoints = handle.checkpoints(CheckpointStore.DEFAULT_KEEP);
        RunSeries earlier = store.series(handle.record());
        StoreRecorder recorder =
                new StoreRecorder(store, handle, checkpoints, earlier, listener, betweenCheckpoints, stop);
        recorder.resumePoint()
                .ifPresent(checkpoint -> TrainCheckpoint.requireSameData(handle.name(), checkpoint, trainer));
        listener.started(handle.name(), recorder.resumePoint().isPresent());
        try {
            TrainResult result = experiment.run(parameters, trainer, handle.columns(), recorder);
            finish(recorder, handle, RunStatus.COMPLETED, recorder.lastStep(), TrainJson.result(result));
            return new Outcome.Completed(handle.name(), result);
        } catch (RunDivergedException e) {
            String json = "{\"diverged_at\":" + e.step() + ",\"quantity\":\"" + e.quantity() + "\",\"value\":\""
                    + e.value() + "\"}";
            finish(recorder, handle, RunStatus.DIVERGED, e.step(), json);
            return new Outcome.Diverged(handle.name(), e.step(), e.quantity(), e.value());
        } catch (RunInterruptedException e) {
            finish(recorder, handle, RunStatus.INTERRUPTED, e.step(), null);
            return new Outcome.Interrupted(handle.name(), e.step());
        } catch (StoreException e) {
            throw e; // the disk is what failed: the next reader sees a run that nobody holds, and calls it interrupted
        } catch (RuntimeException | Error e) {
            fail(recorder, handle, e);
            throw e;
        }
    }

    private void finish(
            StoreRecorder recorder, RunHandle handle, RunStatus status, long step, @Nullable String resultJson) {
        recorder.flush();
        store.finish(handle, status, step, recorder.wallSeconds(), resultJson);
    }

    /// Notes that a defect ended the run, which is the failure to report whether or not that can be noted.
    private void fail(StoreRecorder recorder, RunHandle handle, Throwable defect) {
        try {
            String json = JsonNodeFactory.instance
                    .objectNode()
                    .put("failure", defect.toString())
                    .toString();
            finish(recorder, handle, RunStatus.FAILED, recorder.lastStep(), json);
        } catch (RuntimeException unnoted) {
            defect.addSuppressed(unnoted);
        }
    }
}
