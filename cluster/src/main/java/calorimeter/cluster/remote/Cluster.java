// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.remote;

import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.RunExecutor;
import java.util.List;

/// A cluster to which this process is connected. All its executors have been found fit.
public interface Cluster extends AutoCloseable {

    /// One that computes for a store; only one at a time.
    RunExecutor executor(RunStore store);

    /// The executors that are there now, examined.
    List<ExecutorReport> executors();

    /// What went wrong on the way and cost nothing but time.
    List<String> remarks();

    /// Ends all executors.
    @Override
    void close();
}
