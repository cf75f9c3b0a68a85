// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import org.jspecify.annotations.Nullable;

/// A run as the store knew it when it was asked.
///
/// @param id the store's own number for the run, never reused
/// @param name unique in the store, and the name of the run's folder
/// @param attempt 1 for the first run of this identity
/// @param configurationJson the whole configuration as it was given at the start
/// @param provenance of the start; later sessions are in [RunStore#sessions]
/// @param step the last step that was reported
/// @param wallSeconds time spent up to that step, in seconds, over all sessions
/// @param resultJson what the run ended with, or null as long as it has not ended
public record RunRecord(
        long id,
        String name,
        String experiment,
        String preset,
        long seed,
        String identity,
        int attempt,
        String configurationJson,
        Provenance provenance,
        RunStatus status,
        long step,
        double wallSeconds,
        @Nullable String resultJson) {

    /// Whether the run has nothing left to do: it is complete, or has diverged.
    boolean hasEnded() {
        return !status.isResumable();
    }

    RunRecord withStatus(RunStatus changed) {
        return new RunRecord(
                id,
                name,
                experiment,
                preset,
                seed,
                identity,
                attempt,
                configurationJson,
                provenance,
                changed,
                step,
                wallSeconds,
                resultJson);
    }
}
