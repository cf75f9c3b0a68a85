package calorimeter.lab.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Times of a step of every shape among some runs: of finished runs where there are such, of short trials
/// otherwise. Of more unknown shapes than anybody wants to wait for, a few are tried, spread over the amount of
/// [work][StepWork] in a step, and the others take the time of the nearest one in proportion to theirs.
///
/// @param times by shape; without those that could not be timed
/// @param shapes distinct shapes among the runs
/// @param fromRuns shapes timed on finished runs
/// @param fromTrials shapes timed by a trial
record ShapeTimes(Map<StepShape, StepTime> times, int shapes, int fromRuns, int fromTrials) {

    /// A trial takes a second or two, and up to twenty of a large model.
    static final int MOST_TRIALS = 8;

    ShapeTimes {
        times = Map.copyOf(times);
    }

    boolean isComplete() {
        return times.size() == shapes;
    }

    /// @param beforeTrial is told how many of the shapes are still to be tried
    static ShapeTimes of(
            List<SweepRun> runs,
            StepTimes known,
            SweepRunner.Options options,
            int threads,
            Consumer<Integer> beforeTrial) {
        Map<StepShape, SweepRun> examples = new LinkedHashMap<>();
        runs.forEach(run -> examples.putIfAbsent(StepShape.of(run.parameters()), run));
        Map<StepShape, StepTime> times = new HashMap<>();
        examples.keySet().forEach(shape -> known.of(shape).ifPresent(time -> times.put(shape, time)));
        int fromRuns = times.size();
        List<SweepRun> unknown = examples.entrySet().stream()
                .filter(example -> !times.containsKey(example.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        List<SweepRun> chosen = spread(unknown);
        int toTry = chosen.size();
        for (SweepRun run : chosen) {
            if (!options.stop().getAsBoolean()) {
                beforeTrial.accept(toTry--);
                StepTrial.of(run.parameters(), options.kernel(), threads)
                        .ifPresent(time -> times.put(StepShape.of(run.parameters()), time));
            }
        }
        int fromTrials = times.size() - fromRuns;
        carryOver(unknown, chosen, times, examples);
        return new ShapeTimes(times, examples.size(), fromRuns, fromTrials);
    }

    /// All, or the least and the most work and as many between them as are tried at most.
    private static List<SweepRun> spread(List<SweepRun> unknown) {
        if (unknown.size() <= MOST_TRIALS) {
            return unknown;
        }
        List<SweepRun> byWork = unknown.stream()
                .sorted(Comparator.comparingDouble(run -> StepWork.of(run.parameters())))
                .toList();
        List<SweepRun> chosen = new ArrayList<>();
        for (int i = 0; i < MOST_TRIALS; i++) {
            chosen.add(byWork.get(i * (byWork.size() - 1) / (MOST_TRIALS - 1)));
        }
        return chosen;
    }

    private static void carryOver(
            List<SweepRun> unknown,
            List<SweepRun> tried,
            Map<StepShape, StepTime> times,
            Map<StepShape, SweepRun> examples) {
        Map<StepShape, StepTime> measured = Map.copyOf(times);
        for (SweepRun run : unknown) {
            if (!tried.contains(run)) {
                double work = StepWork.of(run.parameters());
                Optional<Map.Entry<StepShape, StepTime>> nearest = measured.entrySet().stream()
                        .min(Comparator.comparingDouble(
                                entry -> Math.abs(Math.log(work(entry.getKey(), examples) / work))));
                nearest.ifPresent(entry -> times.put(
                        StepShape.of(run.parameters()),
                        new StepTime(entry.getValue().seconds() * work / work(entry.getKey(), examples), 0, 0)));
            }
        }
    }

    private static double work(StepShape shape, Map<StepShape, SweepRun> examples) {
        SweepRun example = examples.get(shape);
        if (example == null) {
            throw new IllegalArgumentException("no run has the shape " + shape);
        }
        return StepWork.of(example.parameters());
    }
}
