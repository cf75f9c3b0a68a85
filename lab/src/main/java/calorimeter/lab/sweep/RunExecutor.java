// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.lab.store.RunBundle;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Who computes a run: threads of this process ([LocalExecutor]), or tasks on other machines.
@FunctionalInterface
public interface RunExecutor {

    /// Begins to compute a run and returns at once. The future completes when nothing computes that run any more,
    /// however far it has come:
    /// - with nothing, if the run is in the sweep's store, where the executor has written it,
    /// - with a bundle, if it was computed elsewhere; the sweep's store adopts it,
    /// - exceptionally, if a defect, a damaged checkpoint or the disk has stopped it.
    CompletableFuture<Optional<RunBundle>> submit(RunOrder order);
}
