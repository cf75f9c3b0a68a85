// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.training.TrainingStep;
import calorimeter.lab.run.TrainParameters;

/// The training steps of this engine.
final class EngineTraining implements EngineWork {

    private final Trainer trainer;
    private final int fullBatch;

    EngineTraining(TrainParameters parameters, Kernel kernel, Workers workers) {
        TrainingSettings training = parameters.training();
        trainer = new Trainer(training, BenchmarkData.of(training), kernel, workers);
        fullBatch = trainer.batch().length; // an epoch begins with a full one
    }

    @Override
    public double step() {
        return switch (trainer.gradient()) {
            case TrainingStep.Ready ready -> {
                trainer.update();
                yield ready.batch().loss();
            }
            case TrainingStep.Diverged diverged ->
                throw new PeerException("diverged: the " + diverged.quantity() + " is " + diverged.value() + " at step "
                        + diverged.step());
        };
    }

    /// With full batches, drawing them included. Peers have full batches only, so the shorter one at the end of an
    /// epoch is made but not timed.
    @Override
    public double time(int steps) {
        long nanoseconds = 0;
        for (int timed = 0; timed < steps; ) {
            long start = System.nanoTime();
            int batch = trainer.batch().length;
            step();
            if (batch == fullBatch) {
                nanoseconds += System.nanoTime() - start;
                timed++;
            }
        }
        return nanoseconds * 1e-9;
    }
}
