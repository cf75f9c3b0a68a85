// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import java.util.Collection;

/// How the runs of a sweep stand; the parts add up to the total.
///
/// @param total runs of the sweep
/// @param completed now or before
/// @param diverged now or before: outcomes, not failures
/// @param failed stopped by a defect or a damaged file
/// @param busy left to another process that is computing them
/// @param interrupted neither ended nor failed, because the sweep was stopped; begun or not
public record SweepSummary(int total, int completed, int diverged, int failed, int busy, int interrupted) {

    public static SweepSummary of(Collection<SweepRun> runs) {
        return new SweepSummary(
                runs.size(),
                SweepRun.count(runs, SweepRun.State.COMPLETED),
                SweepRun.count(runs, SweepRun.State.DIVERGED),
                SweepRun.count(runs, SweepRun.State.FAILED),
                SweepRun.count(runs, SweepRun.State.BUSY),
                SweepRun.count(runs, SweepRun.State.INTERRUPTED) + SweepRun.count(runs, SweepRun.State.MISSING));
    }

    /// Whether every run has ended by itself.
    public boolean isComplete() {
        return completed + diverged == total;
    }
}
