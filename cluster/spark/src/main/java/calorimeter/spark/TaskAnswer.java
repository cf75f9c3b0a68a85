// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a task hands back.
///
/// @param refusal why nothing was computed on this host and the sweep should end; null if there is no reason
/// @param runs in the order's order
/// @param remarks what went wrong and cost nothing but time
record TaskAnswer(@Nullable String refusal, List<Run> runs, List<String> remarks) implements Serializable {

    private static final long serialVersionUID = 1;

    /// @param bundle of the run if it has ended; null if it failed or was stopped
    /// @param failure why it failed, or null
    /// @param seconds that it took
    record Run(@Nullable Parcel bundle, @Nullable String failure, double seconds) implements Serializable {

        private static final long serialVersionUID = 1;
    }

    static TaskAnswer refused(String reason) {
        return new TaskAnswer(reason, List.of(), List.of());
    }
}
