package calorimeter.engine.training;

import calorimeter.engine.model.Evaluation;

/// What became of one step.
public sealed interface TrainingStep {

    /// The gradient is finite and ready for [Trainer#update].
    ///
    /// @param batch loss and accuracy on the step's batch, before the update
    /// @param gradientNorm L2 norm of the gradient, before clipping
    record Ready(Evaluation batch, double gradientNorm) implements TrainingStep {}

    /// A quantity is not finite any more, or its square would not be; the parameters are left as they were.
    ///
    /// @param step updates made before
    record Diverged(long step, String quantity) implements TrainingStep {}
}
