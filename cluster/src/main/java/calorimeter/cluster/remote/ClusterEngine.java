// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.remote;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// An engine that places runs on other machines. Who stays on one machine has none on the class path.
public interface ClusterEngine {

    /// What is asked of a cluster.
    ///
    /// @param master the engine's own name of the cluster, as `local[2]` or `spark://host:7077`
    /// @param threadsPerRun at least 1
    /// @param shared a folder that all hosts see, for checkpoints; null if there is none
    /// @param betweenCheckpoints what a run computes again at most after a task was killed on the same host
    /// @param programVersion for the runs' provenance
    /// @param commit of the program, or null if it is not known
    /// @param log file for what the engine has to say
    record Wish(
            String master,
            int threadsPerRun,
            @Nullable Path shared,
            Duration betweenCheckpoints,
            String programVersion,
            @Nullable String commit,
            Path log) {}

    /// @throws calorimeter.lab.sweep.SweepException if the cluster cannot be reached or used, in one line
    Cluster connect(Wish wish);

    /// The engine on the class path.
    static Optional<ClusterEngine> find() {
        return ServiceLoader.load(ClusterEngine.class).findFirst();
    }
}
