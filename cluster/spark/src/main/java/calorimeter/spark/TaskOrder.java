// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a task is asked to compute. Texts and numbers alone, so that another build of the program can read
/// it and refuse.
///
/// @param terms the same for all tasks
/// @param runs one after the other
record TaskOrder(Terms terms, List<Run> runs) implements Serializable {

    private static final long serialVersionUID = 1;

    /// @param threads that compute a run
    /// @param checkpointMillis between checkpoints on the executor's own disk
    /// @param shared a folder that all hosts see; null if there is none
    /// @param token what the driver has written there
    /// @param program digest of the driver's class files
    /// @param version for the runs' provenance
    /// @param commit for the runs' provenance, or null if it is not known
    record Terms(
            int threads,
            long checkpointMillis,
            @Nullable String shared,
            String token,
            String program,
            String version,
            @Nullable String commit)
            implements Serializable {

        private static final long serialVersionUID = 1;
    }

    /// @param identity of the run
    /// @param configuration its settings as JSON
    /// @param soFar where the driver's store stands; null if it has nothing of the run
    record Run(
            String identity, String configuration, @Nullable Parcel soFar) implements Serializable {

        private static final long serialVersionUID = 1;
    }
}
