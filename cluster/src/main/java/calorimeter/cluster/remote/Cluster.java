// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.remote;

import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.RunExecutor;
import java.util.List;

/// A cluster to which this process is connected.
public interface Cluster extends AutoCloseable {

    /// One that computes for a store; only one at a time.
    ///
    /// @throws calorimeter.lab.sweep.SweepException if an executor that is there now is unfit
    RunExecutor executor(RunStore store);

    /// The executors that are there now, examined with a short run.
    List<ExecutorReport> executors();

    /// What makes one of them unfit, a line each.
    List<String> problems(ExecutorReport executor);

    /// What went wrong on the way and cost nothing but time.
    List<String> remarks();

    /// Ends all executors.
    @Override
    void close();
}
