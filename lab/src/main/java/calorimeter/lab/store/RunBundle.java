// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run on its way between stores: all that a store knows of it, and its last checkpoint.
///
/// A run that has ended travels without the optimiser's arrays ([Checkpoint#OPTIMIZER]): it has no next step, and they
/// are two thirds of its size.
///
/// @param run as the store knew it; its id is that store's own and means nothing elsewhere
/// @param sessions by what each session was computed, the start first; at least one
/// @param series all rows
/// @param checkpoint the last one, or null if there is none
/// @param kept the states that are kept for good, by rising step
public record RunBundle(
        RunRecord run,
        List<Provenance> sessions,
        RunSeries series,
        @Nullable Checkpoint checkpoint,
        List<Checkpoint> kept) {

    public RunBundle {
        kept = List.copyOf(kept);
        sessions = List.copyOf(sessions);
        if (sessions.isEmpty()) {
            throw new IllegalArgumentException("run " + run.name() + " has no session");
        }
        description(run, sessions, series); // is checked
    }

    /// @param place where the other one is, in words
    /// @throws ReproducibilityException if the other one, of the same identity, has other bits
    public void requireSameBits(RunBundle other, String place) {
        requireSameBits(other, place, "the bundle");
    }

    /// @param place where the other one is, in words
    /// @param ownPlace where this one is
    /// @throws ReproducibilityException if the other one, of the same identity, has other bits
    public void requireSameBits(RunBundle other, String place, String ownPlace) {
        BitComparison.requireSame(other, place, this, ownPlace);
    }

    /// What the run was before its first step.
    RunDescription description() {
        return description(run, sessions, series);
    }

    private static RunDescription description(RunRecord run, List<Provenance> sessions, RunSeries series) {
        return new RunDescription(
                run.experiment(),
                run.preset(),
                run.seed(),
                run.configurationJson(),
                run.identity(),
                series.columns(),
                sessions.getFirst());
    }
}
