package calorimeter.lab.run;

import calorimeter.engine.model.Evaluation;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.transformer.AttentionScores;
import calorimeter.engine.transformer.Transformer;
import calorimeter.lab.control.ControllerState;
import calorimeter.lab.control.WeightDecayControl;
import calorimeter.lab.control.WeightDecayController;
import calorimeter.lab.observable.LandscapeSensor;
import calorimeter.lab.observable.WeightDecayReading;

/// Joins a trainer to its weight-decay controller: reads the sensor once in a period, before the update, and
/// gives every update the controller's λ. Without a controller updates are the trainer's own.
///
/// V is measured on the probe examples; accuracy is that of the whole training set, which costs nothing on full
/// batches and is not asked for any more once the gate is open.
final class ControlledUpdates {

    private static final int FIELDS = 9;

    private final boolean controlled;
    private final Trainer trainer;
    private final int[] probe;
    private final int period;
    private final WeightDecayController controller;
    private long readAt = -1;
    private double sum;

    /// @param weightDecay λ₀
    ControlledUpdates(WeightDecayControl control, double weightDecay, Trainer trainer, int[] probe) {
        this.trainer = trainer;
        this.probe = probe;
        controlled = control.acts();
        period = control.period() == 0 ? trainer.stepsPerEpoch() : control.period();
        controller = new WeightDecayController(control, weightDecay, (double) period / trainer.stepsPerEpoch());
    }

    /// Reads the sensor if it is time to; a step is read once, however often it is asked for.
    ///
    /// @param batch of the step's gradient
    void sense(Evaluation batch) throws RunDivergedException {
        long step = trainer.step();
        if (!controlled || step % period != 0 || step == readAt) {
            return;
        }
        readAt = step;
        if (!controller.open()) {
            Evaluation all = trainer.fullBatch()
                    ? batch
                    : trainer.model().evaluate(trainer.dataset().train());
            controller.gate(all.accuracy());
        }
        if (controller.listens()) {
            AttentionScores scores = Transformer.of(trainer.model()).attentionScores(probe);
            if (!scores.finite()) {
                throw new RunDivergedException(step, "attention score");
            }
            controller.read(LandscapeSensor.variance(scores));
        }
    }

    void update() {
        if (controlled) {
            sum += controller.weightDecay();
            trainer.update(controller.weightDecay());
        } else {
            trainer.update();
        }
    }

    WeightDecayReading reading() {
        double mean = controlled ? sum / trainer.step() : controller.weightDecay();
        return new WeightDecayReading(controller.weightDecay(), mean, controller.signal());
    }

    /// All that a controlled run has to keep.
    double[] save() {
        ControllerState state = controller.state();
        return new double[] {
            readAt,
            sum,
            state.open() ? 1 : 0,
            state.variance(),
            state.rates(),
            state.mean(),
            state.spread(),
            state.signal(),
            state.increment()
        };
    }

    /// @throws IllegalArgumentException when these are not the numbers of [#save]
    void restore(double[] saved) {
        if (saved.length != FIELDS) {
            throw new IllegalArgumentException(
                    "the weight-decay controller was given " + saved.length + " numbers but needs " + FIELDS);
        }
        readAt = (long) saved[0];
        sum = saved[1];
        controller.restore(
                new ControllerState(saved[2] == 1, saved[3], (long) saved[4], saved[5], saved[6], saved[7], saved[8]));
    }

    boolean controlled() {
        return controlled;
    }
}
