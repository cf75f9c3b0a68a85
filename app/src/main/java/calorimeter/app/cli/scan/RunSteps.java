// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.scan;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The checkpoints of a run that `--step` asks for.
final class RunSteps {

    private RunSteps() {}

    /// Those that were kept on purpose, and the newest. Others are written every few seconds for a restart:
    /// how many there are says how fast a machine was.
    ///
    /// @param step a number, `all`, or null for the newest
    static List<TrainedRun> of(RunStore store, RunRecord run, @Nullable String step) {
        if (step == null) {
            return List.of(TrainedRun.of(store, run));
        }
        if (step.equals("all")) {
            SortedSet<Long> steps = new TreeSet<>(store.kept(run).steps());
            store.checkpoints(run).latest().ifPresent(newest -> steps.add(newest.step()));
            return steps.isEmpty()
                    ? List.of(TrainedRun.of(store, run)) // which says why there are none
                    : steps.stream().map(one -> TrainedRun.of(store, run, one)).toList();
        }
        if (!step.matches("\\d{1,18}")) {
            throw new BadInputException("--step is " + step + " but must be a step or all");
        }
        return List.of(TrainedRun.of(store, run, Long.parseLong(step)));
    }
}
