package calorimeter.papers.campaign;

import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepListener;
import calorimeter.lab.sweep.SweepRunner;
import calorimeter.lab.sweep.SweepSummary;
import calorimeter.papers.campaign.Stage.Item;
import java.util.List;
import java.util.function.Supplier;

/// A sweep for each group of runs, on all cores. The name holds the beginning of the sweep's identity, so that a
/// group which has grown is another sweep and not a change of the one that was recorded.
public final class SweptRuns implements RunQueue {

    private final RunStore store;
    private final SweepRunner.Options options;
    private final Supplier<? extends SweepListener> listeners;

    /// @param listeners one for each sweep
    public SweptRuns(RunStore store, SweepRunner.Options options, Supplier<? extends SweepListener> listeners) {
        this.store = store;
        this.options = options;
        this.listeners = listeners;
    }

    @Override
    public Ending run(String name, List<Item> items) {
        Sweep contents = Sweep.unnamed(items.stream().map(Item::parameters).toList());
        String unique = name + "-" + contents.identity().substring(0, 8);
        SweepSummary summary = new SweepRunner(store, options).run(Sweep.of(unique, contents.runs()), listeners.get());
        if (summary.isComplete()) {
            return Ending.COMPLETE;
        }
        return options.stop().getAsBoolean() ? Ending.STOPPED : Ending.INCOMPLETE;
    }
}
