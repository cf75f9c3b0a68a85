// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.lab.observable.RunDivergedException;
import calorimeter.lab.run.LogSchedule;
import calorimeter.lab.run.Recorder;
import calorimeter.lab.run.RunInterruptedException;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.run.TrainParameters.Recording;
import calorimeter.lab.run.TrainParameters.Stopping;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.RunSeries;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/// What a logged step costs: a run of [TrainExperiment] that logs every step and stores nothing.
final class LoggedSteps {

    /// Steps before the clock starts, which fill caches and allocate.
    static final int BEFORE = 3;

    private LoggedSteps() {}

    /// Seconds of one step with all its observables, a mean over `rows` of them.
    static double seconds(Kernel kernel, Workers workers, TrainParameters parameters, int rows) {
        StopWatch watch = new StopWatch(rows, System::nanoTime);
        run(kernel, workers, parameters, rows, watch);
        return watch.seconds();
    }

    /// The steps that a [StopWatch] needs and one more: the last row of a run is not followed by an update, so
    /// the step that ends there is cheaper.
    static void run(Kernel kernel, Workers workers, TrainParameters parameters, int rows, Recorder recorder) {
        TrainParameters everyStep = new TrainParameters(
                parameters.preset(),
                parameters.training(),
                new Recording(
                        1,
                        0,
                        parameters.recording().probeSize(),
                        parameters.recording().charges()),
                new Stopping(BEFORE + rows + 1, false, 0),
                parameters.control(),
                parameters.initialWeights(),
                parameters.constraints());
        try {
            TrainExperiment experiment = new TrainExperiment(kernel, workers);
            experiment.run(everyStep, experiment.prepare(everyStep), experiment.columns(everyStep), recorder);
        } catch (RunDivergedException | RunInterruptedException e) {
            throw new PeerException(String.valueOf(e.getMessage()));
        }
    }

    /// The share of a run's time that its observables take, round by round: over the preset's whole step budget
    /// at its own logging schedule.
    ///
    /// @param plain seconds of a step that is not logged
    /// @param logged seconds of a step that is
    static Sample share(TrainParameters parameters, Sample plain, Sample logged) {
        int budget = parameters.stopping().maxSteps();
        LogSchedule schedule = new LogSchedule(
                parameters.recording().every(), parameters.recording().spaced(), budget);
        double density = (double)
                        LongStream.rangeClosed(0, budget).filter(schedule::logs).count()
                / budget;
        // x = density (logged/plain - 1) is what observing adds to a step; its share is x / (1 + x).
        return Sample.ratio(logged, plain).map(ratio -> {
            double added = density * (ratio - 1);
            return added / (1 + added);
        });
    }

    /// Takes the time at two rows and keeps none of them.
    static class StopWatch implements Recorder {

        private final int rows;
        private final LongSupplier nanoseconds;
        private long first;
        private long last;

        StopWatch(int rows, LongSupplier nanoseconds) {
            this.rows = rows;
            this.nanoseconds = nanoseconds;
        }

        /// Time of one step between the two rows.
        double seconds() {
            return (last - first) * 1e-9 / rows;
        }

        @Override
        public void row(long step, double[] values) {
            if (step == BEFORE) {
                first = nanoseconds.getAsLong();
            } else if (step == BEFORE + rows) {
                last = nanoseconds.getAsLong();
            }
        }

        @Override
        public Optional<Checkpoint> resumePoint() {
            return Optional.empty();
        }

        @Override
        public RunSeries earlierRows() {
            throw new IllegalStateException("nothing is resumed, so there are no earlier rows");
        }

        @Override
        public boolean checkpointDue() {
            return false;
        }

        @Override
        public void checkpoint(Checkpoint checkpoint) {}

        @Override
        public void keep(Checkpoint snapshot) {}

        @Override
        public boolean stopRequested() {
            return false;
        }

        @Override
        public void progress(long step) {}

        @Override
        public double wallSeconds() {
            return 0;
        }
    }
}
