// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepListener;
import calorimeter.lab.sweep.SweepRunner;
import calorimeter.lab.sweep.SweepSummary;
import calorimeter.papers.campaign.Stage.Item;
import java.util.List;
import java.util.function.Supplier;

/// Computes runs that do not wait for each other.
@FunctionalInterface
public interface RunQueue {

    enum Ending {
        /// every run has come to an end of its own
        COMPLETE,
        /// a stop was requested; all stand at checkpoints
        STOPPED,
        /// a defect, or another process that computes some of them, left runs without an end
        INCOMPLETE
    }

    /// Starts or resumes each run that has not ended.
    ///
    /// @param name of the group, for the store
    Ending run(String name, List<Item> items);

    /// A sweep for each group of runs, on all cores. The name holds the beginning of the sweep's identity, so that a
    /// group which has grown is another sweep and not a change of the one that was recorded.
    ///
    /// @param listeners one for each sweep
    static RunQueue sweeps(RunStore store, SweepRunner.Options options, Supplier<? extends SweepListener> listeners) {
        return (name, items) -> {
            Sweep contents = Sweep.unnamed(items.stream().map(Item::parameters).toList());
            String unique = name + "-" + contents.identity().substring(0, 8);
            SweepSummary summary =
                    new SweepRunner(store, options).run(Sweep.of(unique, contents.runs()), listeners.get());
            return summary.isComplete()
                    ? Ending.COMPLETE
                    : options.stop().getAsBoolean() ? Ending.STOPPED : Ending.INCOMPLETE;
        };
    }
}
