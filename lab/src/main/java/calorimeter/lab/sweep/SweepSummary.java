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

    static SweepSummary of(Collection<SweepRun> runs) {
        return new SweepSummary(
                runs.size(),
                count(runs, SweepRun.State.COMPLETED),
                count(runs, SweepRun.State.DIVERGED),
                count(runs, SweepRun.State.FAILED),
                count(runs, SweepRun.State.BUSY),
                count(runs, SweepRun.State.INTERRUPTED) + count(runs, SweepRun.State.MISSING));
    }

    private static int count(Collection<SweepRun> runs, SweepRun.State state) {
        return (int) runs.stream().filter(run -> run.state() == state).count();
    }

    /// Whether every run has ended by itself.
    public boolean isComplete() {
        return completed + diverged == total;
    }
}
