// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.engine.kernel.Workers;
import calorimeter.lab.observable.RunDivergedException;
import calorimeter.lab.run.Recorder;
import calorimeter.lab.run.RunInterruptedException;
import calorimeter.lab.run.Setting;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.RunSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Times steps of a run that is thrown away. Every second step is logged. Copies of the run compute at once, as many
/// as a sweep computes, until the code of each is compiled: until its steps have become no faster for half of its time.
final class StepTrial implements Recorder {

    private static final double FEWEST_SECONDS = 1;

    /// Processor time of each computing thread: a machine that others use too takes longer to compile the code.
    private static final double MOST_PROCESSOR_SECONDS = 15;

    private static final double MOST_SECONDS = 90;
    private static final int FEWEST_STEPS = 3;

    /// A step that takes this share of what it took before is still becoming faster.
    private static final double STILL = 0.8;

    private static final double SECONDS_BETWEEN_LOOKS = 0.1;

    /// @param end seconds since the start of the trial
    record Step(double end, double seconds, boolean logged) {}

    private final SweepRunner.Options options;

    /// Copies whose steps still become faster.
    private final AtomicInteger unsettled;

    private final double mostProcessorSeconds;
    private final List<Step> steps = new ArrayList<>();
    private final long startedAt = System.nanoTime();
    private double stepStartedAt;
    private double lookedAt;
    private boolean settled;
    private boolean rowInStep;

    private StepTrial(SweepRunner.Options options, AtomicInteger unsettled, int computing) {
        this.options = options;
        this.unsettled = unsettled;
        mostProcessorSeconds = processorSeconds() + computing * MOST_PROCESSOR_SECONDS;
    }

    /// @param threads of one copy
    /// @param copies that compute at once
    static List<StepTrial> run(TrainParameters parameters, SweepRunner.Options options, int threads, int copies) {
        TrainParameters endless = endless(parameters);
        AtomicInteger unsettled = new AtomicInteger(copies);
        List<StepTrial> trials = IntStream.range(0, copies)
                .mapToObj(i -> new StepTrial(options, unsettled, threads * copies))
                .toList();
        List<CompletableFuture<?>> ends = new ArrayList<>();
        try {
            for (StepTrial trial : trials) {
                ends.add(CompletableFuture.runAsync(
                        () -> trial.carryOut(endless, threads),
                        task -> Thread.ofPlatform().name("calorimeter-trial").start(task)));
            }
        } finally {
            if (ends.size() < copies) {
                unsettled.set(0); // a copy could not be started: the others must not wait for it
            }
        }
        CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new)).join();
        return trials;
    }

    private static TrainParameters endless(TrainParameters parameters) {
        SettingValues values = SettingValues.ofPreset(parameters.preset());
        values.putAll(parameters.values(), "sweep");
        values.put(Setting.LOG_EVERY.key(), "2", "trial");
        values.put(Setting.LOG_SPACED.key(), "0", "trial");
        values.put(Setting.MAX_STEPS.key(), Integer.toString(Integer.MAX_VALUE), "trial");
        values.put(Setting.STOP.key(), "budget", "trial");
        return TrainParameters.of(parameters.preset(), values);
    }

    private void carryOut(TrainParameters endless, int threads) {
        try (Workers workers = new Workers(threads)) {
            TrainExperiment experiment = new TrainExperiment(options.kernel(), workers);
            experiment.run(endless, experiment.prepare(endless), experiment.columns(endless), this);
        } catch (RunInterruptedException | RunDivergedException enough) {
            // It has told what it can.
        } finally {
            settle(); // whatever ended it: the others wait for it
        }
    }

    private void settle() {
        if (!settled) {
            settled = true;
            unsettled.decrementAndGet();
        }
    }

    List<Step> steps() {
        return steps;
    }

    /// Seconds of a step once the code is compiled, averaged over the copies that made enough; empty if none did.
    static OptionalDouble warm(List<StepTrial> copies, boolean logged) {
        return copies.stream()
                .map(trial -> median(trial.steps, logged, trial.end() / 2, trial.end()))
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }

    private double end() {
        return steps.isEmpty() ? 0 : steps.getLast().end();
    }

    /// Whether steps of both kinds took as long in the second half of the time as in the quarter before.
    static boolean isSettled(List<Step> steps, double now) {
        for (boolean logged : new boolean[] {false, true}) {
            OptionalDouble before = median(steps, logged, now / 4, now / 2);
            OptionalDouble after = median(steps, logged, now / 2, now);
            if (before.isEmpty() || after.isEmpty() || after.getAsDouble() < STILL * before.getAsDouble()) {
                return false;
            }
        }
        return true;
    }

    private static OptionalDouble median(List<Step> steps, boolean logged, double from, double to) {
        double[] sorted = steps.stream()
                .filter(step -> step.logged() == logged && step.end() > from && step.end() <= to)
                .mapToDouble(Step::seconds)
                .sorted()
                .toArray();
        return sorted.length < FEWEST_STEPS ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length / 2]);
    }

    @Override
    public Optional<Checkpoint> resumePoint() {
        stepStartedAt = wallSeconds();
        return Optional.empty();
    }

    @Override
    public RunSeries earlierRows() {
        throw new IllegalStateException("a trial begins at step 0");
    }

    @Override
    public void row(long step, double[] values) {
        rowInStep = true;
    }

    @Override
    public void progress(long step) {
        double now = wallSeconds();
        steps.add(new Step(now, now - stepStartedAt, rowInStep));
        rowInStep = false;
        stepStartedAt = now;
    }

    @Override
    public boolean checkpointDue() {
        return false;
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {
        // Nothing of a trial is kept.
    }

    @Override
    public void keep(Checkpoint snapshot) {}

    @Override
    public boolean stopRequested() {
        double now = wallSeconds();
        if (!settled && now >= FEWEST_SECONDS && now - lookedAt >= SECONDS_BETWEEN_LOOKS) {
            lookedAt = now;
            if (isSettled(steps, now) || now >= MOST_SECONDS || processorSeconds() >= mostProcessorSeconds) {
                settle();
            }
        }
        return unsettled.get() <= 0 || options.stop().getAsBoolean();
    }

    /// That this process has used; 0 where the system does not tell.
    private static double processorSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                * 1e-9;
    }

    @Override
    public double wallSeconds() {
        return (System.nanoTime() - startedAt) * 1e-9;
    }
}
