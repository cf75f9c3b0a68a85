// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.engine.model.Evaluation;
import calorimeter.engine.training.AddedLoss;
import calorimeter.engine.training.ParameterDigest;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingStep;
import calorimeter.lab.control.Controller;
import calorimeter.lab.control.Hands;
import calorimeter.lab.observable.Instruments;
import calorimeter.lab.observable.Moment;
import calorimeter.lab.observable.RunDivergedException;
import calorimeter.lab.store.Checkpoint;
import java.util.List;
import java.util.Optional;

/// The loop in which engine and physics meet: one process's share of a training run.
///
/// At a logged step the state after `step` updates is measured before the next update is made. The row is complete
/// when that update is known, so the last row has none.
final class TrainingLoop {

    /// A run goes on for a tenth of a decade after it has generalised, twice the bandwidth with which peaks are
    /// smoothed: a peak is known only once the curve has come down from it, and this is where one is expected.
    private static final double AFTERWARDS = StrictMath.pow(10, 0.1);

    private final TrainParameters parameters;
    private final Trainer trainer;
    private final AddedLoss added;
    private final List<Controller> controllers;
    private final Instruments instruments;
    private final TrainRecord record;
    private final Recorder recorder;
    private final LogSchedule schedule;
    private final KeptCheckpoints.Schedule kept;
    private final int[] probe;

    /// @param trainer at step 0
    /// @param added to the loss, by an instrument if its state goes into checkpoints
    /// @param controllers that are among the instruments, too
    /// @param instruments of the record's columns
    /// @param record empty
    TrainingLoop(
            TrainParameters parameters,
            Trainer trainer,
            AddedLoss added,
            List<Controller> controllers,
            Instruments instruments,
            TrainRecord record,
            Recorder recorder) {
        this.parameters = parameters;
        this.trainer = trainer;
        this.added = added;
        this.controllers = controllers;
        this.instruments = instruments;
        this.record = record;
        this.recorder = recorder;
        schedule = new LogSchedule(
                parameters.recording().every(),
                parameters.recording().spaced(),
                parameters.stopping().maxSteps());
        kept = parameters
                .recording()
                .kept()
                .schedule(schedule, parameters.stopping().maxSteps());
        probe = parameters.probe(trainer.dataset().examples().count());
    }

    TrainResult run() throws RunInterruptedException {
        resume();
        boolean ended = false;
        while (!ended) {
            if (kept.keeps(trainer.step())) {
                recorder.keep(TrainCheckpoint.snapshot(trainer));
            }
            Moment moment = new Moment(trainer, gradient(), probe);
            controllers.forEach(controller -> controller.sense(moment));
            instruments.follow(moment);
            if (schedule.logs(moment.step())) {
                ended = log(moment);
            } else {
                update();
            }
            if (!ended) {
                pause();
            }
        }
        recorder.checkpoint(TrainCheckpoint.of(trainer, instruments));
        return new TrainResult(
                TrainFindings.of(parameters, record),
                ParameterDigest.sha256(trainer.layout(), trainer.parameters()),
                recorder.wallSeconds());
    }

    private void resume() {
        Optional<Checkpoint> checkpoint = recorder.resumePoint();
        if (checkpoint.isPresent()) {
            TrainCheckpoint.restore(checkpoint.get(), trainer, instruments);
            record.addAll(recorder.earlierRows(), trainer.step());
        } else if (!parameters.startsFromDrawn()) {
            // Nobody has the given parameters later.
            recorder.checkpoint(TrainCheckpoint.of(trainer, instruments));
        }
    }

    private Evaluation gradient() {
        return switch (trainer.gradient(added)) {
            case TrainingStep.Ready ready -> ready.batch();
            case TrainingStep.Diverged(long at, String quantity, String value) ->
                throw new RunDivergedException(at, quantity, value);
        };
    }

    private void update() {
        Hands hands = new Hands(parameters.training().optimizer().weightDecay());
        controllers.forEach(controller -> controller.act(hands));
        trainer.update(hands.weightDecay());
    }

    /// Measures, updates unless the run ends here, and records the row. Returns whether it ends.
    private boolean log(Moment moment) {
        double[][] values = instruments.measure(moment);
        boolean ends = ends(moment);
        if (!ends) {
            float[] before = trainer.parameters().clone();
            update();
            instruments.updated(before, trainer.parameters(), values);
        }
        double[] row = instruments.row(values);
        recorder.row(moment.step(), row);
        record.add(moment.step(), row);
        return ends;
    }

    /// Whether the budget is spent, or generalisation has lasted.
    private boolean ends(Moment moment) {
        long step = moment.step();
        if (step == parameters.stopping().maxSteps()) {
            return true;
        }
        if (!parameters.stopping().whenSustained()) {
            return false;
        }
        long since = record.heldSince(step, moment.test().accuracy());
        return since + parameters.stopping().sustain() <= step && since * AFTERWARDS <= step;
    }

    /// Between two steps: tells how far the run is, and writes a checkpoint if it is time for one or to stop.
    private void pause() throws RunInterruptedException {
        recorder.progress(trainer.step());
        boolean stop = recorder.stopRequested();
        if (stop || recorder.checkpointDue()) {
            recorder.checkpoint(TrainCheckpoint.of(trainer, instruments));
        }
        if (stop) {
            throw new RunInterruptedException(trainer.step());
        }
    }
}
