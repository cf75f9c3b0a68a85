// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/// How long a sweep still takes, from what this process has computed of it so far: time passed, times the work left,
/// over the work done. Work is steps times [SweepForecast#work]; the first step of a run is not counted as done, since
/// it tells where the run goes on from. Not safe for several threads.
///
/// A run that has not ended is taken to use that share of its budget which the completed ones used on average, and all
/// of it as long as there is none.
public final class SweepEta {

    private final LongSupplier nanoTime;

    /// By position: runs that have not ended, and the last step of those that are being computed.
    private final Map<Integer, SweepRun> open = new HashMap<>();

    private final Map<Integer, Long> steps = new HashMap<>();

    private double workDone;
    private long firstAt;
    private long lastAt;
    private double budgetShares;
    private int completed;

    public SweepEta(Collection<SweepRun> runs) {
        this(runs, System::nanoTime);
    }

    /// @param nanoTime a clock as [System#nanoTime]
    SweepEta(Collection<SweepRun> runs, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        runs.forEach(this::ended);
    }

    /// Also of a run that goes on with more threads.
    public void started(SweepRun run) {
        open.put(run.position(), run);
        steps.remove(run.position());
    }

    public void step(SweepRun run, long step) {
        lastAt = nanoTime.getAsLong();
        if (workDone == 0 && steps.isEmpty()) {
            firstAt = lastAt;
        }
        Long before = steps.put(run.position(), step);
        if (before != null) {
            workDone += (step - before) * SweepForecast.work(run.parameters());
        }
    }

    /// Also of a run that stopped before its end, and of one that another process computes.
    public void ended(SweepRun run) {
        steps.remove(run.position());
        if (run.state() == SweepRun.State.COMPLETED) {
            completed++;
            budgetShares += (double) run.step() / run.parameters().stopping().maxSteps();
        }
        if (run.state() == SweepRun.State.INTERRUPTED || run.state() == SweepRun.State.MISSING) {
            open.put(run.position(), run);
        } else {
            open.remove(run.position());
        }
    }

    /// Whether completed runs tell what share of a budget to expect; otherwise [#secondsLeft] is rather too long.
    public boolean isExpected() {
        return completed > 0;
    }

    /// Empty as long as no step has been timed.
    public OptionalDouble secondsLeft() {
        if (!(workDone > 0)) {
            return OptionalDouble.empty();
        }
        double share = completed == 0 ? 1 : budgetShares / completed;
        double left = 0;
        for (SweepRun run : open.values()) {
            double all = share * run.parameters().stopping().maxSteps();
            long made = Math.max(run.step(), steps.getOrDefault(run.position(), 0L));
            left += Math.max(0, all - made) * SweepForecast.work(run.parameters());
        }
        return OptionalDouble.of((lastAt - firstAt) * 1e-9 * left / workDone);
    }
}
