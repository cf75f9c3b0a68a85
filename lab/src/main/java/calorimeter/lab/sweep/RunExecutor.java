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

    /// Asked before each order: empty if runs are computed here and share the cores of the sweep's options.
    default Optional<Elsewhere> elsewhere() {
        return Optional.empty();
    }

    /// What an executor on other machines takes. Memory and data there are not this process's to judge.
    ///
    /// @param runs that it wants to have at a time, those included that wait for a place
    /// @param threads of each run
    record Elsewhere(int runs, int threads) {}
}
