// Training by hand: a small transformer learns a + b mod 11. Needs no store; the bits are the same on every machine.

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Evaluation;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingStep;
import calorimeter.lab.run.TrainParameters;

void main() {
    Map<String, String> settings = Map.of(
            "p", "11", "width", "16", "heads", "2", "mlp-width", "32", "train-fraction", "0.8", "learning-rate", "0.01");
    try (Workers workers = new Workers(1)) {
        Trainer trainer = new Trainer(TrainParameters.of("nanda", settings).training(), Kernels.active(), workers);
        for (int step = 0; step <= 1000; step++) {
            TrainingStep next = trainer.gradient();
            if (!(next instanceof TrainingStep.Ready ready)) {
                IO.println("cannot go on: " + next);
                return;
            }
            if (step % 250 == 0) {
                Evaluation test = trainer.model().evaluate(trainer.dataset().test());
                IO.println(String.format(
                        Locale.ROOT,
                        "step %4d: training loss %.6f, test accuracy %.2f",
                        step,
                        ready.batch().loss(),
                        test.accuracy()));
            }
            trainer.update();
        }
    }
}

// Prints:
// step    0: training loss 2.872467, test accuracy 0.04
// step  250: training loss 0.006728, test accuracy 0.76
// step  500: training loss 0.000550, test accuracy 0.88
// step  750: training loss 0.000053, test accuracy 0.92
// step 1000: training loss 0.000005, test accuracy 0.88
