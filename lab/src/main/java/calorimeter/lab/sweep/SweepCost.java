package calorimeter.lab.sweep;

import calorimeter.lab.store.RunStore;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is left to compute of a sweep, and about how long that takes here if every run uses its whole budget:
/// measured time of a step times the steps left, spread over the cores in the sweep's order. Starting runs is
/// not counted, and a trial is timed alone on the machine, without storing.
///
/// @param threads that the missing runs begin with, the last of those that begin together perhaps with fewer
/// @param shapes distinct shapes among the runs left
/// @param fromRuns shapes timed on finished runs of the store
/// @param fromTrials shapes timed by a short trial; the times of the rest are carried over from others, in
///     proportion to the work of a step
/// @param stepsLeft at most
/// @param seconds an estimate, no bound; null if a shape could not be timed, because its trial diverged or was
///     stopped
public record SweepCost(
        List<SweepRun> runs,
        int threads,
        int shapes,
        int fromRuns,
        int fromTrials,
        long stepsLeft,
        @Nullable Double seconds) {

    public SweepCost {
        runs = List.copyOf(runs);
    }

    /// Asks the store, and tries shapes that it knows nothing about for a second or two each, or, of many, some
    /// from which the others' times are carried over.
    ///
    /// @param beforeTrial is told how many of the shapes are still to be tried
    /// @throws SweepException if the name stands for other runs, see [SweepRunner.Options#extend]
    public static SweepCost of(
            RunStore store, SweepRunner.Options options, Sweep sweep, Consumer<Integer> beforeTrial) {
        SweepHistory.requireSuccessor(store.sweep(sweep.name()), sweep, options.extend());
        List<SweepRun> runs = SweepRun.of(store, sweep);
        List<SweepRun> left = runs.stream().filter(SweepRun::isToCompute).toList();
        int threads = left.isEmpty() ? 1 : ThreadAllotment.threads(options.cores(), options.cores(), left.size());
        ShapeTimes times = ShapeTimes.of(left, StepTimes.of(store, options, threads), options, threads, beforeTrial);
        long steps = left.stream().mapToLong(SweepRun::stepsLeft).sum();
        Double seconds =
                times.isComplete() ? seconds(left, times.times(), Math.ceilDiv(options.cores(), threads)) : null;
        return new SweepCost(runs, threads, times.shapes(), times.fromRuns(), times.fromTrials(), steps, seconds);
    }

    /// Each run goes to the core that is free first.
    private static double seconds(List<SweepRun> left, Map<StepShape, StepTime> times, int places) {
        PriorityQueue<Double> freeAt = new PriorityQueue<>(Collections.nCopies(Math.max(1, places), 0.0));
        double end = 0;
        for (SweepRun run : left) {
            StepTime step = Objects.requireNonNull(times.get(StepShape.of(run.parameters())), "time of a shape");
            double endsAt = freeAt.remove() + run.stepsLeft() * step.seconds();
            freeAt.add(endsAt);
            end = Math.max(end, endsAt);
        }
        return end;
    }

    public int count(SweepRun.State state) {
        return (int) runs.stream().filter(run -> run.state() == state).count();
    }
}
