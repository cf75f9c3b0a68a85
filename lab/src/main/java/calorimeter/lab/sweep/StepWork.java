package calorimeter.lab.sweep;

import calorimeter.engine.data.TaskSettings;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.run.TrainParameters;

/// How much more there is to compute in a step of one run than in one of another: examples × positions × layers
/// × weights of a layer (4·width² of attention, 2·width·mlp of the MLP). Good enough to carry a measured time
/// over to a run that has not begun, not to predict one from nothing.
final class StepWork {

    private StepWork() {}

    static double of(TrainParameters parameters) {
        TransformerSettings model = parameters.training().transformer();
        TaskSettings task = parameters.training().task();
        double pairs = (double) task.classes() * task.classes();
        int batch = parameters.training().batchSize();
        double examples = batch == 0 ? task.trainFraction() * pairs : batch;
        double weights = 4.0 * model.width() * model.width() + 2.0 * model.width() * model.mlpWidth();
        return examples * model.sequence() * model.layers() * weights;
    }
}
