package calorimeter.engine.training;

import calorimeter.engine.data.TaskSettings;
import calorimeter.engine.model.TransformerSettings;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.OptimizerSettings;

/// All that decides the bits of a training run, but for the number of steps.
///
/// @param batchSize examples of a step, drawn without replacement in each epoch; 0 means the whole training set
/// @param gradientClip largest L2 norm of the gradient, longer ones are shortened to it; 0 means none
/// @param gradientFilter what the gradient goes through after clipping
/// @param orthogonalGradient whether it is then made orthogonal to the weights of each tensor (OrthoGrad)
public record TrainingSettings(
        TaskSettings task,
        TransformerSettings model,
        OptimizerSettings optimizer,
        int batchSize,
        double gradientClip,
        long seed,
        GradientFilterSettings gradientFilter,
        boolean orthogonalGradient) {

    public TrainingSettings {
        if (model.vocabulary() != task.vocabulary()
                || model.classes() != task.classes()
                || model.sequence() != task.layout().sequence()) {
            throw new IllegalArgumentException("the model has vocabulary " + model.vocabulary() + ", "
                    + model.classes() + " classes and " + model.sequence() + " positions, but the task needs "
                    + task.vocabulary() + ", " + task.classes() + " and "
                    + task.layout().sequence());
        }
        if (batchSize < 0) {
            throw new IllegalArgumentException("batch size is " + batchSize + " but must be 0 (all) or above");
        }
        if (!(gradientClip >= 0 && gradientClip < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gradient clip is " + gradientClip + " but must be 0 (none) or above");
        }
    }

    /// With the gradient as it is.
    public TrainingSettings(
            TaskSettings task,
            TransformerSettings model,
            OptimizerSettings optimizer,
            int batchSize,
            double gradientClip,
            long seed) {
        this(task, model, optimizer, batchSize, gradientClip, seed, GradientFilterSettings.NONE, false);
    }
}
