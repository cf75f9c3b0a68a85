package calorimeter.lab.sweep;

import calorimeter.engine.kernel.Kernel;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Times the first steps of a run that is thrown away. Every second step is logged, and the medians of logged
/// and plain steps are put together in the proportion that the run itself has. Only the second half counts,
/// when the code is compiled.
final class StepTrial implements Recorder {

    private static final double SECONDS = 1.5;
    private static final int FEWEST_STEPS = 12;

    /// Of a step that takes so long, few must do.
    private static final double MOST_SECONDS = 20;

    private static final int FEWEST_SLOW_STEPS = 4;

    private final List<Double> plain = new ArrayList<>();
    private final List<Double> logged = new ArrayList<>();
    private final long startedAt = System.nanoTime();
    private double stepStartedAt;
    private boolean rowInStep;

    private StepTrial() {}

    /// @return the time of a step, or empty if the run diverges before there are enough
    static Optional<StepTime> of(TrainParameters parameters, Kernel kernel, int threads) {
        StepTrial trial = new StepTrial();
        try (Workers workers = new Workers(threads)) {
            TrainExperiment experiment = new TrainExperiment(kernel, workers);
            experiment.run(shortened(parameters), experiment.columns(parameters), trial);
        } catch (RunInterruptedException enough) {
            return Optional.of(time(trial.plain, trial.logged, loggedShare(parameters)));
        } catch (RunDivergedException tooSoon) {
            return Optional.empty();
        }
        throw new IllegalStateException("the trial was not stopped");
    }

    private static TrainParameters shortened(TrainParameters parameters) {
        SettingValues values = SettingValues.ofPreset(parameters.preset());
        values.putAll(parameters.values(), "sweep");
        values.put(Setting.LOG_EVERY.key(), "2", "trial");
        values.put(Setting.LOG_SPACED.key(), "0", "trial");
        values.put(Setting.MAX_STEPS.key(), Integer.toString(Integer.MAX_VALUE), "trial");
        values.put(Setting.STOP.key(), "budget", "trial");
        return TrainParameters.of(parameters.preset(), values);
    }

    /// Of the run's steps, those that are logged. Log-spaced ones are counted as if none fell on a multiple of
    /// `every`.
    static double loggedShare(TrainParameters parameters) {
        TrainParameters.Recording recording = parameters.recording();
        double spaced = (double) recording.spaced() / parameters.stopping().maxSteps();
        return Math.min(1, 1.0 / recording.every() + spaced);
    }

    /// @param plain seconds of the steps without a row, in their order
    /// @param logged of those with one
    /// @param loggedShare in the run that the time is for
    static StepTime time(List<Double> plain, List<Double> logged, double loggedShare) {
        double seconds = (1 - loggedShare) * laterMedian(plain) + loggedShare * laterMedian(logged);
        return new StepTime(seconds, 0, (long) plain.size() + logged.size());
    }

    private static double laterMedian(List<Double> times) {
        List<Double> later =
                times.subList(times.size() / 2, times.size()).stream().sorted().toList();
        return later.get(later.size() / 2);
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
        (rowInStep ? logged : plain).add(now - stepStartedAt);
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
    public boolean stopRequested() {
        int steps = plain.size() + logged.size();
        double seconds = wallSeconds();
        return (seconds >= SECONDS && steps >= FEWEST_STEPS) || (seconds >= MOST_SECONDS && steps >= FEWEST_SLOW_STEPS);
    }

    @Override
    public double wallSeconds() {
        return (System.nanoTime() - startedAt) * 1e-9;
    }
}
