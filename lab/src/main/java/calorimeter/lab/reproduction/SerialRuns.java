package calorimeter.lab.reproduction;

import calorimeter.lab.experiment.Outcome;
import calorimeter.lab.experiment.ProgressListener;
import calorimeter.lab.experiment.Runner;
import calorimeter.lab.experiment.TrainExperiment;
import calorimeter.lab.experiment.TrainJson;
import calorimeter.lab.experiment.TrainParameters;
import calorimeter.lab.experiment.TrainResult;
import calorimeter.lab.reproduction.Stage.Item;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// One run after the other, each with all threads.
public final class SerialRuns implements RunQueue {

    private final RunStore store;
    private final TrainExperiment experiment;
    private final Provenance provenance;
    private final Function<TrainParameters, ProgressListener> listeners;
    private final BooleanSupplier stop;

    /// @param listeners who is told of a run
    /// @param stop asked after every step
    public SerialRuns(
            RunStore store,
            TrainExperiment experiment,
            Provenance provenance,
            Function<TrainParameters, ProgressListener> listeners,
            BooleanSupplier stop) {
        this.store = store;
        this.experiment = experiment;
        this.provenance = provenance;
        this.listeners = listeners;
        this.stop = stop;
    }

    @Override
    public boolean run(List<Item> items) {
        for (Item item : items) {
            if (stop.getAsBoolean() || run(item) instanceof Outcome.Interrupted<TrainResult>) {
                return false;
            }
        }
        return true;
    }

    private Outcome<TrainResult> run(Item item) {
        Runner runner = new Runner(
                store, provenance, listeners.apply(item.parameters()), Runner.BETWEEN_CHECKPOINTS, stop);
        Optional<RunRecord> earlier = store.attempts(StoreOutlook.identity(item)).stream()
                .filter(run -> run.status() == RunStatus.INTERRUPTED || run.status() == RunStatus.FAILED)
                .findFirst();
        Runner.Plan<TrainParameters> plan = TrainJson.plan(item.parameters());
        return earlier.isPresent()
                ? runner.resume(experiment, earlier.get(), plan, TrainJson::result)
                : runner.start(experiment, plan, TrainJson::result);
    }
}
