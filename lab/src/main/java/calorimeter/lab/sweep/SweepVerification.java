// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.engine.random.Seed;
import calorimeter.lab.store.ReproducibilityException;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// Some runs of a sweep, computed a second time, and compared bit by bit with what the store has: rows,
/// ends, the tensors of the last checkpoints.
///
/// @param drawn the runs, in the sweep's order
/// @param equal how many have the same bits
/// @param differences what differs in the others, with both provenances
public record SweepVerification(List<SweepRun> drawn, int equal, List<String> differences) {

    public SweepVerification {
        drawn = List.copyOf(drawn);
        differences = List.copyOf(differences);
    }

    /// Whether every drawn run was computed again and is the same.
    public boolean isConfirmed() {
        return equal == drawn.size();
    }

    /// Draws a share of the runs that have ended, at least one of them, and computes them again.
    ///
    /// @param share more than 0, at most 1
    /// @param scratch an empty store to compute in
    /// @throws SweepException if no run has ended
    public static SweepVerification of(
            RunStore store,
            Sweep sweep,
            double share,
            long seed,
            RunStore scratch,
            SweepRunner.Options options,
            SweepListener listener) {
        List<SweepRun> drawn = draw(SweepRun.of(store, sweep), share, seed);
        Sweep again =
                Sweep.of(sweep.name(), drawn.stream().map(SweepRun::parameters).toList());
        new SweepRunner(scratch, options).run(again, listener);
        List<String> differences = new ArrayList<>();
        int equal = 0;
        for (SweepRun run : SweepRun.of(scratch, again)) {
            if (!run.state().isEnded()) {
                continue; // the listener has heard why
            }
            RunRecord before = Objects.requireNonNull(drawn.get(run.position()).record());
            try {
                scratch.pack(Objects.requireNonNull(run.record()))
                        .requireSameBits(store.pack(before), "the store", "this machine");
                equal++;
            } catch (ReproducibilityException otherBits) {
                differences.add(otherBits.getMessage());
            }
        }
        return new SweepVerification(drawn, equal, differences);
    }

    /// By a hash of seed and identity, so that a larger share contains a smaller one.
    static List<SweepRun> draw(List<SweepRun> runs, double share, long seed) {
        List<SweepRun> ended =
                runs.stream().filter(run -> run.state().isEnded()).toList();
        if (ended.isEmpty()) {
            throw new SweepException("no run of this sweep has ended, so there is nothing to verify; run it first");
        }
        Seed root = Seed.of(seed).child("sweep-verify");
        return ended.stream()
                .sorted(Comparator.comparingLong(
                        run -> root.child(run.identity()).value()))
                .limit((long) Math.ceil(share * ended.size()))
                .sorted(Comparator.comparingInt(SweepRun::position))
                .toList();
    }
}
